"""From levels to an index: the engine, published figures, what evidence proves, estimates."""
