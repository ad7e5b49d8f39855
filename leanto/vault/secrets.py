"""What a person holds: a passphrase of their own, and a recovery code that is made for them."""

import os
import re
import unicodedata
from collections.abc import Sequence
from enum import StrEnum
from hashlib import sha256
from itertools import pairwise
from secrets import choice

SHORTEST, LONGEST = 15, 1024
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_BYTES, GROUP = 20, 4
# Between words. Other signs count: a passphrase may be drawn from any keyboard.
SEPARATORS = r"[\s_.,:;!?'\"/-]"

# Long phrases that head every list of guesses. Shorter ones never reach the minimum of 15.
COMMON = (
    "passwordpassword", "password12345", "qwertyuiop", "1q2w3e4r5t6y", "iloveyou", "letmeinplease",
    "correcthorsebatterystaple", "thequickbrownfox", "mypassphrase", "leanto", "nooneiscoming",
    "tobeornottobe", "maytheforcebewithyou", "abcdefghijklmno",
)  # fmt: skip


class Weakness(StrEnum):
    """Why a passphrase is refused."""

    short = "short"
    long = "long"
    common = "common"
    repeats = "repeats"
    null = "null"


class CodeMistyped(ValueError):
    """A recovery code whose length, letters or check characters cannot be right."""


def normalised(passphrase: str) -> bytes:
    """The bytes a passphrase stands for: NFKC, nothing trimmed, so that two keyboards give one key."""
    return unicodedata.normalize("NFKC", passphrase).encode()


def weakness(passphrase: str) -> Weakness | None:
    """Why this passphrase is refused, if it is. No rules of composition (NIST SP 800-63B-4, ASVS 6.2)."""
    text = unicodedata.normalize("NFKC", passphrase)
    if "\0" in text:
        return Weakness.null
    if len(text) < SHORTEST:
        return Weakness.short
    if len(text) > LONGEST:
        return Weakness.long
    bare = re.sub(SEPARATORS, "", text).casefold()
    rest = bare
    for phrase in COMMON:
        rest = rest.replace(phrase, "")
    if len(rest) < 8 and rest != bare:
        return Weakness.common
    # What repeats is as strong as its one part; a part that could stand alone may repeat.
    if len(set(bare)) < 5 or re.fullmatch(rf"(.{{1,{SHORTEST - 1}}}?)\1+", bare) or _is_a_run(bare):
        return Weakness.repeats
    return None


def _is_a_run(text: str) -> bool:
    """Mostly neighbours in the alphabet or on the row of digits: "abcdefghijklmnop", "123456789012345"."""
    steps = [ord(b) - ord(a) for a, b in pairwise(text)]
    return sum(step in (1, -1, 0) for step in steps) > 0.8 * len(steps)


def suggested(words: Sequence[str], count: int = 6) -> str:
    """A passphrase of random words: six from 7,776 are 77 bits."""
    return " ".join(choice(words) for _ in range(count))


def recovery_code() -> str:
    """160 random bits as 32 letters in groups of four, then a pair of check letters."""
    secret = os.urandom(CODE_BYTES)
    letters = _letters(int.from_bytes(secret, "big"), 32)
    groups = [letters[i : i + GROUP] for i in range(0, 32, GROUP)]
    return "-".join([*groups, _check(secret)])


def read_code(text: str) -> bytes:
    """The 20 bytes of a code as someone typed it: case, spaces and look-alike letters do not matter."""
    plain = (
        re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", text))
        .upper()
        .translate(str.maketrans("OIL", "011"))
    )
    if len(plain) != 34 or any(letter not in CROCKFORD for letter in plain):
        raise CodeMistyped
    number = 0
    for letter in plain[:32]:
        number = number * 32 + CROCKFORD.index(letter)
    secret = number.to_bytes(CODE_BYTES, "big")
    if _check(secret) != plain[32:]:
        raise CodeMistyped
    return secret


def groups_match(code: str, typed: Sequence[str], places: Sequence[int]) -> bool:
    """Whether these groups of the code (counted from 0) were typed back."""
    groups = code.split("-")
    return all(
        re.sub(r"\W", "", text).upper().translate(str.maketrans("OIL", "011")) == groups[place]
        for text, place in zip(typed, places, strict=True)
    )


def _letters(number: int, count: int) -> str:
    return "".join(CROCKFORD[number >> 5 * i & 31] for i in reversed(range(count)))


def _check(secret: bytes) -> str:
    return _letters(int.from_bytes(sha256(b"leanto/v1/code" + secret).digest()[:2], "big") >> 6, 2)
