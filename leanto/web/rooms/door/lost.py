"""The passphrase is lost: the recovery code opens once; without either, one begins again."""

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from leanto.vault import accounts, fresh
from leanto.vault.accounts import Busy, SlotRefused, SlotType
from leanto.vault.secrets import CodeMistyped
from leanto.web.doors import open_while_locked
from leanto.web.requests import MaybeOpenRequest
from leanto.web.rooms.door import inside
from leanto.web.ways_in import APART, NewSecretsForm, busy, new_secrets, shown


class CodeForm(forms.Form):
    """Open with the recovery code."""

    code = forms.CharField(
        label=_("Your recovery code"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


@open_while_locked
@sensitive_post_parameters()
@sensitive_variables()
def recover(request: MaybeOpenRequest) -> HttpResponse:
    """Open with the recovery code, then choose a new passphrase at once; the old code is dead."""
    form = CodeForm(request.POST or None)
    secret = NewSecretsForm(request.POST if "passphrase" in request.POST else None, initial=new_secrets())
    if form.is_valid():
        try:
            opened = accounts.by_code(form.cleaned_data["code"])
            inside.bring_back(request, opened)
            if secret.is_valid():
                today, new = timezone.now().date(), secret.cleaned_data
                opened = accounts.secure(opened, today, passphrase=new["passphrase"], code=new["new_code"])
                return inside.come_in(request, opened, redirect("/?said=recovered"))
            return shown(request, "door/recover_new.html", secret, code=form.cleaned_data["code"])
        except Busy:
            return busy(request, "door/recover_new.html", secret, code=form.cleaned_data["code"])
        except CodeMistyped:
            form.add_error(
                "code", _("That is not a whole code: 32 letters and numbers in eight groups, then two.")
            )
        except SlotRefused as refused:
            form.add_error("code", str(refused))
        except fresh.Apart:
            form.add_error(None, APART)
    return shown(request, "door/recover.html", form)


@open_while_locked
def begin_again(request: MaybeOpenRequest) -> HttpResponse:
    """Both passphrase and code are lost: begin again; what is sealed waits seven days.

    Only a browser that came by the printed address may: anyone else at this computer reaches the port too.
    """
    if not accounts.exists():
        return redirect("door:welcome")
    if SlotType.passphrase not in accounts.ways_in() and not accounts.device_lost():
        return redirect("door:open")
    ours, asked = inside.ours(request) and not settings.SECURE, request.method == "POST"
    if ours and request.POST.get("sure") == "yes":
        fresh.start(timezone.now().date())
        return redirect("door:welcome")
    context = {"asked": asked, "ours": ours, "hosted": settings.SECURE}
    return render(request, "door/fresh.html", context, status=403 if asked and not ours else 200)
