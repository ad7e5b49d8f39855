"""A questionnaire as a form: what shows on a page as fields, and what other pages hold as hidden ones.

Nothing is kept between pages: the form carries every answer so far, so it works without scripts, in two tabs, and
as unfinished words. A choice travels as the number of its option, because a code would read as words.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from leanto.name.answers import Fault, Unread, typed
from leanto.name.conditions import Spot, parted
from leanto.name.instruments import Page, pages
from leanto.name.questionnaires import Answers, Item, Questionnaire, Type, Value, place
from leanto.web.forms import RecordForm
from leanto.web.words import Label

YES_NO: Mapping[str, Label] = {"True": _("Yes"), "False": _("No")}
SAYS: Mapping[Fault, Label] = {
    Fault.not_an_option: _("What was sent is not among these answers now. Choose again."),
    Fault.not_yes_or_no: _("What was sent is not among these answers now. Choose again."),
    Fault.not_whole: _("A whole number fits here, such as 3."),
    Fault.not_a_number: _("A number fits here, such as 3 or 2.5."),
    Fault.not_a_date: _("A day fits here, written like 2026-03-31."),
    Fault.not_text: _("A few words fit here."),
    Fault.too_long: _("This is longer than this question can hold. Make it shorter."),
    Fault.too_low: _("This is lower than the question allows."),
    Fault.too_high: _("This is higher than the question allows."),
    Fault.too_many: _("These are more answers than the question allows."),
    Fault.not_asked: _("What was sent is not among these answers now. Choose again."),
}
INPUTS: Mapping[Type, tuple[str, str]] = {
    Type.integer: ("text", "numeric"),
    Type.decimal: ("text", "decimal"),
    Type.date: ("date", ""),
    Type.string: ("text", ""),
}
MOST_COPIES = 40


class Laid(Struct, frozen=True):
    """One thing on a page: a heading, words in between, or a field drawn by its part ``how``."""

    how: str
    words: str = ""
    field: forms.BoundField | None = None
    more: str = ""


def name_of(form: Questionnaire, spot_place: str) -> str:
    """The name of a place in a web form: the item's number and the turns. Its own name may hold anything."""
    link, turns = parted(form, spot_place)
    return "-".join([f"q{list(form.links).index(link)}", *map(str, turns)])


def place_of(form: Questionnaire, name: str) -> tuple[Item, str] | None:
    """The item and place behind such a name, if there is one."""
    number, *turns = name.removeprefix("q").split("-")
    every = list(form.links.values())
    if not name.startswith("q") or not all(one.isdecimal() and len(one) <= 3 for one in (number, *turns)):
        return None
    item = every[int(number)] if int(number) < len(every) else None
    if item is None or len(turns) != len(form.within[item.link]):
        return None
    if any(int(turn) >= MOST_COPIES for turn in turns):
        return None
    return item, place(item.link, tuple(map(int, turns)))


class Answer(forms.Field):
    """One question. It cleans to a tuple of answers, empty when it was skipped."""

    def __init__(self, item: Item) -> None:
        self.item = item
        super().__init__(label=f"{item.prefix} {item.text}".strip(), required=False, widget=_widget(item))
        self.help_text = item.unit
        if item.repeats and _choices(item):
            self.hidden_widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> tuple[Value, ...]:
        """Every value that was typed. Raises ``ValidationError`` with the sentence that says what would fit."""
        try:
            return tuple(_values(self.item, value))
        except Unread as unread:
            raise forms.ValidationError(SAYS[unread.fault], code=unread.fault) from unread


def _choices(item: Item) -> list[tuple[str, Label]]:
    if item.type is Type.choice:
        return [(str(number), option.text) for number, option in enumerate(item.options)]
    return list(YES_NO.items()) if item.type is Type.boolean else []


def _widget(item: Item) -> forms.Widget:
    choices = _choices(item)
    if choices:
        drawn = forms.CheckboxSelectMultiple if item.repeats else forms.RadioSelect
        return drawn(choices=choices)
    if item.type is Type.text or item.repeats:
        return forms.Textarea(attrs={"dir": "auto", "rows": 4})
    kind, mode = INPUTS[item.type]
    attrs = {"dir": "auto", "autocomplete": "off", **({"inputmode": mode} if mode else {})}
    return forms.DateInput(attrs={"type": "date"}) if kind == "date" else forms.TextInput(attrs=attrs)


def _values(item: Item, sent: Any) -> Iterator[Value]:
    texts = [str(one) for one in sent] if isinstance(sent, list | tuple) else [str(sent or "")]
    if item.repeats and not _choices(item):
        texts = [line for text in texts for line in text.splitlines()]
    given = [text for text in texts if text.strip()]
    if len(given) > (item.most or len(given) if item.repeats else 1):
        raise Unread(Fault.too_many)
    for text in given:
        value = typed(item, _typed(item, text))
        if value is not None:
            yield value


def _typed(item: Item, text: str) -> str:
    if item.type is Type.boolean:
        return text.lower()
    if item.type is not Type.choice:
        return text
    if not (text.isdecimal() and len(text) < 5 and int(text) < len(item.options)):
        raise Unread(Fault.not_an_option)
    return item.options[int(text)].key


class QuestionsForm(RecordForm):
    """All that shows, given the answers so far. One page of it is seen; ``names`` tells which pages were."""

    def __init__(
        self, questionnaire: Questionnaire, data: QueryDict | None, initial: Mapping[str, Any]
    ) -> None:
        super().__init__(data, initial=dict(initial))
        self.questionnaire = questionnaire
        sent: Mapping[str, Any] = data if data is not None else initial
        self.seen = set(str(sent.get("fields") or "").split()) if data is not None else set(initial)
        self.more = _place_of_more(questionnaire, data)
        self.pages = pages(questionnaire, self._answers_in(sent), self._copies())
        for spot in self._questions():
            self.fields[self.name(spot)] = Answer(spot.item)
        self.number = 1

    def name(self, spot: Spot) -> str:
        return name_of(self.questionnaire, spot.place)

    @property
    def names(self) -> str:
        """Every question that was on a page so far, this one's too."""
        return " ".join(self.name(spot) for spot in self._questions() if self._was_seen(spot))

    @property
    def page(self) -> Page | None:
        """The page that is seen; a form whose questions all wait for something has none."""
        return self.pages[self.number - 1] if self.pages else None

    @property
    def carried(self) -> list[forms.BoundField]:
        """What other pages asked."""
        here = {self.name(spot) for spot in self._on(self.number)}
        seen = [spot for spot in self._questions() if self.name(spot) in self.seen - here]
        return [self[self.name(spot)] for spot in seen]

    @property
    def laid(self) -> list[Laid]:
        """This page from top to bottom."""
        return [self._laid(spot) for spot in (self.page.spots if self.page else ())]

    @property
    def repeats(self) -> list[Laid]:
        """Groups of this page that can be had once more."""
        heading = self.page.heading if self.page else None
        own = heading.link if heading and heading.repeats else ""
        around = (
            [Laid("group", heading.text, more=name_of(self.questionnaire, own))] if heading and own else []
        )
        return [*around, *(one for one in self.laid if one.more)]

    @property
    def earlier(self) -> int:
        """The page before, 0 on the first one."""
        return self.number - 1

    @property
    def later(self) -> int:
        """The page after, 0 on the last one."""
        return self.number + 1 if self.number < len(self.pages) else 0

    @property
    def answers(self) -> Answers:
        """The answers of a valid form, by place."""
        every = {spot.place: self.cleaned_data.get(self.name(spot)) for spot in self._questions()}
        return {where: values for where, values in every.items() if values}

    def turn_to(self, wanted: int) -> bool:
        """Turn to a page, or to an earlier one with a fault or a question not seen yet. True: no page is left."""
        for page in self.pages:
            names = {self.name(spot) for spot in self._on(page.number)}
            if names & self.errors.keys() or (page.number < wanted and names - self.seen):
                self.number = page.number
                return False
        self.number = max(1, min(wanted, len(self.pages)))
        return wanted > len(self.pages)

    def turn_to_last_seen(self) -> None:
        """Where unfinished words go on."""
        seen = [page.number for page in self.pages if any(map(self._known, self._on(page.number)))]
        self.number = max(seen, default=1)

    def _known(self, spot: Spot) -> bool:
        return self.name(spot) in self.seen

    def _was_seen(self, spot: Spot) -> bool:
        return self._known(spot) or spot in self._on(self.number)

    def _on(self, number: int) -> list[Spot]:
        spots = self.pages[number - 1].spots if self.pages else ()
        return [spot for spot in spots if spot.item.is_question]

    def _questions(self) -> Iterator[Spot]:
        yield from (spot for page in self.pages for spot in page.spots if spot.item.is_question)

    def _answers_in(self, sent: Mapping[str, Any]) -> Answers:
        found: dict[str, tuple[Value, ...]] = {}
        for name in sent:
            known = place_of(self.questionnaire, name)
            if known and known[0].is_question and known[0].asked:
                values = sent.getlist(name) if isinstance(sent, QueryDict) else sent[name]
                try:
                    found[known[1]] = tuple(_values(known[0], values))
                except Unread:
                    continue
        return found

    def _copies(self) -> dict[str, int]:
        """How many copies of each repeated group were on a page, and one more of that which was asked for."""
        copies: dict[str, int] = {}
        for name in self.seen:
            known = place_of(self.questionnaire, name)
            if known is None:
                continue
            _link, turns = parted(self.questionnaire, known[1])
            for level, around in enumerate(self.questionnaire.within[known[0].link]):
                at = place(around, turns[:level])
                copies[at] = max(copies.get(at, 1), turns[level] + 1)
        if self.more:
            copies[self.more] = min(copies.get(self.more, 1) + 1, MOST_COPIES)
        return copies

    def _laid(self, spot: Spot) -> Laid:
        item = spot.item
        if not item.is_question:
            more = self.name(spot) if item.type is Type.group and item.repeats and spot.last else ""
            return Laid("group" if item.type is Type.group else "words", item.text, more=more)
        field = self[self.name(spot)]
        if _choices(item):
            return Laid("many" if item.repeats else "choice", field=field)
        return Laid("text", field=field)


def _place_of_more(questionnaire: Questionnaire, data: QueryDict | None) -> str:
    known = place_of(questionnaire, data.get("more", "")) if data is not None else None
    return known[1] if known and known[0].repeats and not known[0].is_question else ""
