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
    "not-so": _("Taken back. What you wrote is kept, and nothing rests because of it."),
    "rest-began": _("Practising rests. It ends as it says here."),
    "rest-ended": _("Welcome back. The ladder is where it was."),
    "talked": _("Good that you talked with someone. The rest has ended."),
    "chosen": _("It stands among your check-ins now."),
    "unchosen": _("It is off. What you answered before stays."),
    "added": _("Added, on top of the pile."),
    "put-down": _("Put down. It waits below the pile, in case it is yours to carry again."),
    "carried-again": _("It is on the pile again, on top."),
    "closed": _("The sitting is closed. It waits here if you want it."),
    "laid": _("Laid down. What it says is yours to judge."),
    "sorted": _("Sorted. It can be changed as often as you like."),
    "chose-alone": _("Kept as a choice of yours. It counts as much as asking does."),
    "chose-asking": _("Kept. It counts as much as doing it alone does."),
    "not-today": _("Put aside for today. That is a fine answer, and nothing is counted."),
    "all-again": _("What was put aside may be suggested again."),
    "retired": _("Put aside. It waits below, in case you want it back."),
}
