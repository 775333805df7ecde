"""Orders about a Bogen: a new one, a new version, a change of the one at work.
A question, a denial or a mere statement is none of them."""

from typing import Final

from dialogs.verstehen.befehl_regel import Lage, Treffer, is_order
from dialogs.verstehen.befehl_satz import Satz
from dialogs.verstehen.befehl_werte import Intent, What
from dialogs.verstehen.befehl_wort import Wort
from dialogs.verstehen.wortmenge import word_set
from dialogs.verstehen.zeitraum_werte import Between

_START: Final = word_set(
    "fertig fall teilnehmer bogen neu anlegen machen brauchen modul liste ausfuellen dreiergespraech teilnahme"
)
_START_WORDS: Final = word_set(
    "ersten erster zweiten zweiter dritten nach naechster naechsten naechstes los gehts geht weiteren weiterer"
    " anderen sitzt da lass lassen wir"
)
_TAKEN_ON: Final = word_set("aufnehmen aufzunehmen neuaufnahme aufnahme neuanlage")
_START_VERBS: Final = ("neu", "anlegen", "machen", "brauchen")


def start_form(satz: Satz, lage: Lage) -> Treffer | None:
    """ "neuer Bogen", "Bogen für Müller", "Erwartungsbogen 4711"."""
    if not is_order(satz, _START, _START_WORDS) or _is_done(satz):
        return None
    if not satz.keys.isdisjoint(_NOT_NOW) and not satz.says("guten"):
        return None
    if not lage.in_form and satz.has("neu") and all(_only_new(word) for word in satz.words):
        return Treffer(Intent.START_FORM)
    if satz.somebody and not satz.keys.isdisjoint(_TAKEN_ON):
        return Treffer(Intent.START_FORM)
    if not satz.has("bogen"):
        return None
    if satz.has("dreiergespraech") and satz.somebody:
        return Treffer(Intent.NEW_VERSION)
    begun = satz.has(*_START_VERBS) or satz.says("naechster", "noch")
    return Treffer(Intent.START_FORM) if begun or satz.somebody or not lage.in_form else None


def _only_new(word: Wort) -> bool:
    return word.notion in {"neu", "anlegen"} or word.key in {"bitte", "einen", "mal"}


_VERSION: Final = word_set(
    "version bogen folgebogen ziel modul dauer aendern korrigieren verlaengern modulwechsel wechseln neu teilnahme"
    " angepasst machen beginn brauchen einbuchung dreiergespraech anlegen laenger"
)
_VERSION_WORDS: Final = word_set("wochen woche monate monat tage wegen anderes andere anderen version nach weil")
_PARTS: Final = ("bogen", "ziel", "modul", "dauer", "teilnahme", "beginn")


_ALREADY_DONE: Final = word_set(
    "geaendert verlaengert gewechselt angelegt ausgefuellt angepasst aktualisiert gemacht aufgenommen erstellt"
)
_NOT_NOW: Final = word_set("morgen uebermorgen nachher spaeter")


def _is_done(satz: Satz) -> bool:
    """ "Bogen geändert" reports; "muss geändert werden" orders."""
    return not satz.due and not satz.keys.isdisjoint(_ALREADY_DONE)


def new_version(satz: Satz, lage: Lage) -> Treffer | None:
    """ "Bogen Müller ändern", "Müller verlängern", "Folgebogen Müller", "Modulwechsel Müller"."""
    if not is_order(satz, _VERSION, _VERSION_WORDS) or _is_done(satz):
        return None
    named = satz.somebody
    if named and satz.due and satz.has("angepasst") and satz.has(*_PARTS):
        return Treffer(Intent.NEW_VERSION)
    what = What.KORREKTUR if satz.has("korrigieren") else None
    if named and satz.has("aendern", "korrigieren", "wechseln") and satz.has(*_PARTS):
        return Treffer(Intent.NEW_VERSION, what)
    if named and (_other_module(satz) or (satz.has("wechseln") and satz.module)):
        return Treffer(Intent.NEW_VERSION)
    if named and satz.says("anderes", "andere", "anderen") and satz.has("ziel", "dauer"):
        return Treffer(Intent.NEW_VERSION)
    if named and satz.has("korrigieren"):
        return Treffer(Intent.NEW_VERSION, what)
    alone = satz.has("folgebogen", "modulwechsel", "verlaengern") or (satz.has("neu") and satz.has("version"))
    if alone and (named or not lage.in_form):
        return Treffer(Intent.NEW_VERSION)
    return None


_WISH: Final = word_set(
    "aendern teilnehmer brauchen zeit laenger verlaengern wechseln modul modulwechsel neu ziel erreicht dauer"
    " machen bogen teilnahme fertig aktivzentrum"
)
_WISH_WORDS: Final = word_set(
    "kriegt bekommt soll ins in zum zur"
    " sich wochen monate tage weiteren hat haben ihr ihre ihren sein seine seinen nicht mehr etwas lieber anderes"
    " andere anderen statt in ist wurde dort bleiben weitere weitermachen will moechte leider schafft schaffen es"
)


def wish_of_person(satz: Satz, lage: Lage) -> Treffer | None:
    """Nr. 3.1: new goals, a goal not reached, another module, said of a person: "Herr Becker braucht mehr Zeit"."""
    if lage.in_form or satz.asks or not satz.somebody or not satz.only(_WISH, _WISH_WORDS):
        return None
    if satz.denied:
        return Treffer(Intent.NEW_VERSION) if satz.has("ziel") and satz.has("erreicht") else None
    if satz.has("brauchen") and satz.has("bogen"):
        return Treffer(Intent.START_FORM)
    new_goal = satz.has("ziel") and (satz.has("neu", "aendern") or satz.says("anderes", "andere"))
    return Treffer(Intent.NEW_VERSION) if _needs_more(satz) or _wants_other(satz) or new_goal else None


def _needs_more(satz: Satz) -> bool:
    more = satz.says("mehr", "noch", "etwas") and (satz.has("zeit") or satz.says("wochen", "monate", "tage"))
    return satz.has("brauchen") and (satz.has("laenger", "verlaengern") or more or _other_module(satz))


def _wants_other(satz: Satz) -> bool:
    change = satz.has("wechseln", "verlaengern", "laenger", "modulwechsel") or satz.module is not None
    return satz.says("will", "moechte", "wuerde", "kriegt", "bekommt") and (change or _other_module(satz))


def _other_module(satz: Satz) -> bool:
    return satz.has("modul") and satz.says("anderes", "andere", "anderen")


# --- the form at work -----------------------------------------------------------------------------------

_CHANGED: Final = {
    "ziel": What.ZIEL,
    "modul": What.MODUL,
    "modulwechsel": What.MODUL,
    "dauer": What.DAUER,
    "beginn": What.BEGINN,
    "begruendung": What.BEGRUENDUNG,
    "anlass": What.ANLASS,
    "gespraechsform": What.GESPRAECHSFORM,
    "dreiergespraech": What.GESPRAECHSFORM,
    "kplan": What.KPLAN,
    "teilnehmer": What.TEILNEHMENDE,
}
_CHANGE: Final = frozenset(_CHANGED) | word_set("aendern korrigieren wechseln bogen")


_CHANGE_WORDS: Final = word_set("muss nochmal person name namen da")


def change(satz: Satz, lage: Lage) -> Treffer | None:
    """ "ändere Ziel", "Dauer ändern", of the form at work; with a person it is a new version."""
    if satz.somebody or not satz.has("aendern", "korrigieren", "wechseln") or satz.asks or satz.denied:
        return None
    what = next((_CHANGED[word.notion] for word in satz.words if word.notion in _CHANGED), None)
    if what is None and satz.says("person", "name", "namen"):
        what = What.PERSON
    ordered = satz.only(_CHANGE, _CHANGE_WORDS) or _begins_with_order(satz)
    elsewhere = what is What.KPLAN and not lage.in_form
    return Treffer(Intent.CHANGE, what) if what and ordered and not elsewhere else None


def _begins_with_order(satz: Satz) -> bool:
    return satz.words[0].notion in {"aendern", "korrigieren"} and any(
        word.notion in _CHANGED for word in satz.words[1:4]
    )


_EINBUCHUNG: Final = word_set("einbuchung beginn aendern")


def einbuchung_ab(satz: Satz, lage: Lage) -> Treffer | None:
    """ "Einbuchung ab 01.02.2027" (D6)."""
    del lage
    since = satz.period.since if isinstance(satz.period, Between) and satz.period.until is None else None
    if not satz.has("einbuchung") or not is_order(satz, _EINBUCHUNG):
        return None
    day = since or (satz.day_text if satz.has("beginn") else None)
    return Treffer(Intent.EINBUCHUNG_AB, text=day) if day else None
