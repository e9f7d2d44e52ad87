"""JSON and CSV, from the standard library alone."""
