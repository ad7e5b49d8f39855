"""Writing to one question, in a sitting or by itself; all that was written, changed, removed and put back."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from msgspec import structs

from leanto.content.paths import Depth, Prompt, Root, explore
from leanto.content.paths import asked as question
from leanto.explore.paths import LETTER, Place, depth, place_of, smaller
from leanto.records import Lesson, Reflection
from leanto.vault.book import Absent
from leanto.web import removal
from leanto.web.doors import post_only
from leanto.web.forms import Area, RecordForm, Scale, keep, page, started
from leanto.web.requests import LeantoRequest
from leanto.web.rooms.explore.parts import home_of, past, shut_down, tell, told
from leanto.web.words import Label

TOUCHES: dict[str, Label] = {"nothing": _("Nothing."), "unknown": _("I don’t know.")}
"""One touch that answers as well as a page of words."""


class WritingForm(RecordForm):
    """The words for one question. ``now`` asks beside it, lightly, how hard it is."""

    text = Area("", rows=7)
    now = Scale(
        _("How hard is it now, 0 to 10?"),
        _("not hard"),
        _("as hard as it gets"),
        range(11),
        _("Only if you like. A steep rise ends the sitting gently, and nothing is lost."),
    )

    def __init__(self, *given: Any, question: str, why: str, asks_now: bool = False, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["text"].label, self.fields["text"].help_text = question, why
        if not asks_now:
            del self.fields["now"]

    def clean(self) -> dict[str, Any]:
        """What was typed and what was touched stand together: neither is thrown away for the other."""
        said = super().clean() or {}
        touched = TOUCHES.get(self.data.get("to", ""), "")
        said["text"] = "\n\n".join(words for words in (said.get("text", ""), str(touched)) if words)
        return said


class AloneForm(WritingForm):
    """The same where keeping it is the only way on, so that there is something to keep."""

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if not said["text"] and not self.errors:
            raise forms.ValidationError(
                _("There is nothing to keep yet. Write a word, touch one of the short answers, or go back.")
            )
        return said


def write(request: LeantoRequest) -> HttpResponse:
    """One question by itself, from a path or one of the places to write."""
    asked = request.GET.get("asked", "")
    if place_of(asked) in (None, Place.night):
        raise Absent
    if request.method == "GET" and "past" not in request.GET and _too_near(request, asked):
        return render(request, "explore/ground.html", {"past": past(request, request.path)})
    form = AloneForm(request.POST or None, initial=started(request), **_words(asked))
    if form.is_valid():
        one = Reflection(
            id=form.cleaned_data["id"], at=request.now, asked=asked, text=form.cleaned_data["text"]
        )
        if keep(request, form, one):
            return redirect(reverse("explore:reflection", args=[one.id], query={"said": "kept"}))
    return page(request, "explore/write.html", form, **_beside(asked))


def reflection(request: LeantoRequest, id: str) -> HttpResponse:
    """What was written once: to read, to change, or to make a lesson of."""
    kept = request.book.get(Reflection, id)
    form = AloneForm(request.POST or None, initial=started(request, kept), **_words(kept.asked))
    if form.is_valid() and keep(request, form, structs.replace(kept, text=form.cleaned_data["text"])):
        return redirect(reverse("explore:reflection", args=[id], query={"said": "changed"}))
    lesson = request.book.find(Lesson, kept.lesson_id)
    return page(
        request, "explore/reflection.html", form, told=tell(kept), lesson=lesson, **_beside(kept.asked)
    )


def written(request: LeantoRequest) -> HttpResponse:
    return render(request, "explore/written.html", {"written": told(request.book.all(Reflection))})


@post_only("explore:written")
def remove(request: LeantoRequest) -> HttpResponse:
    kept = request.book.get(Reflection, request.POST.get("id", ""))
    shown = tell(kept)
    return removal.removed(
        request,
        kept,
        words=shown.words or shown.chosen,
        put_back=reverse("explore:written_put_back"),
        back=reverse("explore:written"),
    )


@post_only("explore:written")
def put_back(request: LeantoRequest) -> HttpResponse:
    kept = removal.put_back(request, Reflection)
    return redirect(reverse("explore:reflection", args=[kept.id], query={"said": "put-back"}))


def _too_near(request: LeantoRequest, asked: str) -> bool:
    """A body that is shut down gets grounding in place of anything but a gentle question."""
    found = question(asked)
    return (found is None or depth(found) is not Depth.gentle) and shut_down(request)


def _words(asked: str) -> dict[str, Any]:
    """What the form asks. A question that is not asked any more leaves its words to be changed."""
    found = question(asked)
    if found is None:
        return {"question": gettext("Your words"), "why": ""}
    return {"question": found.question, "why": found.why}


def _beside(asked: str) -> dict[str, Any]:
    """What stands around the form: the way back, how to make it smaller, and how a letter may begin."""
    found = question(asked)
    home, home_words = home_of(asked)
    return {
        "home": home,
        "home_words": home_words,
        "smaller": smaller(found) if found else "",
        "letter": explore().letter if asked == LETTER else None,
        "deep": isinstance(found, Root | Prompt) and depth(found) is Depth.deep,
    }
