"""What comes in: authenticate, parse, bring to the door."""
