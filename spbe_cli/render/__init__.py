"""Results made visible: terminal text, JSON, CSV. Returns text; opens nothing."""
