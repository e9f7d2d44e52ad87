"""The only room that opens files: YAML in and out, shipped data, atomic writing."""
