"""`rückgängig`: the last confirmation or Abschluss of this conversation is taken back, with its trace."""

from dialogs.flows.leben.zustand import Zustand, nothing, tell_traeger
from dialogs.gemerkt import Gemerkt, GemerkteBestaetigung, GemerkterAbschluss
from dialogs.records import AbschlussZurueckgenommen, BestaetigungZurueckgenommen, Record
from dialogs.regelung.fall import Fall
from dialogs.regelung.hilfeprodukt import BestaetigungArt, Einbuchung
from dialogs.turn import Reply, Step

_FORGET = Gemerkt(rueckgaengig=None, abgeschlossen=None)


def take_back(back: GemerkteBestaetigung | GemerkterAbschluss, fall: Fall) -> Step[Zustand]:
    """If it is still there."""
    einbuchung = next((e for e in fall.einbuchungen if e.id == back.einbuchung_id), None)
    if einbuchung is None:
        return nothing(fall, "rueckgaengig.nichts")
    if isinstance(back, GemerkterAbschluss):
        return _abschluss(fall, einbuchung)
    if einbuchung.last_confirmation(back.art) is None:
        return nothing(fall, "rueckgaengig.nichts")
    record = BestaetigungZurueckgenommen(fall.elb.nummer, einbuchung.id, back.art)
    return Step(None, (_said(fall, back.art),), (record,), remember=_FORGET)


def _abschluss(fall: Fall, einbuchung: Einbuchung) -> Step[Zustand]:
    """The Einbuchung is open again, unless there is a newer one; what was said of comp.ASS goes with it."""
    if einbuchung.is_open or fall.open_einbuchung:
        return nothing(fall, "rueckgaengig.nichts")
    records: tuple[Record, ...] = (AbschlussZurueckgenommen(fall.elb.nummer, einbuchung.id),)
    if einbuchung.last_confirmation(BestaetigungArt.ABSCHLUSS):
        records += (BestaetigungZurueckgenommen(fall.elb.nummer, einbuchung.id, BestaetigungArt.ABSCHLUSS),)
    effects = tell_traeger(einbuchung, fall, "traeger.abschluss_zurueck")
    return Step(None, (_said(fall, None),), records, effects, _FORGET)


def _said(fall: Fall, art: BestaetigungArt | None) -> Reply:
    return Reply("rueckgaengig.erledigt", {"fall": fall, "art": art})
