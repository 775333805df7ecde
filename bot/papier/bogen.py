"""The printed Erwartungsbogen: what was sent, in the O-Ton, with its checksums. Nothing is decided here."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from bot.cards.geltung import successors
from bot.cards.inhalt import FRAGEN, in_order
from bot.german import anlass_name, gespraechsform_name, modul_name, visible
from bot.papier.setzen import setze
from bot.texts import papier
from dialogs.regelung.erwartungsbogen import BogenStatus, Erwartungsbogen, pruefsumme
from dialogs.regelung.fall import Elb, Fall
from dialogs.regelung.hilfeprodukt import HILFEPRODUKT, Einbuchung, EinbuchungStatus

_VORLAGE: Final = Path(__file__).with_name("bogen.typ")


def bogen_pdf(fall: Fall, formularnummer: str) -> bytes:
    """The form as PDF/UA-1. Raises LookupError for a form that is not in the Fall."""
    einbuchung, bogen = found(fall, formularnummer)
    return setze(_VORLAGE, daten(fall.elb, einbuchung, bogen), bogen.gesendet_am)


def found(fall: Fall, formularnummer: str) -> tuple[Einbuchung, Erwartungsbogen]:
    """The form with its Einbuchung. Raises LookupError."""
    pair = fall.bogen(formularnummer)
    if pair is None:
        raise LookupError(formularnummer)
    return pair


def daten(elb: Elb, einbuchung: Einbuchung, bogen: Erwartungsbogen) -> dict[str, Any]:
    """What the template needs, with everything unseen made visible."""
    texts = in_order(bogen.antworten)
    shorts = in_order(bogen.kurzfassung) if bogen.kurzfassung else (None, None, None)
    return {
        "worte": papier.BOGEN,
        "titel": f"{papier.BOGEN['titel']} {bogen.formularnummer}",
        "verfasser": HILFEPRODUKT,
        "hilfeprodukt": HILFEPRODUKT,
        "fuss": f"{papier.BOGEN['titel']} {bogen.formularnummer}, {papier.BOGEN['version']} {bogen.version}",
        "stand": _stand(einbuchung, bogen),
        "angaben": [[papier.BOGEN[key], value] for key, value in _angaben(elb, einbuchung, bogen)],
        "antworten": [
            {"frage": frage, "text": seen(text), "gekuerzt": seen(short) if short and short != text else None}
            for frage, text, short in zip(FRAGEN, texts, shorts, strict=True)
        ],
        "rueckmeldungen": [papier.rueckmeldung(r) for r in bogen.rueckmeldungen],
        "pruefsummen": [[name, pruefsumme(text)] for name, text in zip(papier.PRUEFSUMME, texts, strict=True)],
        "unsichtbar": any(seen(text) != text for text in texts),
    }


def seen(text: str) -> str:
    """With every sign shown that paper would swallow; on paper that is a tab too."""
    return visible(text).replace("\t", "␉")


def _stand(einbuchung: Einbuchung, bogen: Erwartungsbogen) -> str | None:
    """What a reader must know before reading on."""
    if bogen.status is BogenStatus.ZURUECKGEZOGEN or einbuchung.status is EinbuchungStatus.STORNIERT:
        return papier.BOGEN["zurueckgezogen"]
    newer = successors(bogen, einbuchung.boegen)
    if newer:
        return papier.ersetzt(*newer[0])
    return papier.abgeschlossen(einbuchung.abschluss_am) if einbuchung.abschluss_am else None


def _angaben(elb: Elb, einbuchung: Einbuchung, bogen: Erwartungsbogen) -> Iterator[tuple[str, str]]:
    yield "person", seen(elb.name)
    yield "nummer", seen(elb.nummer)
    yield "formularnummer", bogen.formularnummer
    yield "version", str(bogen.version)
    yield "gesendet", papier.gesendet(bogen)
    yield "ifk", seen(elb.ifk_name)
    yield "modul", modul_name(bogen.modul)
    yield "teilnahme", papier.tage(bogen.zeitraum)
    yield "einbuchung", papier.tage(einbuchung.zeitraum)
    if bogen.anlass:
        yield "anlass", anlass_name(bogen.anlass)
    if bogen.gespraechsform:
        people = f": {seen(bogen.teilnehmende)}" if bogen.teilnehmende else ""
        yield "gespraech", gespraechsform_name(bogen.gespraechsform) + people
    if bogen.begruendung:
        yield "begruendung", seen(bogen.begruendung)
