"""Words for an ask, and links that carry them without losing a letter."""

from datetime import UTC, datetime
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from leanto.content import Misprint
from leanto.content.asking import asking
from leanto.practise.ladder import find, ladder, own
from leanto.practise.words import dialled, draft, gaps, links, mailto, sms
from leanto.records import Channel, Domain, Gate, Kind, Person, Relation, Step

NOW = datetime(2025, 11, 3, 9, tzinfo=UTC)
EVERY = ladder([])


def whom(name: str = "Dev", relation: Relation = Relation.friend, phone: str = "", email: str = "") -> Person:
    return Person(
        id="dev",
        name=name,
        relation=relation,
        gate=Gate.safe,
        gate_at=NOW,
        safe_for=(),
        channels=(),
        phone=phone,
        email=email,
    )


def step(name: str) -> Step:
    found = find(EVERY, name)
    assert found is not None
    return found


def mine(text: str, kind: Kind = Kind.ask) -> Step:
    return own("1" * 32, text, kind, Domain.practical)


@pytest.mark.parametrize("channel", [None, *Channel])
@pytest.mark.parametrize("one", [one for one in EVERY if one.kind is Kind.ask], ids=lambda one: one.id)
def test_every_ask_has_an_easy_no_built_in(one: Step, channel: Channel | None) -> None:
    easy = asking().easy_no if one.needs_person else asking().point_on

    assert easy in draft(Kind.ask, channel, step=one)


def test_a_text_greets_and_asks_the_step_s_own_question() -> None:
    words = draft(Kind.ask, Channel.text, step=step("ask-practical-lift"), whom=whom())

    assert words == (
        "Hi Dev. Are you driving past [place] on [day]? Could I come along that far? "
        "It's fine to say no, and you don't need a reason."
    )


def test_an_email_is_a_letter() -> None:
    words = draft(Kind.ask, Channel.email, step=step("ask-practical-lift"), whom=whom())

    assert words.startswith("Hi Dev,\n\nAre you driving")
    assert words.endswith("\n\nThank you for reading this.")


def test_in_person_it_asks_for_a_minute_and_names_nobody() -> None:
    words = draft(Kind.ask, Channel.in_person, step=step("ask-practical-lift"), whom=whom())

    assert words.startswith("Have you got a minute? Are you")
    assert "Dev" not in words


@pytest.mark.parametrize("role", [Relation.service, Relation.group, Relation.professional])
def test_a_service_is_greeted_without_a_name_and_may_point_on(role: Relation) -> None:
    words = draft(Kind.ask, Channel.voice, step=mine("Ask the desk."), whom=whom("The library", role))

    assert words.startswith("Hello, have you got a minute?")
    assert asking().point_on in words
    assert asking().easy_no not in words


def test_where_it_is_written_silence_is_an_easy_no_too() -> None:
    written = draft(Kind.ask, Channel.text, step=step("ask-practical-lift"), by="Friday 7 November")

    assert "If I hear nothing by Friday 7 November, I'll take it as a no" in written
    assert "Friday" not in draft(Kind.ask, Channel.voice, step=step("ask-practical-lift"), by="Friday")
    assert "Friday" not in draft(Kind.share, Channel.text, step=step("share-health-slept"), by="Friday")


def test_what_is_shared_aloud_stands_alone() -> None:
    assert draft(Kind.share, Channel.in_person, step=step("share-health-slept"), whom=whom()) == (
        "I slept [how] last night."
    )


def test_letting_go_needs_no_words_unless_something_is_handed_over() -> None:
    assert draft(Kind.let_go, step=step("let-go-practical-toast")) == ""
    assert draft(Kind.let_go) == ""
    assert draft(Kind.let_go, step=step("let-go-caring-not-this-time")) == "I can't this time."
    assert "your way" in draft(Kind.let_go, step=step("let-go-practical-whole-job"))


def test_an_offer_taken_up_without_a_step_has_words() -> None:
    assert draft(Kind.accept, Channel.text, whom=whom()) == f"Hi Dev. {asking().blank[Kind.accept]}"


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Ask Dev to look at my lease", "Could you look at my lease?"),
        ("Ask my sister to hold the ladder on Saturday.", "Could you hold the ladder on Saturday?"),
        ("Ask Dev for a lift to the clinic", "Could I ask you for a lift to the clinic?"),
        ("ask dev to come over", "Could you come over?"),
    ],
)
def test_the_question_in_a_step_of_ones_own_is_found(text: str, asked: str) -> None:
    assert draft(Kind.ask, step=mine(text)).startswith(asked)


@pytest.mark.parametrize(
    "text",
    [
        "Ask Dev what he cooks for dinner",
        "Ask Dev to bring his drill",
        "Ask Maya about coming to dinner",
        "Ask someone to walk with you",
        "Ask Dev to help. Ten minutes.",
        "Ask for a rise to start in May",
        "Look at the lease with Dev",
        "Ask",
        "",
    ],
)
def test_where_it_cannot_be_found_the_words_have_a_gap_to_fill(text: str) -> None:
    assert draft(Kind.ask, step=mine(text)).startswith(asking().blank[Kind.ask])


def test_a_reworded_starter_no_longer_says_the_old_words() -> None:
    reworded = mine("Ask Dev to drive me home on Thursday")

    assert draft(Kind.ask, step=reworded).startswith("Could you drive me home on Thursday?")


@pytest.mark.parametrize("name", ["{by}", "Dev}", "{", "  Dev  "])
def test_a_name_is_not_taken_for_a_gap(name: str) -> None:
    assert f"Hi {name.strip()}." in draft(Kind.ask, Channel.text, whom=whom(name))


def test_links_need_someone_with_a_number() -> None:
    nobody, dev = links("Hello", None, kind=Kind.ask), links("Hello", whom(), kind=Kind.ask)

    assert (nobody.sms, nobody.tel, nobody.mailto) == (dev.sms, dev.tel, dev.mailto) == ("", "", "")


def test_links_carry_the_words() -> None:
    found = links(
        "Hi Dev. 50% & more?\nThanks +1 #x",
        whom(phone="07700 900123", email="dev@example.org"),
        kind=Kind.ask,
        region="GB",
    )
    assert found.sms == "sms:+447700900123?body=Hi%20Dev.%2050%25%20%26%20more%3F%0D%0AThanks%20%2B1%20%23x"
    assert found.tel == "tel:+447700900123"
    assert found.mailto == (
        "mailto:dev@example.org?subject=A%20small%20question"
        "&body=Hi%20Dev.%2050%25%20%26%20more%3F%0D%0AThanks%20%2B1%20%23x"
    )


def test_a_link_without_words_is_only_the_number() -> None:
    assert sms("+447700900123", "") == "sms:+447700900123"
    assert mailto("dev@example.org", "", "") == "mailto:dev@example.org"


@pytest.mark.parametrize(
    ("written", "region", "dial"),
    [
        ("+44 (0)7700 900123", "", "+447700900123"),
        ("07700 900123", "GB", "+447700900123"),
        ("07700 900123", "", "07700900123"),
        ("(01632) 960-001", "", "01632960001"),
        ("116 123", "", "116123"),
        ("?body=x", "", ""),
        ("", "GB", ""),
    ],
)
def test_a_number_is_dialled_as_well_as_it_can_be_read(written: str, region: str, dial: str) -> None:
    assert dialled(written, region) == dial


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("dev+list@example.org", "mailto:dev+list@example.org"),
        ("a&cc=b@example.org", "mailto:a%26cc%3Db@example.org"),
        ("a,b@example.org", "mailto:a%2Cb@example.org"),
        ("a%b?c@example.org", "mailto:a%25b%3Fc@example.org"),
        ('"not@me"@example.org', "mailto:%22not%40me%22@example.org"),
        ("dév@exämple.org", "mailto:d%C3%A9v@ex%C3%A4mple.org"),
        ("x@example.org?bcc=y@z.org", "mailto:x%40example.org%3Fbcc%3Dy@z.org"),
    ],
)
def test_an_address_cannot_bring_fields_of_its_own(written: str, link: str) -> None:
    assert mailto(written, "", "") == link


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_whatever_is_written_arrives_with_its_line_breaks(words: str) -> None:
    arrives = words.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")

    assert unquote(sms("+447700900123", words).partition("?body=")[2]) == arrives
    query = parse_qs(urlsplit(mailto("dev@example.org", "A", words)).query, keep_blank_values=True)
    assert query.get("body", [""]) == [arrives]


@given(st.text(), st.sampled_from(["", "GB", "US"]))
def test_a_link_never_holds_anything_but_its_number(phone: str, region: str) -> None:
    number = dialled(phone, region)

    assert number.removeprefix("+").isascii()
    assert not number or number.removeprefix("+").isdecimal()


def test_gaps_still_to_fill_are_found() -> None:
    assert gaps("Are you driving past [place] on [day]?") == ("[place]", "[day]")
    assert gaps("Are you driving past? [] [unclosed") == ()


def test_a_number_too_short_for_its_country_is_dialled_as_written() -> None:
    assert dialled("12", "GB") == "12"


def test_a_channel_without_a_greeting_is_a_misprint(monkeypatch: pytest.MonkeyPatch) -> None:
    poorer = structs.replace(asking(), opening={Channel.text: "Hi {name}."})
    monkeypatch.setattr("leanto.content.asking.load", lambda name, kind: poorer)

    with pytest.raises(Misprint, match=r"en/asking\.toml, opening: nothing for in_person, voice, email"):
        asking.__wrapped__()
