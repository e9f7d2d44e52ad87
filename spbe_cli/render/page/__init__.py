"""HTML and Markdown; jinja2 and the charts are imported here and in no other room."""
