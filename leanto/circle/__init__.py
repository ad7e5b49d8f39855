"""Step 5, build safe connections: who is in the circle, what each is safe for, and who is not safe."""
