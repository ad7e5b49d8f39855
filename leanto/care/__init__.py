"""Care: help lines, grounding, and what is promised about both. Always open, never conditional."""
