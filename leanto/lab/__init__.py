"""Made-up people. Their chance comes from a seed, and nothing here is evidence about anyone."""
