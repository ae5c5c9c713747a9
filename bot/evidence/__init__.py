"""What the audit tells those who look into it, from its rows alone: pure."""
