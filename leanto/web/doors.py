"""What a view says of itself: that it answers while locked, or that it is one touch and no page."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

View = TypeVar("View", bound=Callable[..., Any])  # views differ in what the address gives them


def open_while_locked(view: View) -> View:
    """Let a view answer without an open account; its ``request.book`` may then be ``None``."""
    view.open_while_locked = True  # type: ignore[attr-defined]  # a mark on a function
    return view


def answers_while_locked(view: Callable[..., object]) -> bool:
    """Whether a view carries that mark."""
    return getattr(view, "open_while_locked", False)


def post_only(back: str) -> Callable[[View], View]:
    """A view that is one touch. Opened as a page, by a restored tab or by hand, it leads to ``back`` instead."""

    def decorated(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method != "POST":
                return redirect(back)
            return cast(HttpResponse, view(request, *args, **kwargs))

        answer.post_only = True  # type: ignore[attr-defined]  # a mark on a function
        return cast(View, answer)

    return decorated


def only_posts(view: Callable[..., object]) -> bool:
    """Whether a view carries that mark."""
    return getattr(view, "post_only", False)
