"""What people do with an assessment: check, hand out, bring home, carry over, name."""
