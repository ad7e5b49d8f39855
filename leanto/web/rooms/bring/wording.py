"""The words: one's own on top, and each chosen thing as it leaves, to shorten, to word anew, or to empty."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from msgspec import structs

from leanto.records import Brief
from leanto.share.brief import reword
from leanto.share.sheet import shown
from leanto.web.forms import Area, RecordForm, keep, page, started
from leanto.web.requests import LeantoRequest
from leanto.web.rooms.bring.laid import Laid, lay
from leanto.web.rooms.bring.telling import day, label


class WordsForm(RecordForm):
    """A field for each chosen thing, under its key."""

    wish = Area(
        _("What would you like from this hour?"),
        _("It stands on top. One sentence is enough, and it can stay empty."),
        hint=_("To say one thing out loud. To know what you would do in my place."),
        rows=3,
    )

    def __init__(self, *given: Any, laid: Laid, **more: Any) -> None:
        super().__init__(*given, **more)
        for one in laid.chosen:
            rows = 2 + len(laid.leaving(one)) // 90
            words = gettext("%(what)s, %(day)s") % {"what": label(one.item), "day": day(one.item)}
            self.fields[one.item.key] = Area(words if one.item.at else label(one.item), rows=min(rows, 8))

    def said(self) -> dict[str, str]:
        """The words of each thing, by its key."""
        given = self.changes()
        del given["wish"]
        return {key: shown(words) for key, words in given.items()}


def words(request: LeantoRequest, id: str) -> HttpResponse:
    laid = lay(request, request.book.get(Brief, id))
    leaving = {one.item.key: laid.leaving(one) for one in laid.chosen}
    form = WordsForm(request.POST or None, laid=laid, initial={**leaving, **started(request, laid.brief)})
    if form.is_valid():
        standing = {one.item.key: laid.words(one.item) for one in laid.chosen}
        brief = reword(laid.brief, standing, form.said())
        if keep(request, form, structs.replace(brief, wish=form.cleaned_data["wish"])):
            return redirect("bring:take", id)
    return page(request, "bring/words.html", form, brief=laid.brief, gone=laid.gone, fields=_fields(form))


def _fields(form: WordsForm) -> list[Any]:
    """Every field but the wish, as Django binds them: it has no type of its own for one made on the way."""
    return [field for field in form.visible_fields() if field.name != "wish"]
