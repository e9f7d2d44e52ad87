# Needs make and Python 3.11 or newer; everything else goes into .venv.
# Written for Linux and macOS. On Windows, follow the pip lines of the README instead.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
# make demo WHEELHOUSE=folder asks no server; pip's own PIP_NO_INDEX and PIP_FIND_LINKS do as well.
OFFLINE := $(if $(WHEELHOUSE),--no-index --find-links $(WHEELHOUSE))

.DEFAULT_GOAL := help
.PHONY: help demo test test-long test-browser test-lowest browser lint types fmt bench wheel wheelhouse guide bundle clean

help:
	@echo 'make demo    nilai contoh: Kota Bandar Lampung 2023'
	@echo 'make test    everything that must pass: lint, types, tests'
	@echo 'make test-long    proofs that take minutes, and budgets of time (the build server runs them too)'
	@echo 'make test-browser    the reports in Chromium'
	@echo 'make test-lowest    the tests with the oldest dependencies that pyproject.toml allows'
	@echo 'make guide | bundle    the guide as pages; a zip that runs without Python'
	@echo 'make wheelhouse    what make demo needs, for a machine without a network: make demo WHEELHOUSE=wheelhouse'
	@echo 'make lint | types | fmt | bench | wheel | clean'

demo: $(VENV)/.installed
	$(BIN)/spbe score examples/bandar-lampung-2023.yaml

# A file of tests stays in one process: what it prepares is prepared once.
test: lint types
	$(BIN)/pytest -n auto --maxprocesses 4 --dist loadfile

test-long: $(VENV)/.bundling
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
	$(BIN)/zizmor --offline --quiet --pedantic .github

types: $(VENV)/.developing
	$(BIN)/mypy

fmt: $(VENV)/.developing
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(VENV)/.developing
	$(BIN)/python benchmarks/run.py --strict

wheel: $(VENV)/.developing
	$(BIN)/python -m build

guide: $(VENV)/.bundling
	$(BIN)/python docs/pages.py

bundle: $(VENV)/.bundling
	$(BIN)/python release/bundle.py

# Everything make demo installs, the tools that build it too.
wheelhouse: $(VENV)/.installed
	$(BIN)/python -m pip wheel --quiet --wheel-dir wheelhouse . 'hatchling>=1.27' editables
	@echo 'wheelhouse: make demo WHEELHOUSE=wheelhouse needs no network'

# The oldest direct dependencies, in an environment of their own.
test-lowest: $(VENV)/.lowest/.installed
	$(VENV)/.lowest/bin/pytest -m "not slow and not long and not bench and not wheel and not browser"

clean:
	rm -rf $(VENV) build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Stamps: set up again only when pyproject.toml has changed. The project is installed in place, so edits count at once.
$(VENV)/.installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet $(OFFLINE) --editable .
	@touch $@

# --group came with pip 25.1; a fresh Python 3.11 may bring 23.2.
$(VENV)/.developing: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --group test --group lint
	@touch $@

$(VENV)/.bundling: $(VENV)/.developing
	$(BIN)/python -m pip install --quiet --group bundle
	@touch $@

$(VENV)/.lowest/.installed: pyproject.toml | $(VENV)/.developing
	$(PYTHON) -m venv $(VENV)/.lowest
	$(VENV)/.lowest/bin/python -m pip install --quiet --upgrade 'pip>=25.1' uv
	$(VENV)/.lowest/bin/uv pip compile --quiet --resolution lowest-direct --output-file $(VENV)/.lowest/lowest.txt pyproject.toml
	$(VENV)/.lowest/bin/python -m pip install --quiet --group test --constraint $(VENV)/.lowest/lowest.txt --editable .
	@touch $@

$(VENV)/.browsing: $(VENV)/.developing
	$(BIN)/python -m pip install --quiet --group browser
	@touch $@
