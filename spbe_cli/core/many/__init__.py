"""Several results beside each other: years, institutions, the annual report."""
