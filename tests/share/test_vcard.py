"""Address cards that other programs write are read; those we write come back as they were, here and elsewhere."""

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from leanto.share.vcard import Card, LeftOut, Version, read, write
from tests.share import address_books


def one(*lines: str, version: str = "4.0") -> Card:
    """What is read of one card."""
    text = "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])
    (card,) = read(text.encode()).cards
    return card


def left(*lines: str) -> LeftOut:
    text = "\n".join(["BEGIN:VCARD", "VERSION:4.0", *lines, "END:VCARD"])
    return read(text.encode()).left_out


def test_an_iphone_or_a_mac() -> None:
    read_now = read(address_books.APPLE)
    maya, cafe = read_now.cards
    assert maya == Card(
        "Dr. Maya Adaeze Okafor",
        ("+44 7700 900123", "+44 20 7946 0018", "+44 20 7946 0099"),
        ("maya@example.org", "m.okafor@clinic.example"),
    )
    assert cafe == Card("Corner Café, Bakery & Co.", ("0117 496 0123",))
    assert read_now.left_out == LeftOut(pictures=1, links=1, others=15)


def test_google() -> None:
    read_now = read(address_books.GOOGLE)
    assert read_now.cards == (
        Card("Dev Patel", ("+447700900456",), ("dev.patel@example.com",)),
        Card("Zoë Núñez", ("029 2018 0000", "07700 900789")),
    )
    assert (read_now.left_out.nameless, read_now.left_out.pictures) == (1, 1)


def test_thunderbird_and_nextcloud() -> None:
    (ruth,) = read(address_books.THUNDERBIRD).cards
    assert ruth == Card("Ruth Weiß", ("07700 900321",), ("ruth@example.net", "ruth.w@example.net"))
    (amina,) = read(address_books.NEXTCLOUD).cards
    assert amina == Card(
        "أمينة بن يوسف", ("+1-555-555-5555 ext. 5555", "+44-7700-900654"), ("amina@example.org",)
    )
    assert read(address_books.NEXTCLOUD).left_out == LeftOut(pictures=2, links=2, others=4)


def test_what_vobject_writes() -> None:
    thorunn, lee = read(address_books.BY_VOBJECT).cards
    assert thorunn.name == ("Þórunn Sigríður Guðmundsdóttir, from the choir; second row " * 3).strip()
    assert lee == Card("李小龍", ("+852 5550 1234",), ("lee@example.hk",))


def test_by_hand_with_a_mark_before_each_a_letter_parted_and_lines_ended_in_three_ways() -> None:
    assert read(address_books.BY_HAND).cards == (
        Card("José Patel", ("01",)),
        Card("Sam", ("02",), ("sam@example.org",)),
    )


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        # RFC 2426, section 3.1.2, and RFC 6350, section 6.2.2
        (["N:Public;John;Quinlan;Mr.;Esq."], "Mr. John Quinlan Public Esq."),
        (
            ["N:Stevenson;John;Philip,Paul;Dr.;Jr.,M.D.,A.C.P."],
            "Dr. John Philip Paul Stevenson Jr. M.D. A.C.P.",
        ),
        (["N:O\\;Brien\\, the elder;Pat"], "Pat O;Brien, the elder"),
        (["FN:", "N:;Cher"], "Cher"),
        (["FN:Mr. John Q. Public\\, Esq."], "Mr. John Q. Public, Esq."),
        (["FN:Anna\\nMaria \\N\\\\ \\x"], "Anna Maria  \\ \\x"),
        (["FN;LANGUAGE=fr;PREF=20:Jean", "FN;LANGUAGE=en;PREF=3:John"], "John"),
        (["Fn:Ann", " ", "\t e", "  Lee"], "Ann e Lee"),
        (["g-1.FN : x", 'X.FN;X-A="b;c:d,e";Y="":Ann: Lee; B, C'], "Ann: Lee; B, C"),
    ],
)
def test_a_name(lines: list[str], name: str) -> None:
    assert one(*lines).name == name


@pytest.mark.parametrize(
    ("line", "phones"),
    [
        # RFC 2426, section 3.3.1, and RFC 6350, section 6.4.1
        ("TEL;TYPE=work,voice,pref,msg:+1-213-555-1234", ("+1-213-555-1234",)),
        (
            'TEL;VALUE=uri;PREF=1;TYPE="voice,home":tel:+1-555-555-5555;ext=5555',
            ("+1-555-555-5555 ext. 5555",),
        ),
        ("TEL;VALUE=uri;TYPE=home:tel:+33-01-23-45-67", ("+33-01-23-45-67",)),
        ("TEL;VALUE=URI:TEL:020%207946%200018%00;phone-context=+44", ("020 7946 0018",)),
        ("TEL;VALUE=phone-number:01", ("01",)),
        ("tel:  0117\t496 0123 ", ("0117 496 0123",)),
        ("TEL;VALUE=uri:https://example.org/call", ()),
        ("TEL;VALUE=uri:sip:maya@example.org", ()),
        ("TEL;ENCODING=QUOTED-PRINTABLE:=30=31", ()),
        ("TEL;CHARSET=ISO-8859-1:01", ()),
        ('TEL;TYPE="cell:01', ()),
        ("TEL:" + "1" * 301, ()),
        ("TEL:", ()),
    ],
)
def test_a_number(line: str, phones: tuple[str, ...]) -> None:
    assert one("FN:A", line).phones == phones


def test_the_preferred_number_comes_first_and_a_fax_last_each_once_and_ten_at_most() -> None:
    given = ["TEL;TYPE=fax;PREF=1:0", "TEL:1", "TEL;PREF=50:2", "TEL;PREF=2:3", "TEL:1"]
    assert one("FN:A", *given).phones == ("3", "2", "1", "0")
    assert len(one("FN:A", *(f"EMAIL:{n}@example.org" for n in range(40))).emails) == 10


def test_what_is_left_out_is_counted_and_nothing_of_it_is_kept() -> None:
    assert left(
        "FN:Maya",
        "PHOTO:https://example.org/a.jpg",
        "SOUND;VALUE=uri:cid:a",
        "item1.LOGO:data:image/png;base64,AAAA",
        "URL:https://example.org",
        "KEY;VALUE=text:ssh-ed25519 AAAA",
        "EMAIL;VALUE=uri:mailto:a@example.org",
        "ADR:;;1 Shore Road;;;;",
        "no colon here",
        "TEL:" + "1" * 301,
    ) == LeftOut(pictures=3, links=3, others=3)


def test_a_picture_may_be_one_long_line() -> None:
    assert one("FN:Maya", "PHOTO:data:image/jpeg;base64," + "A" * 100_000).name == "Maya"


texts = st.text(min_size=1, max_size=80).map(lambda text: " ".join(text.split())).filter(bool)
plain = texts.map(lambda text: "".join(letter for letter in text if letter.isprintable()).strip()).filter(
    bool
)
several = st.lists(plain, max_size=4, unique=True).map(tuple)
people = st.lists(st.builds(Card, plain, several, several), min_size=1, max_size=5)


@given(people, st.sampled_from(Version))
def test_what_is_written_is_read_the_same(cards: list[Card], version: Version) -> None:
    raw = write(cards, version)
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert read(raw).cards == tuple(cards)
    assert read(raw).left_out == LeftOut()
    assert write(read(raw).cards, version) == raw


@given(people)
def test_another_implementation_reads_the_same(cards: list[Card]) -> None:
    found = list(vobject.readComponents(write(cards, Version.v3).decode()))
    assert [one.fn.value for one in found] == [card.name for card in cards]
    for one, card in zip(found, cards, strict=True):
        assert tuple(line.value for line in getattr(one, "tel_list", ())) == card.phones
        assert tuple(line.value for line in getattr(one, "email_list", ())) == card.emails
        assert one.n.value.given == card.name
        one.validate()


@pytest.mark.parametrize("letter", ["a", "é", "李", "👩", ","])
def test_a_long_name_is_folded_at_75_bytes_and_no_letter_is_parted(letter: str) -> None:
    card = Card(letter * 300)
    raw = write([card], Version.v3)
    lines = raw.split(b"\r\n")
    assert max(len(line) for line in lines) in range(72, 76)
    assert all(line.decode() for line in lines[:-1])
    assert read(raw).cards == (card,)


def test_only_what_was_asked_for_is_written() -> None:
    raw = write([Card("Maya", ("01",), ("maya@example.org",))], Version.v4).decode()
    assert raw.split("\r\n") == [
        "BEGIN:VCARD",
        "VERSION:4.0",
        "FN:Maya",
        "TEL:01",
        "EMAIL:maya@example.org",
        "END:VCARD",
        "",
    ]


def test_a_line_break_cannot_write_a_line_of_its_own() -> None:
    raw = write([Card("Maya\r\nURL:https://example.org\0\x85", ("1\n2",))], Version.v3)
    assert read(raw).cards == (Card("Maya URL:https://example.org", ("1 2",)),)
