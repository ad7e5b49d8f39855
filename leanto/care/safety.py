"""What Leanto says it is for: one sentence, frozen, the same everywhere."""

INTENDED_USE = (
    "Leanto is for self-reflection and for practice in asking for support. "
    "It is not for diagnosis, treatment or crisis care."
)
"""The intended use (rule 9 of the safety rules). Changing it changes what this is, so a test holds it."""
