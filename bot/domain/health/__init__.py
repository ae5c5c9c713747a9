"""S2. What a message tells of patients and of health: pure, and never the words themselves."""
