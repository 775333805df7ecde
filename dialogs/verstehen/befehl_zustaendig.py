"""Orders about who is responsible and what is sent: Vertretung, the channel, reminders.
Handing a case over stands in `befehl_uebergabe`."""

from typing import Final

from dialogs.verstehen.befehl_person import Person
from dialogs.verstehen.befehl_regel import Lage, Treffer, is_order
from dialogs.verstehen.befehl_satz import Satz
from dialogs.verstehen.befehl_werte import Intent, What
from dialogs.verstehen.wortmenge import word_set

_DEPUTY: Final = word_set("vertretung einrichten machen beenden beendet schluss erstellt anlegen neu")
_DEPUTY_WORDS: Final = word_set(
    "durch bis ab uebernimmt ist macht eintragen montag dienstag mittwoch donnerstag freitag naechsten kommenden"
)


def deputize(satz: Satz, lage: Lage) -> Treffer | None:
    """ "Vertretung für X durch Y"; without X or Y it is the speaker. "Vertretung beenden" needs no name."""
    del lage
    over = satz.has("beenden", "beendet", "schluss")
    named, notions = satz.persons or over, _DEPUTY | {"meine"} if over else _DEPUTY
    if not satz.has("vertretung") or not named or not is_order(satz, notions, _DEPUTY_WORDS, persons=2):
        return None
    by = next((person for person in satz.persons if person.before == "durch"), None) or _stands_in(satz)
    absent = next((person for person in satz.persons if person is not by), None)
    what = What.AUS if over else None
    return Treffer(Intent.DEPUTIZE, what, to=by.name if by else None, person=absent.name if absent else None)


def _stands_in(satz: Satz) -> Person | None:
    """Who does it: "Frau Weber vertritt mich", "Weber vertritt Schulz", "Weber macht die Vertretung für Schulz"."""
    if satz.says("uebernimmt", "macht"):
        return next((person for person in satz.persons if person.before not in {"fuer", "von"}), None)
    stands = satz.says("vertritt") and (satz.says("mich", "uns") or len(satz.persons) > 1)
    return satz.persons[0] if stands and satz.persons else None


_CHANNEL: Final = word_set("kanal einrichten traeger anlegen machen")
_CHANNEL_WORDS: Final = word_set("sein soll zum zur dieser ein als hier diesen mit verbinden fest lege")


def bind_channel(satz: Satz, lage: Lage) -> Treffer | None:
    """ "Träger-Kanal einrichten"."""
    del lage
    bound = satz.has("kanal") and (satz.has("einrichten") or satz.says("anlegen")) and not satz.says("eingerichtet")
    becomes = (satz.has("machen") and satz.says("zum")) or (satz.says("soll") and satz.says("sein", "werden"))
    named = satz.has("traeger") or satz.says("traegerkanal")
    bound = bound or (satz.has("kanal") and named and becomes and satz.says("hier", "dieser", "diesen", "das"))
    return Treffer(Intent.BIND_CHANNEL) if bound and is_order(satz, _CHANNEL, _CHANNEL_WORDS) else None


_OFF: Final = word_set("aus ab ausschalten abschalten abstellen abbestellen stoppen deaktivieren stopp stop")
_NO: Final = word_set("kein keine keinerlei")
_ON: Final = word_set("an ein anschalten einschalten aktivieren wieder")
_SWITCH: Final = (
    _OFF
    | _NO
    | _ON
    | word_set("mehr weitere weiteren schalte stelle schalten stell schalt schick schicke schicken sende senden")
)
_REMINDERS: Final = word_set("erinnerungen meine einrichten abbrechen brauchen schluss")
_GET: Final = word_set("bekommen erhalten kriegen haben")


def reminders(satz: Satz, lage: Lage) -> Treffer | None:
    """ "Erinnerungen aus", "keine Erinnerungen mehr", "erinnere mich nicht mehr"; "Erinnerungen an"."""
    del lage
    if satz.asks or satz.somebody or satz.day:
        return None
    if satz.has("erinnerungen"):
        return _of_reminders(satz)
    return _asked_to_remind(satz) if satz.says(*_REMIND) else None


def _of_reminders(satz: Satz) -> Treffer | None:
    wished = satz.says("will", "moechte", "wollen", "moechten")
    if not satz.only(_REMINDERS | {"angekommen"} if wished else _REMINDERS, _SWITCH | _GET if wished else _SWITCH):
        return None
    none = not satz.keys.isdisjoint(_NO) and (satz.says("mehr") or satz.says("erinnerungen"))
    if none or satz.has("schluss") or not satz.keys.isdisjoint(_OFF):
        return Treffer(Intent.REMINDERS, What.AUS)
    on = not satz.denied and not satz.keys.isdisjoint(_ON)
    return Treffer(Intent.REMINDERS, What.AN) if on else None


_REMIND: Final = ("erinnere", "erinner", "erinnern", "erinnert")
_OPENS: Final = word_set("erinnere erinner erinnern hoer hoeren nicht nie wieder mich uns kannst koenntest wuerdest")
_REMIND_WORDS: Final = word_set(
    "erinnere erinner erinnern erinnert nicht nie mehr wieder brauchst brauchen musst sollst kannst hoer hoeren"
    " auf zu werden"
)
_OF_IT: Final = word_set("an daran dran")


def _asked_to_remind(satz: Satz) -> Treffer | None:
    """ "Bitte erinnere mich nicht mehr", "du musst mich nicht mehr erinnern"; not "ich erinnere mich nicht mehr"."""
    if not satz.keys.isdisjoint(_OF_IT) or not satz.only(_STOP, _REMIND_WORDS):
        return None
    opens = next((word.key for word in satz.words if word.key not in _KIND), "")
    needless = opens in {"du", "sie"} and (satz.says("brauchst", "musst", "sollst", "kannst") or satz.has("brauchen"))
    wished = opens in {"ich", "wir"} and satz.says("will", "moechte", "wollen") and satz.says("erinnert")
    if not (opens in _OPENS or needless or wished) or (satz.says("ich", "wir") and not wished):
        return None
    over = satz.denied and satz.says("mehr", "wieder")
    if over or satz.has("aufhoeren") or satz.says("hoer", "hoeren"):
        return Treffer(Intent.REMINDERS, What.AUS)
    return Treffer(Intent.REMINDERS, What.AN) if satz.says("wieder") and not satz.denied else None


_STOP: Final = word_set("aufhoeren hoeren brauchen")
_KIND: Final = word_set("bitte und ok okay danke also jetzt")
