"""What an external assessor would ask about an assessment."""
