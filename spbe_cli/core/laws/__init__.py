"""What an instrument says: the page of an indicator, where a word stands, how two differ."""
