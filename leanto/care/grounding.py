"""Grounding exercises, found by name. What they say is content; when they are open is always."""

from leanto.content.care import Exercise, exercises


def exercise(name: str) -> Exercise | None:
    """The exercise with that name, if there is one."""
    return next((one for one in exercises() if one.id == name), None)
