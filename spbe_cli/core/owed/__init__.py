"""Who owes what: dossiers of indicators, debts of units, bundles of evidence."""
