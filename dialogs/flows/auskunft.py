"""Quick questions: the state of one participant, lists, who saw what. Nothing here writes or changes anything."""

from dialogs.lookup import Lookup, load_liste, load_zugriffe
from dialogs.regelung.fall import Elb, Fall
from dialogs.regelung.fristen import Zeitraum
from dialogs.requests import Liste, LoadListe
from dialogs.rollen import Rolle
from dialogs.turn import Kontext, Reply
from dialogs.verstehen.befehl import Befehl, Intent
from dialogs.verstehen.zeitraum import resolve

LISTS = {
    Intent.MY_CASES: Liste.MEINE_FAELLE,
    Intent.ENDING_SOON: Liste.LAEUFT_AUS,
    Intent.UNCONFIRMED_BY_TRAEGER: Liste.UNBESTAETIGT,
    Intent.MISSING_BESCHEID: Liste.BESCHEID_FEHLT,
    Intent.KPLAN_OPEN: Liste.KPLAN_OFFEN,
    Intent.OPEN_TASKS: Liste.AUFGABEN,
}


def status(fall: Fall, kontext: Kontext) -> tuple[Reply, ...]:
    """Where a participation stands: as a card, and said in one paragraph."""
    values = {"fall": fall, "heute": kontext.heute}
    return (Reply("karte.status", values), Reply("status", values))


def liste(befehl: Befehl, kontext: Kontext, seite: int = 1) -> Lookup[tuple[Reply, ...]]:
    """One page of a list, with the total; who has no cases of their own means all they may see."""
    art = LISTS[befehl.intent]
    zeitraum = _zeitraum(befehl, kontext)
    own = art in (Liste.MEINE_FAELLE, Liste.AUFGABEN) and Rolle.IFK in kontext.wer.rollen
    found = yield from load_liste(LoadListe(art, zeitraum, befehl.module, seite, only_own=own))
    values = {"seite": found, "art": art, "zeitraum": zeitraum, "modul": befehl.module, "heute": kontext.heute}
    if not found.total:
        return (Reply("liste.leer", values),)
    return (Reply("karte.liste", values), Reply("liste", values))


def _zeitraum(befehl: Befehl, kontext: Kontext) -> Zeitraum | None:
    return resolve(befehl.period, kontext.heute) if befehl.period else None


def zugriffe(elb: Elb) -> Lookup[tuple[Reply, ...]]:
    """Who saw a participant's data, newest first."""
    found = yield from load_zugriffe(elb.nummer)
    return (Reply("zugriffe", {"elb": elb, "zugriffe": found}),)
