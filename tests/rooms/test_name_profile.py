"""The profile in sittings, stopped and gone on with; a picture in words with counts; and what was said of it."""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from leanto.name.instruments import shelf
from leanto.name.questionnaires import Answers
from leanto.name.responses import read, respond
from leanto.records import Draft, Fits, Recognition, Response
from leanto.vault.book import Book
from leanto.web.forms import new_id

pytestmark = pytest.mark.django_db

HIDDEN = re.compile(r'<input type="hidden"[^>]*>')
NEVER = re.compile(r"\bscore|\btotal\b|diagnos|disorder|symptom", re.IGNORECASE)


def fields(page: str) -> list[str]:
    """The questions on a page, without those it only carries."""
    return list(dict.fromkeys(re.findall(r'name="(q[0-9-]+)"', HIDDEN.sub("", page))))


def carried(page: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for tag in HIDDEN.findall(page):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and name[1] not in ("csrfmiddlewaretoken", "path", "record"):
            found.setdefault(name[1], []).append(value[1] if value else "")
    return found


def send(client: Client, address: str, page: Any, given: Mapping[str, Any] | None = None, **more: str) -> Any:
    return client.post(address, carried(page.content.decode()) | dict(given or {}) | more)


def name(link: str, instrument: str = "reflection") -> str:
    one = shelf().find(instrument)
    assert one
    return f"q{list(one.form.links).index(link)}"


def kept(book: Book, answers: Answers, *, instrument: str = "reflection", ago: int = 0) -> Response:
    one = shelf().find(instrument)
    assert one
    at = book._now - timedelta(days=ago)
    return book.add(
        Response(id=new_id(), at=at, instrument=instrument, response=respond(one.form, answers, at))
    )


def seen(client: Client) -> str:
    """The picture as it reads, without its tags and what the charts say beside it."""
    page = client.get(reverse("name:profile"))
    assert page.status_code == 200
    body = re.sub(r"<desc.*?</desc>", "", page.content.decode().partition("<main")[2], flags=re.DOTALL)
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))
    assert not NEVER.search(words)
    return words


def test_with_nothing_yet_it_says_what_will_live_here(ana: Client) -> None:
    page = ana.get(reverse("name:profile")).content.decode()
    assert "Here your picture will stand" in page
    assert reverse("name:profile_take", args=["reflection"]) in page
    assert "Does this sound like you" not in page
    assert reverse("name:profile") in ana.get(reverse("name:moments")).content.decode()


def test_two_sittings_with_skips_stopped_and_gone_on_with(ana: Client, book: Book) -> None:
    address = reverse("name:profile_take", args=["reflection"])
    page = ana.get(address)
    page = send(ana, address, page, {name("carry-on"): "4"}, to="2")
    assert "Where in life is it like this" in page.content.decode()
    page = send(ana, address, page, {name("carry-on"): "4", name("refusing-where"): ["2", "3"]}, to="2")
    page = send(ana, address, page, {name("guilt"): "1"}, stop="1")
    assert page.status_code == 302
    [stopped] = book.all(Response)
    assert stopped.response["status"] == "in-progress"
    words = seen(ana)
    assert "You answered 1 line, and recognise it there." in words
    assert "You named 2 parts of life: with money, at work." in words
    assert "You answered 1 line, and do not recognise it there." in words
    assert words.count("You passed all 3 lines by") == 2
    assert "You stopped on the way" in words
    page = ana.get(address)
    assert name("guilt") in fields(page.content.decode())
    page = send(ana, address, page, to="3")
    assert name("known") in fields(page.content.decode())
    for number in range(9):
        page = send(ana, address, page, to=str(number + 4))
        if page.status_code == 302:
            break
    [finished] = book.all(Response)
    assert (finished.id, finished.response["status"]) == (stopped.id, "completed")
    assert "with money, at work" in seen(ana)


def test_a_page_kept_as_unfinished_goes_on_and_counts_as_nothing_yet(ana: Client, book: Book) -> None:
    address = reverse("name:profile_take", args=["reflection"])
    page = ana.get(address)
    given = {name("fine"): "3", "path": address, "fields": name("fine")}
    ana.post(reverse("drafts:keep"), carried(page.content.decode()) | given)
    assert len(book.all(Draft)) == 1
    assert book.all(Response) == []
    again = ana.get(address).content.decode()
    assert re.search(rf'name="{name("fine")}"[^>]*value="3"[^>]*checked', again)


def test_stopping_with_nothing_answered_keeps_nothing(ana: Client, book: Book) -> None:
    address = reverse("name:profile_take", args=["kept-to-myself"])
    assert send(ana, address, ana.get(address), stop="1")["Location"] == reverse("name:profile")
    assert book.all(Response) == []


def test_stopping_twice_keeps_one(ana: Client, book: Book) -> None:
    address = reverse("name:profile_take", args=["reflection"])
    page = ana.get(address)
    for answer in ("1", "4"):
        send(ana, address, page, {name("weak"): answer, "fields": name("weak")}, stop="1")
    assert len(book.all(Response)) == 1


def test_a_tab_left_behind_takes_nothing_from_what_was_answered_since(ana: Client, book: Book) -> None:
    address = reverse("name:profile_take", args=["reflection"])
    first = ana.get(address)
    send(ana, address, first, {name("carry-on"): "4"}, stop="1")
    left = ana.get(address)
    page = send(ana, address, ana.get(address), {name("carry-on"): "4"}, to="2")
    for number in range(9):
        given = {one: "1" for one in fields(page.content.decode()) if one == name("guilt")}
        page = send(ana, address, page, given, to=str(number + 3))
        if page.status_code == 302:
            break
    send(ana, address, left, {name("carry-on"): "3"}, stop="1")
    [one] = book.all(Response)
    assert one.response["status"] == "completed"
    form = shelf().find("reflection")
    assert form
    answers = read(form.form, one.response).answers
    assert set(answers) >= {"carry-on", "guilt"}
    assert answers["carry-on"] == (form.form.links["carry-on"].options[3].key,)


def test_everything_skipped_is_an_answer_too(ana: Client, book: Book) -> None:
    kept(book, {})
    words = seen(ana)
    assert "every line was passed by" in words
    assert "Line by line" not in words


def test_an_empty_sitting_does_not_hide_the_picture_before_it(ana: Client, book: Book) -> None:
    kept(book, {"guilt": ("4",)}, ago=40)
    kept(book, {})
    assert "You answered 1 line, and recognise it there." in seen(ana)


def test_one_answer_only_says_that_and_nothing_of_the_rest(ana: Client, book: Book) -> None:
    kept(book, {"offered": ("numb", "tightens")})
    words = seen(ana)
    said = (
        "When someone offers help, you named 2 answers: “It tightens, or I brace”, “It goes numb or far off”."
    )
    assert said in words
    assert words.count("You passed all 3 lines by") == 4
    assert not re.search("What was praised|Kept apart|Line by line|Who it was good for", words)


def test_solitude_and_choice_stand_apart_and_are_named_as_such(ana: Client, book: Book) -> None:
    answers: Answers = dict.fromkeys(("enjoy", "either", "by-myself", "company"), ("4",))
    kept(book, answers)
    words = seen(ana)
    assert "You recognise it in 2 of the 2 lines you answered. What is chosen freely is a strength." in words
    assert "It is a taste, and counts towards no sign." in words


def test_own_words_stand_where_the_praise_is(ana: Client, book: Book) -> None:
    kept(book, {"praised": ("easy",), "good-for": ("they",), "praise-said": ("<b>Never any trouble",)})
    page = ana.get(reverse("name:profile")).content.decode()
    assert '<blockquote class="own" dir="auto">&lt;b&gt;Never any trouble</blockquote>' in page
    assert "you named 1 thing: “Being no trouble”" in page
    assert "“Those who praised it”" in page


def test_the_chart_says_its_finding_and_its_table_is_one_key_away(ana: Client, book: Book) -> None:
    kept(book, {"known": ("0",), "guilt": ("4",)})
    page = ana.get(reverse("name:profile")).content.decode()
    chart = re.search(r'<svg class="chart".*?</svg>', page, re.DOTALL)
    assert chart
    assert "You answered 1 line, and recognise it there." in chart[0]
    assert chart[0].count('class="half"') == 2
    assert "There is someone who knows how I really am." in page
    assert "(turned round)" in page


def test_one_facet_only_has_its_count_its_doubt_and_the_question(ana: Client, book: Book) -> None:
    only = kept(book, {f"q{n}": ("4",) for n in range(1, 7)}, instrument="done-my-way")
    words = seen(ana)
    assert "Lines that lean this way: 6 of the 6 you answered." in words
    assert "Taken together: 4.0, where 1 is the lowest there is and 5 the highest." in words
    assert "(alpha .83)" in words
    assert "Domineering" not in words
    assert "Our own questions" in words
    assert reverse("name:fits", args=[only.id]) in ana.get(reverse("name:profile")).content.decode()


def test_only_the_facet_of_solitude_is_kept_apart(ana: Client, book: Book) -> None:
    kept(book, {"company": ("4",)})
    for id in ("done-my-way", "liking-time-alone"):
        kept(book, {f"q{n}": ("4",) for n in range(1, 7)}, instrument=id)
    words = seen(ana)
    assert words.count("Kept apart: a taste, and no part of the pattern.") == 1
    assert words.index("Having it done my way") < words.index("Kept apart: a taste")


def test_a_facet_with_too_few_answers_has_no_result(ana: Client, book: Book) -> None:
    kept(book, {"q1": ("4",)}, instrument="done-my-way")
    words = seen(ana)
    assert "Too few for a result." in words
    assert "Taken together:" not in words


def test_a_facet_again_says_no_change_where_no_margin_was_published(ana: Client, book: Book) -> None:
    for ago, answer in ((40, "2"), (0, "5")):
        kept(book, {f"q{n}": (answer,) for n in range(1, 7)}, instrument="done-my-way", ago=ago)
    words = seen(ana)
    assert "is not said: without a margin, chance could explain it." in words
    assert "higher than on" not in words


def test_a_sitting_leads_from_one_form_to_the_next_and_ends_at_the_picture(ana: Client, book: Book) -> None:
    page = ana.get(reverse("name:closer")).content.decode()
    assert "Public domain" in page
    assert not re.search(r"<h[23][^>]*>[^<]*(Distrust|Dependence|Detachment)", page)
    address = reverse("name:profile_take", args=["without-others"])
    visited = []
    while "take" in address:
        visited.append(address.split("/")[-2])
        answer = send(ana, address, ana.get(address), to="9")
        assert answer.status_code == 302
        address = answer["Location"].partition("?")[0]
    assert visited == ["without-others", "kept-to-myself", "careful-with-trust"]
    assert address == reverse("name:profile")
    assert len(book.all(Response)) == 3


@pytest.mark.parametrize("id", ["phq-9", "gad-7", "nothing"])
def test_only_the_profile_is_taken_here(ana: Client, id: str) -> None:
    assert ana.get(reverse("name:profile_take", args=[id])).status_code == 404


def test_it_is_offered_again_after_four_weeks_and_not_before(ana: Client, book: Book) -> None:
    kept(book, {"guilt": ("4",)}, ago=27)
    assert "Take it again" not in seen(ana)
    kept(book, {"guilt": ("4",)}, ago=28)
    book.remove(min(book.all(Response), key=lambda one: -one.at.timestamp()))
    assert "Take it again" in seen(ana)


def test_again_after_weeks_the_lines_that_differ_are_counted(ana: Client, book: Book) -> None:
    kept(book, {"guilt": ("4",), "weak": ("1",), "fine": ("2",)}, ago=40)
    kept(book, {"guilt": ("2",), "weak": ("1",), "smaller": ("2",)})
    words = seen(ana)
    assert "You answered 1 of the 2 questions you answered both times differently." in words
    assert "Very much like me; now: Somewhat like me" in words
    assert "whether it is more than chance is not said" in words


def test_two_in_one_week_are_not_compared(ana: Client, book: Book) -> None:
    kept(book, {"guilt": ("4",)}, ago=2)
    kept(book, {"guilt": ("2",)})
    assert "differently." not in seen(ana)


def test_what_was_said_of_the_picture_is_kept_and_can_be_said_differently(ana: Client, book: Book) -> None:
    one = kept(book, {"guilt": ("4",)})
    address = reverse("name:fits", args=[one.id])
    page = ana.get(address)
    assert send(ana, address, page, {"fits": "partly", "words": "At work <i>yes"}).status_code == 302
    [said] = book.all(Recognition)
    assert (said.fits, said.words, said.response_id) == (Fits.partly, "At work <i>yes", one.id)
    page = ana.get(reverse("name:profile"))
    assert "At work &lt;i&gt;yes" in page.content.decode()
    assert "Recognition" not in page.content.decode()
    assert send(ana, address, ana.get(address), {"fits": "no", "words": ""}).status_code == 302
    [said] = book.all(Recognition)
    assert (said.fits, said.words) == (Fits.no, "")


def test_an_answer_that_is_none_is_refused_with_the_words_still_there(ana: Client, book: Book) -> None:
    address = reverse("name:fits", args=[kept(book, {"guilt": ("4",)}).id])
    page = send(ana, address, ana.get(address), {"fits": "sure", "words": "My own words"})
    assert page.status_code == 422
    assert "My own words" in page.content.decode()
    assert book.all(Recognition) == []


def test_a_new_picture_is_asked_about_anew_and_the_old_word_stays(ana: Client, book: Book) -> None:
    old = kept(book, {"guilt": ("4",)}, ago=40)
    said = Recognition(id=new_id(), at=old.at, fits=Fits.yes, words="All of it", response_id=old.id)
    book.add(said)
    kept(book, {"guilt": ("1",)})
    words = seen(ana)
    assert "Say how it fits" in words
    assert "What you said of earlier pictures" in words
    assert "All of it" in words


def test_what_was_said_can_be_removed_and_put_back(ana: Client, book: Book) -> None:
    one = kept(book, {"guilt": ("4",)})
    said = book.add(Recognition(id=new_id(), at=one.at, fits=Fits.no, response_id=one.id))
    page = ana.post(reverse("name:fits_remove"), {"id": said.id}).content.decode()
    assert book.all(Recognition) == []
    record = re.search(r'name="record" value="([^"]+)"', page)
    assert record
    along = re.search(r'name="along" value="([^"]+)"', page)
    back = {
        "record": record[1].replace("&quot;", '"'),
        "along": along[1].replace("&quot;", '"') if along else "",
    }
    assert ana.post(reverse("name:fits_put_back"), back).status_code == 302
    assert [kept.id for kept in book.all(Recognition)] == [said.id]


def test_a_stranger_sees_nothing(cleo: Client) -> None:
    assert cleo.get(reverse("name:profile")).status_code == 302
