"""Step 2, explore the wound: what was learned, from whom, what it protected and what it costs."""
