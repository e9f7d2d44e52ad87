"""Tables that people send: CSV, workbooks, filled forms, lists of institutions."""
