"""What a terminal shows; rich is imported here and in no other room."""
