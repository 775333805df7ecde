"""The conversation itself: help, going on, going back, pause, breaking off."""

from typing import Final

from dialogs.verstehen.befehl_regel import Lage, Treffer, is_order
from dialogs.verstehen.befehl_satz import Satz
from dialogs.verstehen.befehl_werte import Intent
from dialogs.verstehen.wortmenge import word_set

_HELP_MORE: Final = word_set(
    "fragen hast dich was wie gibt gibts welche kann geht funktioniert funktionierst alles man machen brauchen tun"
    " koennen verstehst sind wobei bot macht erklaer erklaere"
    " mit dir moeglichkeiten funktionen befehle anwendung programm system tool bietet bietest diese dieses stehen"
)
_ABLE: Final = ("bietet", "bietest", "kannst", "funktioniert", "funktionierst", "kann", "geht", "verstehst")
_ABLE_WHO: Final = ("anwendung", "programm", "system", "tool", "du", "das", "hier", "ich", "alles", "man", "bot")
_HOW_TO: Final = ("bogen", "abschluss", "kanal", "einbuchung", "bescheid", "fall", "kplan")
_HOW: Final = ("anlegen", "aendern", "machen", "beenden", "zurueckziehen", "einrichten", "korrigieren", "uebergeben")


_CALLED: Final = word_set("hilfe brauchen machen zeigen")
_HELPING: Final = word_set("helfen weiter brauchen")
_TYPED: Final = ("eintippen", "eingeben", "tippen", "schreiben", "sagen", "fragen")
_TYPING: Final = word_set(
    "was muss kann soll ich hier alles dich dir eintippen eingeben tippen schreiben sagen fragen"
)
_GOING_ON: Final = word_set("weiter")
_STUCK: Final = word_set("nicht komme komm weiss")
_DOING: Final = word_set("machen erledigen")


def help_wanted(satz: Satz, lage: Lage) -> Treffer | None:
    """ "Was kannst du?", "Wie lege ich einen Bogen an?", "Ich komme nicht weiter"."""
    del lage
    called = satz.has("hilfe") and satz.only(_CALLED, _HELP_MORE)
    helping = satz.has("helfen") and satz.only(_HELPING, _HELP_MORE) and not satz.somebody
    stuck = satz.says("nicht") and satz.has("weiter") and satz.only(_GOING_ON, _STUCK)
    lost = {"weiss", "nicht", "was", "soll"} <= satz.keys and satz.only(_DOING, _STUCK | _TYPING)
    stuck = stuck or lost
    typed = satz.first == "was" and satz.says("ich") and satz.says(*_TYPED) and satz.only(frozenset(), _TYPING)
    how_to = satz.first == "wie" and satz.says("ich", "man") and satz.has(*_HOW_TO)
    how_to = how_to and (satz.has(*_HOW) or satz.says("komme", "komm", "kriege", "bekomme"))
    return Treffer(Intent.HELP) if called or helping or typed or stuck or how_to or _asks_what_it_does(satz) else None


def _asks_what_it_does(satz: Satz) -> bool:
    if not satz.says("was", "wie", "wobei", "welche") or satz.says("es", "gehts"):
        return False
    if satz.says("dir") and not satz.says("alles"):
        return False
    return satz.says(*_ABLE) and satz.says(*_ABLE_WHO) and satz.only(_DOING, _HELP_MORE)


_LEFT_OFF: Final = word_set("weiter aufhoeren machen bogen entwurf")
_STOPPED: Final = word_set(
    "war bin gerade vorhin gestern zuletzt eben beim im da ich wir habe haben hab wo waren stehen geblieben"
    " stehengeblieben"
)
_STANDS: Final = word_set("steht weiter machen bogen")
_RESUME_WORDS: Final = word_set("gehts geht lass letzten vorhin wollte angefangenen")
_RESUME: Final = word_set("zurueck weiter fertig bogen entwurf machen zeigen anlegen meine")


def resume(satz: Satz, lage: Lage) -> Treffer | None:
    """ "weiter", "Bogen fortsetzen", "Wo waren wir?"."""
    to_form = satz.has("zurueck") and satz.says("zum") and not lage.in_form
    stopped = satz.says("waren", "war", "bin") and satz.says("wir", "stehengeblieben", "geblieben")
    if satz.says("wo") and (stopped or satz.says("waren")) and satz.only(_STANDS, _STOPPED):
        return Treffer(Intent.RESUME)
    if satz.says("wo", "da") and satz.has("weiter") and satz.has("aufhoeren") and satz.only(_LEFT_OFF, _STOPPED):
        return Treffer(Intent.RESUME)
    going = satz.has("weiter") or to_form or (satz.has("entwurf") and satz.has("zeigen", "anlegen", "machen"))
    going = going or (satz.has("bogen") and satz.says("vorhin", "angefangenen") and satz.has("fertig", "machen"))
    order = is_order(satz, _RESUME, _RESUME_WORDS)
    return Treffer(Intent.RESUME) if going and order and not satz.says("so") else None


_BACK: Final = word_set("zurueck bogen")
_BACK_WORDS: Final = word_set("schritt geh gehe")


def back(satz: Satz, lage: Lage) -> Treffer | None:
    """ "zurück", "einen Schritt zurück"; at rest "zurück zum Bogen" goes on."""
    order = satz.has("zurueck") and is_order(satz, _BACK, _BACK_WORDS)
    to_form = satz.has("bogen") and satz.says("zum") and not lage.in_form
    return Treffer(Intent.BACK) if order and not satz.somebody and not to_form else None


_CANCEL: Final = word_set("abbrechen bogen entwurf machen fall")
_CANCEL_WORDS: Final = word_set("brich breche ab")


def cancel(satz: Satz, lage: Lage) -> Treffer | None:
    """ "abbrechen", "brich den Bogen ab"."""
    del lage
    breaks = satz.has("abbrechen") or (satz.says("brich", "breche") and satz.says("ab"))
    order = breaks and is_order(satz, _CANCEL, _CANCEL_WORDS)
    return Treffer(Intent.CANCEL) if order and not satz.somebody and not satz.says("abgebrochen") else None


_PAUSE: Final = word_set(
    "kurze kleine eine pause pausieren unterbrechen bitte bogen den mal jetzt kurz entwurf machen wir hier das"
)
_LATER: Final = word_set("weiter bogen machen")
_LATER_WORDS: Final = word_set("spaeter")


def pause(satz: Satz, lage: Lage) -> Treffer | None:
    """ "Pause", "später weiter"."""
    del lage
    alone = satz.has("pause") and all(word.key in _PAUSE for word in satz.words)
    later = satz.says("spaeter") and satz.has("weiter") and satz.only(_LATER, _LATER_WORDS)
    return Treffer(Intent.PAUSE) if alone or later else None
