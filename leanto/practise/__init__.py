"""Step 3, practise vulnerability: a ladder of small steps, a plan with two guesses, and what happened."""
