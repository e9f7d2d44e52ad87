# Needs make and Python 3.11 or newer; everything else goes into .venv.
# Written for Linux and macOS. On Windows, follow the pip lines of the README instead.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help demo test test-long test-browser browser lint types fmt bench wheel clean

help:
	@echo 'make demo    nilai contoh: Kota Bandar Lampung 2023'
	@echo 'make test    everything that must pass: lint, types, tests'
	@echo 'make test-long    proofs that take minutes, and budgets of time (the build server runs them too)'
	@echo 'make test-browser    the reports in Chromium'
	@echo 'make lint | types | fmt | bench | wheel | clean'

demo: $(VENV)/.installed
	$(BIN)/spbe score examples/bandar-lampung-2023.yaml

test: lint types
	$(BIN)/pytest

test-long: $(VENV)/.developing
	$(BIN)/pytest -m "long or bench"

test-browser: browser
	$(BIN)/pytest -m browser

# What drives the browser, and the browser itself where it is missing and Debian can give it.
browser: $(VENV)/.browsing
	@command -v chromium >/dev/null || { \
	  command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ] && \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium poppler-utils >/dev/null; } || \
	  echo 'Chromium cannot be installed here: its tests will skip' >&2

lint: $(VENV)/.developing
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(VENV)/.developing
	$(BIN)/mypy

fmt: $(VENV)/.developing
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(VENV)/.developing
	$(BIN)/python benchmarks/run.py --strict

wheel: $(VENV)/.developing
	$(BIN)/python -m build

clean:
	rm -rf $(VENV) build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Stamps: set up again only when pyproject.toml has changed. The project is installed in place, so edits count at once.
$(VENV)/.installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

# --group came with pip 25.1; a fresh Python 3.11 may bring 23.2.
$(VENV)/.developing: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --group test --group lint
	@touch $@

$(VENV)/.browsing: $(VENV)/.developing
	$(BIN)/python -m pip install --quiet --group browser
	@touch $@
