"""An address that only takes a touch, opened as a page by a restored tab or by hand, leads to its room."""

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from leanto.vault.book import Book
from leanto.web.doors import only_posts

pytestmark = pytest.mark.django_db
ROOMS = ("today", "name", "explore", "practise", "redefine", "circle")


def one_touch() -> list[str]:
    """The addresses in our rooms that are no pages, with an id nobody has where they take one."""
    found = []
    for room in get_resolver().url_patterns:
        if not isinstance(room, URLResolver) or room.app_name not in ROOMS:
            continue
        for view in room.url_patterns:
            if isinstance(view, URLPattern) and only_posts(view.callback):
                ids = ["f" * 32] * len(view.pattern.converters)
                found.append(reverse(f"{room.app_name}:{view.name}", args=ids))
    return found


@pytest.mark.parametrize("address", one_touch())
def test_opened_as_a_page_it_leads_to_one_with_help_and_a_way_out(ana: Client, address: str) -> None:
    answer = ana.get(address, follow=True)

    assert answer.redirect_chain
    assert answer.status_code == 200
    assert "data-leave" in answer.content.decode()


def test_removing_finding_and_asking_are_among_them() -> None:
    assert {"/name/remove/", "/name/find/", "/body/", "/circle/remove/", "/explore/put-back/"} <= set(
        one_touch()
    )


def test_opening_them_changes_nothing(ana: Client, book: Book) -> None:
    before = book.ids()
    for address in one_touch():
        ana.get(address)
    assert book.ids() == before
