"""Passphrases and recovery codes: what is taken, what is refused, and what a slip of the finger meets."""

import unicodedata
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leanto.content import words
from leanto.vault.secrets import (
    CROCKFORD,
    CodeMistyped,
    Weakness,
    groups_match,
    normalised,
    read_code,
    recovery_code,
    suggested,
    weakness,
)

GOOD = "otter lantern maple quiet seven boats"
TWENTY = st.binary(min_size=20, max_size=20)


@given(st.text(max_size=40))
def test_two_keyboards_give_one_key(text: str) -> None:
    forms = {unicodedata.normalize(form, text) for form in ("NFC", "NFD", "NFKC", "NFKD")}
    assert {normalised(form) for form in forms} == {normalised(text)}


def test_an_accent_typed_as_one_sign_or_two_is_the_same() -> None:
    assert normalised("café au lait, twice") == normalised("cafe\u0301 au lait, twice")
    assert normalised("ﬁfteen letters") == normalised("fifteen letters")


@pytest.mark.parametrize("other", [" " + GOOD, GOOD + " ", GOOD.upper(), GOOD.replace(" ", "  ")])
def test_nothing_is_trimmed_or_folded(other: str) -> None:
    assert normalised(other) != normalised(GOOD)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", Weakness.short),
        ("x9 lamp otter 7", None),
        ("x9 lamp otter ", Weakness.short),
        ("ﬁ" * 7, Weakness.short),
        (GOOD + "\0", Weakness.null),
        ("\0", Weakness.null),
        ("0123 otter " * 93 + "x", None),
        ("0123 otter " * 93 + "xy", Weakness.long),
        ("x" * 1_000_000, Weakness.long),
        ("correct horse battery staple", Weakness.common),
        ("Correct-Horse-Battery-Staple!", Weakness.common),
        ("No one is coming 1", Weakness.common),
        ("leanto leanto leanto", Weakness.common),
        ("passwordpasswordpassword", Weakness.repeats),
        ("my passphrase is leanto", Weakness.common),
        ("my passphrase is quite another", None),
        ("passw0rd passw0rd", Weakness.repeats),
        ("otter lantern 9x otter lantern 9x", Weakness.repeats),
        ("otter lantern 9x7y otter lantern 9x7y", None),
        ("aaaaaaaaaaaaaaaaaaaa", Weakness.repeats),
        ("abcabcabcabcabcabc", Weakness.repeats),
        ("abcdefgabcdefgabcdefg", Weakness.repeats),
        ("123456789012345678", Weakness.repeats),
        ("abcdefghijklmnopqrst", Weakness.common),
        ("zyxwvutsrqponmlkj", Weakness.repeats),
        ("                    ", Weakness.repeats),
        ("!!!!!!!!!!!!!!!!!!!!", Weakness.repeats),
        (GOOD, None),
        ("نص طويل بما يكفي هنا", None),
        ("我今天让别人帮我搬了沙发还请吃饭", None),
        ("🦦🏮🍁🤫7🛶🦊🐢🌲🔑🎈🧭🪁🫖🧵", None),
    ],
)
def test_a_passphrase_is_taken_or_refused_with_its_reason(text: str, why: Weakness | None) -> None:
    assert weakness(text) is why


@given(st.text(max_size=60))
def test_any_text_gets_an_answer(text: str) -> None:
    assert weakness(text) in (None, *Weakness)


@given(st.text(alphabet="ab1 ", min_size=15, max_size=1024))
def test_the_answer_comes_soon_even_for_the_longest(text: str) -> None:
    weakness(text)
    weakness((text * 70)[:1024])


def test_a_suggestion_is_six_of_the_words_and_strong_enough() -> None:
    listed = words.load()
    assert len(set(listed)) == 7776
    for _ in range(50):
        phrase = suggested(listed)
        assert len(phrase.split(" ")) == 6
        assert set(phrase.split(" ")) <= set(listed)
        assert weakness(phrase) is None


def test_a_code_is_eight_groups_of_four_and_two_check_letters() -> None:
    code = recovery_code()
    assert [len(group) for group in code.split("-")] == [4] * 8 + [2]
    assert set(code) <= {*CROCKFORD, "-"}
    assert len({recovery_code() for _ in range(200)}) == 200


def test_a_code_is_160_bits_and_every_place_of_it_varies() -> None:
    codes = [recovery_code().replace("-", "") for _ in range(400)]
    assert all(len({code[place] for code in codes}) > 20 for place in range(34))
    assert {len(read_code(code)) for code in codes} == {20}


def test_of_single_mistyped_letters_the_check_lets_less_than_one_in_five_hundred_pass() -> None:
    """Ten check bits: one slip in 1,024 is not seen here. The slot's 256-bit commitment then sees it."""
    tried = passed = 0
    for _ in range(30):
        code = recovery_code().replace("-", "")
        for place in range(34):
            for letter in set(CROCKFORD) - {code[place]}:
                tried += 1
                try:
                    read_code(code[:place] + letter + code[place + 1 :])
                except CodeMistyped:
                    continue
                passed += 1
    assert tried == 30 * 34 * 31
    assert passed < tried / 500


def test_a_slip_in_the_check_letters_is_always_seen() -> None:
    code = recovery_code()
    for place in (-1, -2):
        for letter in set(CROCKFORD) - {code[place]}:
            typed = list(code)
            typed[place] = letter
            with pytest.raises(CodeMistyped):
                read_code("".join(typed))


def test_two_neighbours_exchanged_are_seen_nearly_always() -> None:
    tried = passed = 0
    for _ in range(200):
        code = recovery_code().replace("-", "")
        for place in range(33):
            swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
            if swapped != code:
                tried += 1
                try:
                    read_code(swapped)
                except CodeMistyped:
                    continue
                passed += 1
    assert passed < tried / 300


@pytest.mark.parametrize(
    "typed", ["", "-", "U" * 34, "0" * 33, "0" * 35, "é" * 34, "0000" * 8, "\0" * 34, "x" * 1_000_000]
)
def test_what_cannot_be_a_code_is_called_mistyped(typed: str) -> None:
    with pytest.raises(CodeMistyped):
        read_code(typed)


@given(st.text(max_size=50))
def test_any_text_is_a_code_or_mistyped(text: str) -> None:
    with suppress(CodeMistyped):
        assert len(read_code(text)) == 20


def test_full_width_letters_of_another_keyboard_are_the_same_code() -> None:
    code = recovery_code()
    wide = "".join(chr(ord(sign) + 0xFEE0) if sign != "-" else "-" for sign in code)
    assert read_code(wide) == read_code(code)


def test_two_groups_typed_back_are_compared_as_loosely_as_a_code() -> None:
    code = "0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV-WXYZ-00"
    assert groups_match(code, ("4567", "wxyz"), (1, 7))
    assert groups_match(code, ("OI23", " c d e f "), (0, 3))
    assert groups_match(code, ("0l23", "cd-ef"), (0, 3))
    assert not groups_match(code, ("4567", "4567"), (1, 7))
    assert not groups_match(code, ("", ""), (1, 7))
    assert not groups_match(code, ("WXYZ", "4567"), (1, 7))


def test_as_many_groups_are_typed_back_as_were_asked() -> None:
    with pytest.raises(ValueError, match="zip"):
        groups_match("0123-4567", ("0123",), (0, 1))
