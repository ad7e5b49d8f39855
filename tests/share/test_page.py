"""The export as a page: one quiet file that holds everything, asks nobody for anything, and prints."""

import re
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given

from leanto.lab.demo import life
from leanto.records import (
    BodyCheck,
    Brief,
    Contact,
    Draft,
    Event,
    Exhibit,
    Gate,
    Lesson,
    Load,
    Moment,
    Outcome,
    Person,
    Piece,
    Praise,
    Preferences,
    Rating,
    ReachOut,
    Recognition,
    Record,
    Reflection,
    Response,
    Rest,
    SafetyPlan,
    Signal,
    Sitting,
    Step,
    Strength,
)
from leanto.share import page
from leanto.share.reader import WORDS
from tests.share.lives import NOW, bodies, lives, soon

LONDON = ZoneInfo("Europe/London")
PARTS = """
html head meta title style body header p h1 nav ul li a main section h2 h3 h4 article time dl dt dd b bdi
table thead tbody tr th td svg path circle rect
"""
ELEMENTS = set(PARTS.split())
OWN_WORDS: dict[type[Record], tuple[str, ...]] = {
    Moment: ("text", "whisper"),
    Person: ("name", "phone", "email", "notes", "shares", "keeps_back", "helps", "offered"),
    Step: ("text",),
    ReachOut: ("text", "feared", "plan", "words", "learned", "what_if_not", "surprised"),
    Lesson: (
        "old_rule",
        "where",
        "when",
        "taught_by",
        "protected",
        "costs",
        "new_rule",
        "exception",
        "change_mind",
    ),
    Rating: ("note",),
    Draft: ("path",),
    Preferences: ("name",),
    BodyCheck: (),
    Response: ("instrument",),
    Recognition: ("words",),
    Load: ("text", "if_left"),
    Rest: ("source",),
    Reflection: ("text",),
    Sitting: ("night",),
    Event: ("text",),
    Exhibit: ("text",),
    Praise: ("what", "by_whom", "good_for"),
    Piece: ("text",),
    Signal: ("sign", "then"),
    Strength: ("text",),
    Contact: ("good", "bad"),
    Brief: ("wish",),
    SafetyPlan: ("signs", "helps", "people", "places", "lines", "live_for"),
}


class Read(HTMLParser):
    """What a browser makes of a page: its elements, with attributes, and its text."""

    def __init__(self, html: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(html.decode("utf-8"))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    @property
    def text(self) -> str:
        return "\n".join(self.texts)


def html(records: list[Record], zone: str = "Europe/London") -> bytes:
    return page.html(bodies(records), NOW, ZoneInfo(zone))


DEMO = html(life(26, NOW))


@soon
@given(lives())
def test_every_word_the_person_wrote_is_in_it_as_text(records: list[Record]) -> None:
    seen = Read(html(records))
    for one in records:
        for field in OWN_WORDS[type(one)]:
            assert normal(getattr(one, field)) in normal(seen.text)
    assert {tag for tag, _ in seen.elements} <= ELEMENTS


def normal(text: str) -> str:
    """As the standard says to read line ends; a parser cannot tell more."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", "</article>", '" onclick="x', "<!--", "&amp;", "$brand", "{{"]
)
def test_markup_in_a_name_stays_text(hostile: str) -> None:
    name = f"{hostile} Ana"
    person = bodies([life_of(Person)])[Person][0] | {"name": name, "notes": hostile}
    preferences = {"schema": 1, "id": "e" * 32, "name": name}
    whole = page.html({Person: [person], Preferences: [preferences]}, NOW, LONDON)
    seen = Read(whole)
    assert seen.texts.count(name) >= 3
    assert {tag for tag, _ in seen.elements} <= ELEMENTS
    assert not [attrs for _, attrs in seen.elements if any(attr.startswith("on") for attr in attrs)]


def test_markup_where_a_time_or_a_number_belongs_stays_text() -> None:
    hostile = "<script>alert(1)</script>"
    moment = {"id": "a" * 32, "at": hostile, "did": hostile, "choice": hostile, hostile: hostile}
    ask = {"id": "b" * 32, "at": hostile, "forecast": hostile, "outcome": hostile, "person_id": hostile}
    rating = {"id": "c" * 32, "at": hostile, "lesson_id": hostile, "old": hostile, hostile: {hostile: 1}}
    whole = page.html({Moment: [moment], ReachOut: [ask], Rating: [rating]}, NOW, LONDON)
    assert {tag for tag, _ in Read(whole).elements} <= ELEMENTS
    assert b"<script" not in whole


def life_of(kind: type[Record]) -> Record:
    return next(one for one in life(26, NOW) if type(one) is kind)


def test_its_own_policy_lets_it_load_nothing() -> None:
    [policy] = [attrs["content"] for tag, attrs in Read(DEMO).elements if attrs.get("http-equiv")]
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"


def test_it_names_no_other_place() -> None:
    assert not re.search(rb"(?:[a-z]+:)?//|url\(|@import|<(?:script|img|link|iframe|object|base|form)", DEMO)
    assert all(str(attrs["href"]).startswith("#") for tag, attrs in Read(DEMO).elements if tag == "a")


def test_what_a_person_wrote_may_run_either_way() -> None:
    for tag, attrs in Read(DEMO).elements:
        if tag in ("h4", "dd", "h3") or (tag == "p" and attrs):
            assert attrs.get("dir") == "auto" or tag == "h3"


def test_the_contents_lead_to_sections_that_are_there() -> None:
    seen = Read(DEMO).elements
    there = [attrs["id"] for tag, attrs in seen if tag == "section"]
    assert [attrs["href"] for tag, attrs in seen if tag == "a"] == [f"#{name}" for name in there]


def test_a_section_without_anything_is_left_out() -> None:
    assert "section" not in {tag for tag, _ in Read(page.html({}, NOW, LONDON)).elements}


def test_every_guess_stands_beside_what_happened() -> None:
    table = DEMO[DEMO.index(b"<table>") : DEMO.index(b"</table>")].decode()
    assert table.count("<tr>") == 1 + 35
    assert table.count('class="guess"') == 35
    assert table.count(" in 10</td>") == 35
    for outcome in Outcome:
        assert re.search(rf"<svg[^>]*>(?:(?!</td>).)*</svg> {WORDS['outcome'][outcome]}</td>", table)


@pytest.mark.parametrize(("zone", "said"), [("Europe/London", "08:14"), ("Asia/Kathmandu", "13:59")])
def test_its_times_are_told_by_the_person_s_clock(zone: str, said: str) -> None:
    moment = {"schema": 1, "id": "a" * 32, "at": "2026-03-03T08:14:00Z", "did": "alone"}
    whole = page.html({Moment: [moment]}, NOW, ZoneInfo(zone))
    assert (
        f'<h3>Tuesday 3 March 2026</h3><article><h4 dir="auto"><time>{said}</time> Did it alone'.encode()
        in whole
    )
    assert f"as it was on Tuesday 3 March 2026, {said}.".encode() in whole


def test_it_is_called_what_the_person_calls_it() -> None:
    preferences = {"schema": 1, "id": "e" * 32, "name": "Recipes"}
    assert b"<title>Recipes</title>" in page.html({Preferences: [preferences]}, NOW, LONDON)
    assert b"<title>Leanto</title>" in page.html({}, NOW, LONDON)


def test_someone_not_safe_is_in_the_person_s_own_export_too() -> None:
    wary = [one.name for one in life(26, NOW) if isinstance(one, Person) and one.gate is Gate.not_safe]
    assert all(name in Read(DEMO).text for name in wary)


def test_no_id_is_shown() -> None:
    assert not re.search(r"\b[0-9a-f]{32}\b", Read(DEMO).text)


def test_what_a_newer_leanto_kept_is_shown_too() -> None:
    newer = {"schema": 9, "id": "a" * 32, "at": "soon", "did": "danced", "weather": {"rain": ["light"]}}
    rated = {"schema": 1, "id": "b" * 32, "at": None, "lesson_id": 7, "colour": "teal"}
    seen = Read(page.html({Moment: [newer], Rating: [rated]}, NOW, LONDON)).text
    assert all(said in seen for said in ("danced", "weather", '{"rain": ["light"]}', "colour", "teal"))
