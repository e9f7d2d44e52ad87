"""YAML files: read with a place for every value, checked, written, changed in place."""
