"""Step 1, name the pattern: moments as they were caught, between fear and choice."""
