"""Word documents: the report, letters, agendas, comparisons."""
