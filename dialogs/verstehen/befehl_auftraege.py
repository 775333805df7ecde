"""Orders that change something: forms, confirmations, Abschluss, withdrawal, handover, channel.
Each needs the shape of an order; a question, a denial or a mere statement is none."""

from typing import Final

from dialogs.verstehen.befehl_regel import Lage, Regel, Treffer, is_order
from dialogs.verstehen.befehl_satz import Satz
from dialogs.verstehen.befehl_werte import Intent, What
from dialogs.verstehen.wortmenge import word_set
from dialogs.verstehen.zeitraum_werte import Between

# --- a new form, a new version ---------------------------------------------------------------------

_START: Final = word_set("bogen neu anlegen machen brauchen modul liste ausfuellen dreiergespraech teilnahme")
_START_WORDS: Final = word_set(
    "ersten erster zweiten zweiter dritten nach naechster naechsten naechstes los gehts geht weiteren weiterer"
    " anderen sitzt da lass lassen wir"
)
_START_VERBS: Final = ("neu", "anlegen", "machen", "brauchen")


def start_form(satz: Satz, lage: Lage) -> Treffer | None:
    """ "neuer Bogen", "Bogen für Müller", "Erwartungsbogen 4711"."""
    if not is_order(satz, _START, _START_WORDS):
        return None
    if satz.has("neu") and satz.notions <= {"neu", "anlegen"} and not lage.in_form:
        return Treffer(Intent.START_FORM)
    if not satz.has("bogen"):
        return None
    if satz.has("dreiergespraech") and satz.somebody:
        return Treffer(Intent.NEW_VERSION)
    begun = satz.has(*_START_VERBS) or satz.says("naechster", "noch")
    return Treffer(Intent.START_FORM) if begun or satz.somebody or not lage.in_form else None


_VERSION: Final = word_set(
    "version bogen folgebogen ziel modul dauer aendern korrigieren verlaengern modulwechsel wechseln neu teilnahme"
    " machen beginn brauchen einbuchung dreiergespraech anlegen laenger"
)
_VERSION_WORDS: Final = word_set("version nach weil ist soll")
_PARTS: Final = ("bogen", "ziel", "modul", "dauer", "teilnahme", "beginn")


def new_version(satz: Satz, lage: Lage) -> Treffer | None:
    """ "Bogen Müller ändern", "Müller verlängern", "Folgebogen Müller", "Modulwechsel Müller"."""
    if not is_order(satz, _VERSION, _VERSION_WORDS):
        return None
    what = What.KORREKTUR if satz.has("korrigieren") else None
    named = satz.somebody
    if named and satz.has("aendern", "korrigieren", "wechseln") and satz.has(*_PARTS):
        return Treffer(Intent.NEW_VERSION, what)
    alone = satz.has("folgebogen", "modulwechsel", "verlaengern") or (satz.has("neu") and satz.has("version"))
    if alone and (named or not lage.in_form):
        return Treffer(Intent.NEW_VERSION)
    return None


_WISH: Final = word_set(
    "brauchen zeit laenger verlaengern wechseln modul modulwechsel neu ziel erreicht dauer machen bogen teilnahme"
    " fertig aktivzentrum"
)
_WISH_WORDS: Final = word_set(
    "hat haben ihr ihre ihren sein seine seinen nicht mehr etwas lieber anderes andere anderen statt in ist wurde"
    " dort bleiben weitere weitermachen will moechte leider schafft schaffen es"
)


def wish_of_person(satz: Satz, lage: Lage) -> Treffer | None:
    """Nr. 3.1: new goals, a goal not reached, another module, said of a person: "Herr Becker braucht mehr Zeit"."""
    if lage.in_form or satz.asks or not satz.somebody or not satz.only(_WISH, _WISH_WORDS):
        return None
    more = satz.has("brauchen") and (satz.has("laenger") or (satz.has("zeit") and satz.says("mehr", "noch", "etwas")))
    wants = satz.says("will", "moechte", "wuerde")
    other = (
        wants
        and not satz.denied
        and (
            satz.has("wechseln", "verlaengern", "laenger", "modulwechsel") or bool(satz.module) or _other_module(satz)
        )
    )
    goals = satz.has("ziel") and ((satz.has("neu") and not satz.denied) or (satz.has("erreicht") and satz.denied))
    return Treffer(Intent.NEW_VERSION) if (more and not satz.denied) or other or goals else None


def _other_module(satz: Satz) -> bool:
    return satz.has("modul") and satz.says("anderes", "andere", "anderen")


# --- confirmations ---------------------------------------------------------------------------------

_CONFIRM: Final = word_set(
    "bescheid kplan einbuchung eingebucht angepasst erstellt fertig compass abschluss machen teilnahme bogen anlegen"
)
_CONFIRM_WORDS: Final = word_set("habe hab ist wurde worden sind haben soeben nun per datum")
_DONE: Final = ("erstellt", "fertig", "angepasst", "eingebucht")


def confirm(satz: Satz, lage: Lage) -> Treffer | None:
    """ "Bescheid Müller erstellt am ...", "Müller eingebucht", "K-Plan Müller angepasst"; bare: only a question."""
    if not is_order(satz, _CONFIRM, _CONFIRM_WORDS) or (lage.in_form and not satz.somebody):
        return None
    what = _confirmed(satz)
    done = satz.has(*_DONE) or satz.says("gemacht", "angelegt")
    unfinished = satz.has("machen", "anlegen") and not satz.says("gemacht", "angelegt")
    if what is None or unfinished or satz.has("bogen") or not (done or satz.somebody):
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
    return What.EINGEBUCHT if satz.has("eingebucht", "einbuchung") else None


# --- the end of a participation ----------------------------------------------------------------------

_FINISH: Final = word_set(
    "abschluss abschliessen beenden beendet ende teilnahme einbuchung schluss abbrechen aktivzentrum bogen fall"
    " compass"
)
_FINISH_WORDS: Final = word_set(
    "eintragen melden setzen vorzeitig regulaer datum per mit ist wurde machen erfassen hat"
)
_NOT_COME_WORDS: Final = word_set("nicht nie ist hat niemals gar")
_STOPS: Final = word_set("hoeren aufhoeren fertig abbrechen teilnahme aktivzentrum ende")
_STOPS_WORDS: Final = word_set("hat ist auf arbeit gefunden job ausbildung weil er sie bei uns vorzeitig leider")


def finish_participation(satz: Satz, lage: Lage) -> Treffer | None:
    """ "Abschluss Müller", "Teilnahme Müller beenden", "Müller nicht angetreten"."""
    if satz.has("angetreten") and satz.denied and satz.somebody and not satz.asks:
        if satz.only(_FINISH | {"angetreten"}, _NOT_COME_WORDS):
            return Treffer(Intent.FINISH_PARTICIPATION, not_come=True)
        return None
    if is_order(satz, _FINISH, _FINISH_WORDS) and _ends(satz) and (satz.somebody or not lage.in_form):
        return Treffer(Intent.FINISH_PARTICIPATION)
    stops = satz.has("aufhoeren", "fertig") or (satz.has("hoeren") and satz.says("auf")) or satz.says("abgebrochen")
    if stops and satz.persons and not lage.in_form and is_order(satz, _STOPS, _STOPS_WORDS):
        return Treffer(Intent.FINISH_PARTICIPATION)
    return None


def _ends(satz: Satz) -> bool:
    if satz.has("abschluss", "abschliessen", "beenden"):
        return True
    entered = satz.has("ende") and satz.says("eintragen", "melden", "setzen", "erfassen")
    return satz.somebody and (satz.has("beendet") or entered or (satz.has("abbrechen") and satz.has("teilnahme")))


# --- taking back -------------------------------------------------------------------------------------

_BACK: Final = word_set("zurueckziehen ziehen zurueck bogen einbuchung folgebogen bestaetigung")


def withdraw(satz: Satz, lage: Lage) -> Treffer | None:
    """ "Bogen Müller zurückziehen"; "Einbuchung Müller stornieren" is about the Einbuchung (D14)."""
    pulls = satz.has("zurueckziehen") or (satz.has("ziehen") and satz.has("zurueck"))
    if not pulls or not is_order(satz, _BACK, word_set("letzte letzten")) or (lage.in_form and not satz.somebody):
        return None
    if satz.has("einbuchung"):
        return Treffer(Intent.WITHDRAW, What.EINBUCHUNG)
    if satz.has("bogen", "folgebogen") or satz.somebody:
        return Treffer(Intent.WITHDRAW)
    return None


def undo(satz: Satz, lage: Lage) -> Treffer | None:
    """ "rückgängig", "nimm das zurück", "letzte Bestätigung zurücknehmen"."""
    del lage
    words = word_set("das letzte letzten machen mach nimm nehmen war falsch es gemacht")
    if not is_order(satz, _BACK | {"rueckgaengig", "machen"}, words) or satz.has("bogen", "einbuchung"):
        return None
    taken = satz.says("zuruecknehmen") or (satz.says("nimm", "nehme") and satz.has("zurueck"))
    return Treffer(Intent.UNDO) if satz.has("rueckgaengig") or (taken and not satz.somebody) else None


# --- whose case ----------------------------------------------------------------------------------------

_HANDOVER: Final = word_set("uebergeben geben fall faelle bogen meine akte teilnehmer")
_HANDOVER_WORDS: Final = word_set("alle alles ab an auf kollege kollegin kollegen komplett dauerhaft samt")
_TARGET: Final = word_set("an auf")


def handover(satz: Satz, lage: Lage) -> Treffer | None:
    """ "Fall Müller an Frau Schulz übergeben"; "alle Fälle von Schulz an Weber übergeben"."""
    del lage
    gives = satz.has("uebergeben") or (satz.has("geben") and satz.says("ab"))
    if not gives or not is_order(satz, _HANDOVER, _HANDOVER_WORDS):
        return None
    target = next((person for person in satz.persons if person.before in _TARGET), None)
    others = [person for person in satz.persons if person is not target]
    everything = satz.says("alle", "alles") or satz.has("faelle")
    if not (others or satz.number or (everything and target)):
        return None
    name = others[0].name if others else None
    return Treffer(Intent.HANDOVER, to=target.name if target else None, person=name, all_of=everything)


_DEPUTY: Final = word_set("vertretung einrichten machen beenden erstellt anlegen neu")


def deputize(satz: Satz, lage: Lage) -> Treffer | None:
    """ "Vertretung für X durch Y"; without X or Y it is the speaker."""
    del lage
    if not satz.has("vertretung") or not is_order(
        satz, _DEPUTY, word_set("durch bis uebernimmt ist macht eintragen")
    ):
        return None
    by = next((person for person in satz.persons if person.before == "durch"), None)
    absent = next((person for person in satz.persons if person is not by), None)
    if not satz.persons:
        return None
    what = What.AUS if satz.has("beenden") else None
    return Treffer(Intent.DEPUTIZE, what, to=by.name if by else None, person=absent.name if absent else None)


_CHANNEL: Final = word_set("kanal einrichten traeger anlegen machen")


def bind_channel(satz: Satz, lage: Lage) -> Treffer | None:
    """ "Träger-Kanal einrichten"."""
    del lage
    bound = satz.has("kanal") and (satz.has("einrichten") or satz.says("anlegen"))
    ordered = is_order(satz, _CHANNEL, word_set("ein als hier diesen mit verbinden fest lege"))
    return Treffer(Intent.BIND_CHANNEL) if bound and ordered else None


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


def change(satz: Satz, lage: Lage) -> Treffer | None:
    """ "ändere Ziel", "Dauer ändern", of the form at work; with a person it is a new version."""
    del lage
    if satz.somebody or not satz.has("aendern", "korrigieren", "wechseln") or satz.asks or satz.denied:
        return None
    what = next((_CHANGED[word.notion] for word in satz.words if word.notion in _CHANGED), None)
    if what is None and satz.says("person", "name", "namen"):
        what = What.PERSON
    ordered = satz.only(_CHANGE, word_set("muss nochmal person name namen da")) or _begins_with_order(satz)
    return Treffer(Intent.CHANGE, what) if what and ordered else None


def _begins_with_order(satz: Satz) -> bool:
    return satz.words[0].notion in {"aendern", "korrigieren"} and any(
        word.notion in _CHANGED for word in satz.words[1:4]
    )


def einbuchung_ab(satz: Satz, lage: Lage) -> Treffer | None:
    """ "Einbuchung ab 01.02.2027" (D6)."""
    del lage
    since = satz.period.since if isinstance(satz.period, Between) and satz.period.until is None else None
    if not satz.has("einbuchung") or not is_order(satz, word_set("einbuchung beginn aendern"), word_set("schon")):
        return None
    day = since or (satz.day_text if satz.has("beginn") else None)
    return Treffer(Intent.EINBUCHUNG_AB, text=day) if day else None


def reminders(satz: Satz, lage: Lage) -> Treffer | None:
    """ "Erinnerungen aus", "Erinnerungen an"."""
    del lage
    off = satz.says(
        "aus", "ab", "ausschalten", "abschalten", "abstellen", "abbestellen", "stoppen", "keine", "deaktivieren"
    )
    on = satz.says("an", "ein", "anschalten", "einschalten", "aktivieren", "wieder")
    words = word_set(
        "aus ab ausschalten abschalten abstellen abbestellen stoppen keine mehr deaktivieren an ein anschalten"
        " einschalten aktivieren schalte stelle schalten stell schalt"
    )
    if not satz.has("erinnerungen") or satz.asks or not satz.only(word_set("erinnerungen meine einrichten"), words):
        return None
    return Treffer(Intent.REMINDERS, What.AUS if off else What.AN) if off or on else None


AUFTRAEGE: Final[tuple[Regel, ...]] = (
    undo,
    reminders,
    deputize,
    handover,
    bind_channel,
    einbuchung_ab,
    withdraw,
    new_version,
    change,
    confirm,
    finish_participation,
    start_form,
    wish_of_person,
)
"""In this order; the first that fits holds."""
