"""Orders about a running case: confirmations, Abschluss, taking back.
A question, a denial or a mere statement is none of them."""

from typing import Final

from dialogs.verstehen.befehl_regel import Lage, Treffer, is_order
from dialogs.verstehen.befehl_satz import Satz
from dialogs.verstehen.befehl_werte import Intent, What
from dialogs.verstehen.wortmenge import word_set

# --- confirmations ---------------------------------------------------------------------------------

_CONFIRM: Final = word_set(
    "bescheid kplan einbuchung eingebucht angepasst erstellt fertig compass abschluss machen teilnahme bogen anlegen"
)
_CONFIRM_WORDS: Final = word_set(
    "ging montag dienstag mittwoch donnerstag freitag geaendert habe hab ist wurde worden sind haben soeben nun"
    " per datum"
)
_DONE: Final = ("erstellt", "fertig", "angepasst", "eingebucht")


def confirm(satz: Satz, lage: Lage) -> Treffer | None:
    """ "Bescheid Müller erstellt am ...", "Müller eingebucht", "K-Plan Müller angepasst"; bare: only a question."""
    if not is_order(satz, _CONFIRM, _CONFIRM_WORDS) or (lage.in_form and not satz.somebody):
        return None
    what = None if satz.due else _confirmed(satz)
    done = satz.has(*_DONE) or satz.says("gemacht", "angelegt") or satz.says("geaendert")
    unfinished = satz.has("machen", "anlegen") and not satz.says("gemacht", "angelegt")
    if satz.says("geaendert") and what is not What.KPLAN:
        return None
    if what is None or unfinished or satz.has("bogen") or not (done or satz.somebody):
        return None
    if not satz.somebody and (what is What.EINGEBUCHT or satz.says("ist", "sind", "wurde")):
        return None
    if what is What.ABSCHLUSS and not satz.says("gesetzt", "erledigt", "eingetragen", "vermerkt", "gemacht"):
        return None
    return Treffer(Intent.CONFIRM, what, done=done)


def _confirmed(satz: Satz) -> What | None:
    if satz.has("bescheid"):
        return What.BESCHEID
    if satz.has("kplan"):
        return What.KPLAN
    if satz.has("abschluss"):
        return What.ABSCHLUSS
    booked = satz.has("eingebucht", "einbuchung") or (satz.has("compass") and satz.says("drin"))
    return What.EINGEBUCHT if booked else None


# --- the end of a participation ----------------------------------------------------------------------

_FINISH: Final = word_set(
    "abschluss abschliessen beenden beendet ende teilnahme einbuchung schluss abbrechen aktivzentrum bogen fall"
    " compass"
)
_FINISH_WORDS: Final = word_set(
    "setz setze eintragen melden setzen vorzeitig regulaer datum per mit ist wurde machen erfassen hat"
)
_NOT_COME_WORDS: Final = word_set("nicht nie ist hat niemals gar")
_STOPS: Final = word_set("hoeren aufhoeren fertig abbrechen teilnahme aktivzentrum ende")
_STOPS_WORDS: Final = word_set(
    "bricht ab ausgestiegen hat ist auf arbeit gefunden job ausbildung weil er sie bei uns vorzeitig leider"
)


def finish_participation(satz: Satz, lage: Lage) -> Treffer | None:
    """ "Abschluss Müller", "Teilnahme Müller beenden", "Müller nicht angetreten"."""
    if satz.has("angetreten") and satz.denied and satz.somebody and not satz.asks:
        if satz.only(_FINISH | {"angetreten"}, _NOT_COME_WORDS):
            return Treffer(Intent.FINISH_PARTICIPATION, not_come=True)
        return None
    if satz.says("morgen", "uebermorgen") and not satz.says("guten"):
        return None
    if satz.period is not None and satz.says("will", "wollen", "werde", "werden"):
        return None
    ordered = is_order(satz, _FINISH, _FINISH_WORDS) and not satz.due and not _is_over(satz)
    if ordered and _ends(satz) and (satz.somebody or not lage.in_form):
        return Treffer(Intent.FINISH_PARTICIPATION)
    with_other = satz.says("mit") and not (satz.module or satz.has("teilnahme", "aktivzentrum"))
    stops = (
        satz.has("aufhoeren")
        or (satz.has("fertig") and not with_other)
        or (satz.has("hoeren") and satz.says("auf"))
        or satz.says("abgebrochen", "ausgestiegen")
        or (satz.says("bricht") and satz.says("ab"))
    )
    if stops and satz.persons and not lage.in_form and is_order(satz, _STOPS, _STOPS_WORDS):
        return Treffer(Intent.FINISH_PARTICIPATION)
    return None


def _is_over(satz: Satz) -> bool:
    """ "Der Fall Engel ist abgeschlossen": a statement; "Herr Richter hat die Teilnahme beendet" reports the end."""
    if satz.says("hat") and satz.has("teilnahme", "aktivzentrum"):
        return False
    return satz.says("abgeschlossen", "beendet") and satz.says("ist", "hat", "wurde", "sind", "war")


def _ends(satz: Satz) -> bool:
    if satz.has("abschluss") and satz.says("hat", "ist"):
        return False
    if satz.has("abschluss", "abschliessen", "beenden"):
        return True
    entered = satz.has("ende") and satz.says("eintragen", "melden", "setzen", "erfassen")
    return satz.somebody and (satz.has("beendet") or entered or (satz.has("abbrechen") and satz.has("teilnahme")))


# --- taking back -------------------------------------------------------------------------------------

_LATEST: Final = word_set("letzte letzten ist")
_TAKE_BACK: Final = word_set("das letzte letzten nimm nehme nehmen war falsch es gemacht")
_BACK: Final = word_set("zurueckziehen ziehen zurueck bogen einbuchung folgebogen bestaetigung")


def withdraw(satz: Satz, lage: Lage) -> Treffer | None:
    """ "Bogen Müller zurückziehen"; "Einbuchung Müller stornieren" is about the Einbuchung (D14)."""
    if satz.says("zurueckgezogen", "zurueckgenommen") and not satz.due:
        return None
    pulls = satz.has("zurueckziehen") or (satz.has("zurueck") and (satz.has("ziehen") or _is_wanted_back(satz)))
    if not pulls or not is_order(satz, _BACK, _LATEST) or (lage.in_form and not satz.somebody):
        return None
    if satz.has("einbuchung"):
        return Treffer(Intent.WITHDRAW, What.EINBUCHUNG)
    if satz.has("bogen", "folgebogen") or satz.somebody:
        return Treffer(Intent.WITHDRAW)
    return None


_THINGS: Final = word_set("bogen folgebogen einbuchung")
_BARE: Final = word_set(
    "den die das der des von vom bitte wieder jetzt sofort doch frau herr herrn fr hr fall nummer"
)


def _is_wanted_back(satz: Satz) -> bool:
    """ "Celik: Bogen zurück": whose, the thing, "zurück", and no more; with any verb it may have come back."""
    if not satz.somebody or not satz.has(*_THINGS):
        return False
    spare = (word for word in satz.words if word.use not in {"person", "number"})
    order = [word.notion or word.key for word in spare if word.key not in _BARE]
    return len(order) == 2 and order[0] in _THINGS and order[1] == "zurueck"


def undo(satz: Satz, lage: Lage) -> Treffer | None:
    """ "rückgängig", "nimm das zurück", "letzte Bestätigung zurücknehmen"."""
    del lage
    if not is_order(satz, _BACK | {"rueckgaengig", "machen"}, _TAKE_BACK) or satz.has("bogen", "einbuchung"):
        return None
    taken = satz.says("zuruecknehmen") or (satz.says("nimm", "nehme") and satz.has("zurueck"))
    return Treffer(Intent.UNDO) if satz.has("rueckgaengig") or (taken and not satz.somebody) else None
