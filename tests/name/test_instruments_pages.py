"""Pages of a form, sittings of several, and a shelf that one bad file cannot empty."""

import json
from pathlib import Path

import pytest

from leanto.name.instruments import A_SITTING, pages, shelf, sittings
from tests.name.forms import (
    GAD7_CODES,
    PHQ9_CODES,
    SHELF,
    choice,
    form,
    given,
    instrument,
    item,
    loinc_form,
    made,
)


def test_each_outermost_group_has_a_page_and_everything_is_on_one() -> None:
    found = pages(instrument("reflection").form, {})
    assert [page.heading.link for page in found if page.heading] == [
        "refusing",
        "needing",
        "trusting",
        "control",
        "body",
        "praise",
        "choice",
    ]
    assert [page.number for page in found] == list(range(1, 8))


def test_a_long_group_is_cut_evenly_under_its_heading() -> None:
    found = pages(instrument("mspss").form, {})
    assert [(page.heading.link if page.heading else "", len(page.spots)) for page in found] == [
        ("stem", 6),
        ("stem", 6),
    ]


def test_loose_questions_share_pages_and_text_to_read_stays_before_them() -> None:
    loose = [item(f"a{n}", "string") for n in range(11)]
    found = pages(made(item("read", "display"), *loose), {})
    assert [[spot.place for spot in page.spots] for page in found] == [
        ["read", "a0", "a1", "a2", "a3", "a4", "a5"],
        ["a6", "a7", "a8", "a9", "a10"],
    ]


def test_what_lies_inside_a_question_stays_with_it() -> None:
    asked = [item(f"a{n}", "boolean", item(f"b{n}", "string")) for n in range(8)]
    found = pages(made(item("g", "group", *asked)), {f"a{n}": (True,) for n in range(8)})
    for page in found:
        links = [spot.item.link for spot in page.spots]
        assert [link[1] for link in links[::2]] == [link[1] for link in links[1::2]]


def test_a_page_on_which_nothing_is_asked_is_left_out() -> None:
    follows = item(
        "g",
        "group",
        item("b", "string"),
        enableWhen=[{"question": "a", "operator": "exists", "answerBoolean": True}],
    )
    form = made(item("a", "boolean"), follows)
    assert len(pages(form, {})) == 1
    assert len(pages(form, given(a=True))) == 2


def test_looking_closer_comes_in_sittings_of_under_four_minutes() -> None:
    closer = [one for one in SHELF.instruments if one.scoring and one.scoring.part == "closer"]
    found = sittings(closer)
    assert [one for sitting in found for one in sitting] == closer
    assert all(sum(one.seconds for one in sitting) <= A_SITTING < 240 for sitting in found)
    assert len(found) >= 2


def test_one_that_is_longer_than_a_sitting_still_has_one() -> None:
    assert sittings([instrument("reflection")], most=10) == ((instrument("reflection"),),)


def test_the_reflection_takes_about_three_minutes() -> None:
    assert 120 <= instrument("reflection").seconds <= 200


def test_a_form_laid_into_the_folder_is_on_the_shelf(tmp_path: Path) -> None:
    (tmp_path / "loinc-phq.json").write_text(json.dumps(loinc_form("44249-1", PHQ9_CODES, "44261-6")))
    (tmp_path / "loinc-gad.json").write_text(json.dumps(loinc_form("69737-5", GAD7_CODES, "70274-6")))
    found = shelf(tmp_path)
    assert found.set_aside == ()
    theirs = [one for one in found.instruments if not one.ours]
    assert [(one.id, one.name, one.plan) for one in theirs] == [
        ("loinc-gad", "A panel", None),
        ("loinc-phq", "A panel", None),
    ]


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("broken.json", "{", "truncated"),
        ("other.json", '{"resourceType": "Patient"}', "this form is a FHIR Patient, not a Questionnaire"),
        ("phq-9.json", json.dumps(form(choice("a", "x"))), "there is an instrument of this name already"),
        ("Bad Name.json", json.dumps(form(choice("a", "x"))), "small letters, digits and dashes"),
        (
            "file.json",
            json.dumps(form(item("a", "url"))),
            "the item a is of the type url, which cannot be asked here",
        ),
        ("deep.json", '{"item":' + "[" * 5000 + "]" * 5000 + "}", "recursion"),
    ],
)
def test_a_file_that_cannot_be_asked_is_set_aside_with_the_reason(
    tmp_path: Path, name: str, text: str, why: str
) -> None:
    (tmp_path / name).write_text(text)
    (tmp_path / "good.json").write_text(json.dumps(form(choice("a", "x"))))
    found = shelf(tmp_path)
    [aside] = found.set_aside
    assert aside.file == name
    assert why in aside.why
    assert found.find("good") is not None


def test_rules_that_do_not_fit_set_the_form_aside(tmp_path: Path) -> None:
    (tmp_path / "good.json").write_text(json.dumps(form(choice("a", "x"))))
    beside = tmp_path / "good.scoring.toml"
    head = (
        'name = "Good"\nwhy = "W"\nmeasure = "M"\nsource = "S"\nread = ["R"]\nlicence = "L"\npart = "other"\n'
    )
    scale = '[[scales]]\nid = "s"\nname = "S"\ncombine = "sum"\nitems = ["%s"]\nneed = 1\nmissing = "All."\n'
    beside.write_text(head + scale % "a")
    assert shelf(tmp_path).find("good") is not None
    beside.write_text(head + scale % "z")
    assert shelf(tmp_path).set_aside[0].why == "the scale s names z, which is not asked"
    beside.write_text("name = 3")
    assert "Expected `str`, got `int`" in shelf(tmp_path).set_aside[0].why


def test_no_folder_leaves_ours(tmp_path: Path) -> None:
    assert shelf(tmp_path / "nowhere") == shelf(None) == SHELF
