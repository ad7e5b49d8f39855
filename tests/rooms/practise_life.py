"""What the tests of this room need again and again: people, a plan, and answers as a browser sends them."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse
from msgspec import structs

from leanto.practise.ladder import address, find, ladder
from leanto.records import Domain, Gate, Kind, Person, ReachOut, Relation
from leanto.vault.book import Book
from leanto.web.forms import new_id

LIFT = "ask-practical-lift"


def sent(revision: int = 0, **answers: object) -> dict[str, object]:
    return {"id": new_id(), "revision": revision, **answers}


def text_of(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def at(name: str) -> str:
    found = find(ladder([]), name)
    assert found is not None
    return address(found)


def person(book: Book, name: str = "Dev", **changes: object) -> Person:
    fields = {
        "id": new_id(),
        "name": name,
        "relation": Relation.friend,
        "gate": Gate.safe,
        "gate_at": book._now - timedelta(days=60),
        "safe_for": (Domain.practical,),
        "channels": (),
    }
    return book.add(Person(**(fields | changes)))  # type: ignore[arg-type]  # the fields differ in type


def planned(book: Book, **changes: object) -> ReachOut:
    one = ReachOut(
        id=new_id(),
        at=book._now,
        kind=Kind.ask,
        domain=Domain.practical,
        text="Ask Dev for a lift",
        step_id=LIFT,
    )
    return book.add(structs.replace(one, **changes))


def page(name: str, id: str) -> str:
    return reverse(f"practise:{name}", args=[id])
