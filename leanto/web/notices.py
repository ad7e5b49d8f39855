"""What a page says after a redirect: the address carries a code, the sentence lives here."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NOTICES: Mapping[str, Promise] = {
    "kept": _("Kept."),
    "changed": _("Changed."),
    "put-back": _("It is back where it was."),
    "late-kept": _("It had locked, so what you sent waits sealed. You find it once you open again."),
    "late-found": _("What you sent after the lock is here: see your unfinished words."),
    "changed-outside": _("Something here changed outside Leanto. The first card on this page says what."),
    "recovered": _("You are back in. The old recovery code is dead; the new one is on your paper."),
    "locked-in": _("That is the lock from now on. This browser stays open; every other one is locked."),
    "new-code": _("The new recovery code counts from now on. The old one is dead."),
    "ended": _("Ended."),
    "seen": _("Noted. Leanto keeps new words again."),
    "erased": _("Everything you kept here is erased. Backups keep a sealed copy until they are deleted."),
    "erased-not-all": _(
        "Everything you kept here is erased. Some sealed bytes are still in Leanto’s folder: close Leanto, and "
        "look into its backups."
    ),
    "drafted": _("Your unfinished words are kept. They wait on that page."),
    "planned": _("The plan is kept. Nothing has been sent."),
    "asked": _("Noted. You did your part."),
    "called-off": _("Called off. That is fine too."),
    "taken-up": _("It is a plan again."),
    "meanwhile": _("It had changed meanwhile, so nothing was done. This is how it stands now."),
    "told": _("Kept. Thank you for saying how it was."),
    "retired": _("Put aside. It waits below, in case you want it back."),
}
