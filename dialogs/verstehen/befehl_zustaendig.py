"""Orders about who is responsible and what is sent: handover, Vertretung, the channel, reminders."""

from typing import Final

from dialogs.verstehen.befehl_person import Person
from dialogs.verstehen.befehl_regel import Lage, Treffer, is_order
from dialogs.verstehen.befehl_satz import Satz
from dialogs.verstehen.befehl_werte import Intent, What
from dialogs.verstehen.wortmenge import word_set

_HANDOVER: Final = word_set("uebergeben geben fall faelle bogen meine akte teilnehmer")
_HANDOVER_WORDS: Final = word_set("geht alle alles ab an auf kollege kollegin kollegen komplett dauerhaft samt")
_TARGET: Final = word_set("an auf")


def handover(satz: Satz, lage: Lage) -> Treffer | None:
    """ "Fall Müller an Frau Schulz übergeben"; "alle Fälle von Schulz an Weber übergeben"."""
    del lage
    target = next((person for person in satz.persons if person.before in _TARGET), None)
    told = satz.has("fall", "akte") and target is not None
    if satz.says("geht") and not told:
        return None
    given = satz.has("geben") and target is not None and len(satz.persons) > 1
    gives = satz.has("uebergeben") or (satz.has("geben") and satz.says("ab")) or told or given
    if not gives or not is_order(satz, _HANDOVER, _HANDOVER_WORDS, persons=2):
        return None
    others = [person for person in satz.persons if person is not target]
    everything = satz.says("alle", "alles") or satz.has("faelle")
    if not (others or satz.number or (everything and target)):
        return None
    name = others[0].name if others else None
    return Treffer(Intent.HANDOVER, to=target.name if target else None, person=name, all_of=everything)


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
    """Who does it in "Frau Weber vertritt mich", "Weber vertritt Schulz"."""
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


_OFF: Final = word_set("aus ab ausschalten abschalten abstellen abbestellen stoppen keine deaktivieren")
_ON: Final = word_set("an ein anschalten einschalten aktivieren wieder")
_SWITCH: Final = _OFF | _ON | word_set("mehr schalte stelle schalten stell schalt")
_REMINDERS: Final = word_set("erinnerungen meine einrichten abbrechen")


def reminders(satz: Satz, lage: Lage) -> Treffer | None:
    """ "Erinnerungen aus", "Erinnerungen an"."""
    del lage
    if not satz.has("erinnerungen") or satz.asks or not satz.only(_REMINDERS, _SWITCH):
        return None
    if not satz.keys.isdisjoint(_OFF):
        return Treffer(Intent.REMINDERS, What.AUS)
    return None if satz.keys.isdisjoint(_ON) else Treffer(Intent.REMINDERS, What.AN)
