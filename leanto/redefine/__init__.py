"""Step 4, redefine strength: the old rule beside the new one, and what happened beside both."""
