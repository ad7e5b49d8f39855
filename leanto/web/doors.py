"""Which views answer while the account is locked. All others send the visitor to the door."""

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])  # views differ in what the address gives them


def open_while_locked(view: View) -> View:
    """Let a view answer without an open account; its ``request.book`` may then be ``None``."""
    view.open_while_locked = True  # type: ignore[attr-defined]  # a mark on a function
    return view


def answers_while_locked(view: Callable[..., object]) -> bool:
    """Whether a view carries that mark."""
    return getattr(view, "open_while_locked", False)
