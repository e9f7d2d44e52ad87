"""The guided session on a terminal."""
