"""Address cards (vCard 3.0, RFC 2426, and 4.0, RFC 6350): who a file names, and how they are reached.

Names, numbers and e-mail addresses are read. Pictures, links and all else are counted and dropped, and no address
in a file is ever fetched. The reader is our own, because it looks at four properties only and every step of it is
bounded and linear in the size of the file: a general parser keeps a tree of everything and has no bounds.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from urllib.parse import unquote

from msgspec import Struct

from leanto.share.refusals import CardsTooLarge, LongLine, NotCards, NotText, OtherVersion, TooManyCards

MOST_BYTES = 256 * 1024
MOST_CARDS = 500
MOST_OF_EACH = 10
"""Numbers of one card, and e-mail addresses of one card."""
LONGEST = 300
"""Of a name, a number or an address, as in a form."""
LONGEST_LINE = 8000
"""With its folds undone, of a line that is read. What is dropped may be of any length: a picture is one line."""


class Version(StrEnum):
    """The versions that are read and written."""

    v3 = "3.0"
    v4 = "4.0"


class Card(Struct, frozen=True):
    """Someone on a card. The number and the address that are preferred come first, fax numbers last."""

    name: str
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()


class LeftOut(Struct, frozen=True):
    """How much was not read: pictures and sounds, links and keys, other lines, and cards without a name."""

    pictures: int = 0
    links: int = 0
    others: int = 0
    nameless: int = 0


class Cards(Struct, frozen=True):
    """What a file holds, in its order."""

    cards: tuple[Card, ...]
    left_out: LeftOut


class _Said(Struct, frozen=True):
    """One line that is read: its parameters, in capitals and small letters, and its value as it stands."""

    parameters: Mapping[str, tuple[str, ...]]
    value: str

    @property
    def is_address(self) -> bool:
        """Whether it points somewhere, rather than saying it."""
        return not {"uri", "url"}.isdisjoint(self.parameters.get("VALUE", ()))


READ = ("VERSION", "FN", "N", "TEL", "EMAIL")
DROPPED = {"PHOTO": "pictures", "LOGO": "pictures", "SOUND": "pictures", "KEY": "links", "URL": "links"}
VERSIONS = [{version.value} for version in Version]
BEGIN, END = "BEGIN:VCARD", "END:VCARD"
PLAIN = ("utf-8", "utf8", "us-ascii", "ascii")
LAST = 101
"""After every PREF there is, which goes from 1 to 100."""
MOST_OF_A_LINE = 75

# Possessive throughout, so that nothing is tried twice.
_NAME = re.compile(r"(?:[A-Za-z0-9_-]++\.)?+([A-Za-z0-9_-]++)(?=[;:])")
_LINE = re.compile(r'[^;:]++((?:;(?:[^";:]|"[^"]*+")*+)*+):(.*)')
_PARAMETER = re.compile(r';([^"=;]*+)=?+((?:[^";]|"[^"]*+")*+)')
_FOLD = re.compile(rb"\n[ \t]")
_ESCAPED = re.compile(r"\\([\\,;:nN])")
_BREAKS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def read(data: bytes, most: int = MOST_BYTES) -> Cards:
    """Read a file of cards, all of it or nothing. Raises a subclass of ``CardsRefused``, and nothing else,
    whatever the bytes."""
    if len(data) > most:
        raise CardsTooLarge
    left: Counter[str] = Counter()
    each = [_card(lines, place, left) for place, lines in enumerate(_apart(_lines(data)), 1)]
    return Cards(tuple(card for card in each if card), LeftOut(**left))


def write(cards: Iterable[Card], version: Version) -> bytes:
    """The cards as a file: names, numbers, addresses, and not which program wrote it, or when."""
    return b"".join(_folded(line) for card in cards for line in _written(card, version))


# Reading


def _lines(data: bytes) -> list[str]:
    """The lines with their folds undone, which comes before decoding: a fold may stand inside a letter."""
    plain = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    try:
        text = _FOLD.sub(b"", plain).decode()
    except UnicodeDecodeError:
        raise NotText from None
    if "\0" in text:
        raise NotText
    # Files that were put one after the other keep a byte order mark before each.
    return [line.lstrip("\N{ZERO WIDTH NO-BREAK SPACE}") for line in text.split("\n") if line.strip()]


def _apart(lines: Iterable[str]) -> list[list[str]]:
    """The lines of each card. Nothing stands outside a card, and no card in another."""
    cards: list[list[str]] = []
    inside = False
    for line in lines:
        mark = line.strip().upper()
        if mark not in (BEGIN, END):
            if not inside:
                raise NotCards
            cards[-1].append(line)
            continue
        if (mark == BEGIN) is inside:
            raise NotCards
        inside = not inside
        if inside:
            cards.append([])
    if inside or not cards:
        raise NotCards
    if len(cards) > MOST_CARDS:
        raise TooManyCards
    return cards


def _card(lines: Iterable[str], place: int, left: Counter[str]) -> Card | None:
    """Who one card names, or nobody."""
    found: dict[str, list[_Said]] = {name: [] for name in READ}
    for line in lines:
        name = _name(line)
        if name in READ and len(line) > LONGEST_LINE:
            raise LongLine(place)
        said = _said(line) if name in READ else None
        why = _unread(name, said)
        if said is None or why:
            left[why] += 1
        else:
            found[name].append(said)
    if {said.value.strip() for said in found["VERSION"]} not in VERSIONS:
        raise OtherVersion(place)
    names = _best(found["FN"], _text, left, most=1) or _best(found["N"], _whole_name, left, most=1)
    if not names:
        left["nameless"] += 1
        return None
    return Card(names[0], _best(found["TEL"], _number, left), _best(found["EMAIL"], _text, left))


def _name(line: str) -> str:
    """What a line is about, without the group it may stand in (``item1.TEL``); empty if that cannot be told."""
    named = _NAME.match(line)
    return named[1].upper() if named else ""


def _said(line: str) -> _Said | None:
    whole = _LINE.fullmatch(line)
    if whole is None:
        return None
    parameters: dict[str, tuple[str, ...]] = {}
    for name, value in _PARAMETER.findall(whole[1]):
        # A bare one is a type, as in 2.1: TEL;CELL:
        key, values = (name.strip().upper(), value) if value else ("TYPE", name)
        words = (word.strip().lower() for word in values.replace('"', "").split(","))
        parameters[key] = (*parameters.get(key, ()), *words)
    return _Said(parameters, whole[2])


def _unread(name: str, said: _Said | None) -> str:
    """As what a line is left out, if it is."""
    if said is None:
        return DROPPED.get(name, "others")
    if said.is_address and not (name == "TEL" and said.value.strip().lower().startswith("tel:")):
        return "links"
    # Neither version knows quoted-printable; base64 holds no name or number.
    charsets = said.parameters.get("CHARSET", ())
    return "others" if "ENCODING" in said.parameters or set(charsets) - set(PLAIN) else ""


def _best(
    found: Iterable[_Said], as_text: Callable[[_Said], str], left: Counter[str], most: int = MOST_OF_EACH
) -> tuple[str, ...]:
    """What was said, the preferred first and each once, without what is too long or too much."""
    texts = dict.fromkeys(text for said in sorted(found, key=_rank) if (text := as_text(said)))
    kept = [text for text in texts if len(text) <= LONGEST][:most]
    left["others"] += len(texts) - len(kept)
    return tuple(kept)


def _rank(said: _Said) -> tuple[bool, int]:
    types, prefs = said.parameters.get("TYPE", ()), said.parameters.get("PREF", ())
    numbers = [int(pref) for pref in prefs if re.fullmatch("[0-9]{1,3}", pref)]
    return bool({"fax", "pager"}.intersection(types)), min([*numbers, 1 if "pref" in types else LAST])


def _text(said: _Said) -> str:
    return _one_line(_unescaped(said.value))


def _number(said: _Said) -> str:
    """A number; of a ``tel:`` address (RFC 3966) what is dialled."""
    if not said.is_address:
        return _text(said)
    number, *more = _text(said)[len("tel:") :].split(";")
    extension = next((one[len("ext=") :] for one in more if one.lower().startswith("ext=")), "")
    return _one_line(unquote(f"{number} ext. {extension}" if extension else number))


def _whole_name(said: _Said) -> str:
    """The parts of N as one speaks them: it has family, given, further names, before and after."""
    parts = [" ".join(map(_unescaped, _split(part, ","))) for part in _split(said.value, ";")]
    family, given, further, before, after = [*parts, "", "", "", "", ""][:5]
    return " ".join(_one_line(f"{before} {given} {further} {family} {after}").split())


def _split(value: str, at: str) -> list[str]:
    """Apart at each sign that is not escaped."""
    return re.findall(rf"((?:[^{at}\\]|\\.?)*+)(?:{at}|$)", value)


def _unescaped(value: str) -> str:
    return _ESCAPED.sub(lambda sign: " " if sign[1] in "nN" else sign[1], value)


def _one_line(text: str) -> str:
    return _BREAKS.sub(" ", text).strip()


# Writing


def _written(card: Card, version: Version) -> Iterator[str]:
    name = _escaped(card.name)
    yield BEGIN
    yield f"VERSION:{version}"
    if version is Version.v3:
        # There N must stand, and how a name divides is not known.
        yield f"N:;{name};;;"
    yield f"FN:{name}"
    yield from (f"TEL:{_escaped(phone)}" for phone in card.phones)
    yield from (f"EMAIL:{_escaped(email)}" for email in card.emails)
    yield END


def _escaped(text: str) -> str:
    return re.sub(r"([\\,;])", r"\\\1", _one_line(text))


def _folded(line: str) -> bytes:
    """A line of at most 75 bytes, and the rest below it. No letter is parted."""
    pieces, room = [""], MOST_OF_A_LINE
    for letter in line:
        size = len(letter.encode())
        if size > room:
            pieces.append("")
            room = MOST_OF_A_LINE - 1
        pieces[-1] += letter
        room -= size
    return "\r\n ".join(pieces).encode() + b"\r\n"
