"""What an IFK is to be reminded of, and when: derived from a Fall and the day. Sending once is the service's."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from dialogs.regelung.erwartungsbogen import Erwartungsbogen, RueckmeldungArt, in_force
from dialogs.regelung.fall import Aufgabe, Fall, open_tasks, plan_changed_at
from dialogs.regelung.hilfeprodukt import Einbuchung
from dialogs.regelung.werktage import after_werktage, next_werktag
from dialogs.requests import LiegenderEntwurf
from dialogs.zeitpunkt import day_of

DAYS_BEFORE_END = (14, 3)
DAYS_BEFORE_EINBUCHUNG_END = 30
WERKTAGE_FOR_TRAEGER = 3
DAYS_FOR_TASK = 7
DAYS_FOR_ENTWURF = 7
DAYS_KEPT = 30
"""D15: how long a form in work lies untouched, unless the house sets another period."""
DAYS_OF_NOTICE = 7
"""Before its deletion a form is asked about once more; one that nobody could be told of is kept so much longer."""


class ErinnerungArt(StrEnum):
    """The kinds; stored names."""

    TEILNAHME_ENDET = "teilnahme_endet"
    EINBUCHUNG_ENDET = "einbuchung_endet"
    TRAEGER_SCHWEIGT = "traeger_schweigt"
    AUFGABE_OFFEN = "aufgabe_offen"
    ENTWURF_LIEGT = "entwurf_liegt"
    ENTWURF_VERFAELLT = "entwurf_verfaellt"


@dataclass(frozen=True, slots=True)
class Erinnerung:
    """`key` makes it the same one for ever; `tag` is the day it speaks of."""

    key: str
    art: ErinnerungArt
    nummer: str
    tag: date
    formularnummer: str | None = None
    aufgabe: Aufgabe | None = None
    geloescht_ab: date | None = None


def due(fall: Fall, heute: date) -> list[Erinnerung]:
    """All that is due on this day or was before; nothing for a closed Einbuchung but its open tasks."""
    einbuchung = fall.newest_einbuchung
    if einbuchung is None:
        return []
    running = _running(fall, einbuchung, heute) if einbuchung.is_open else ()
    return [*running, *_tasks(fall, einbuchung, heute)]


def due_entwurf(entwurf: LiegenderEntwurf, heute: date, kept: int = DAYS_KEPT) -> Erinnerung | None:
    """A form in work is asked about after a week, and once more a week before it is deleted (D15)."""
    for days, art in ((_last_asked(kept), _LAST), (DAYS_FOR_ENTWURF, ErinnerungArt.ENTWURF_LIEGT)):
        if _reached(entwurf.seit + timedelta(days=days), heute):
            ends = max(entwurf.seit + timedelta(days=kept), heute + timedelta(days=1)) if art is _LAST else None
            key = _entwurf_key(art, entwurf)
            return Erinnerung(key, art, entwurf.nummer or "", entwurf.seit, geloescht_ab=ends)
    return None


def first_asked(kept: int = DAYS_KEPT) -> int:
    """After how many days a form in work is asked about at all."""
    return min(DAYS_FOR_ENTWURF, _last_asked(kept))


def is_deletable(entwurf: LiegenderEntwurf, told: datetime | None, heute: date, kept: int = DAYS_KEPT) -> bool:
    """D15, for the bot's own day and the deletion run alike: nobody has touched it for so long, and `told`, the last
    question about it, was on an earlier day. A bot that does not run can tell nobody; then it goes a week later."""
    over = entwurf.seit + timedelta(days=kept)
    if told is not None:
        return over <= heute and day_of(told) < heute
    return over + timedelta(days=DAYS_OF_NOTICE) <= heute


def _last_asked(kept: int) -> int:
    return max(kept - DAYS_OF_NOTICE, kept // 2)


def last_key(entwurf: LiegenderEntwurf) -> str:
    """The key of the question that comes before the deletion."""
    return _entwurf_key(_LAST, entwurf)


_LAST = ErinnerungArt.ENTWURF_VERFAELLT


def _entwurf_key(art: ErinnerungArt, entwurf: LiegenderEntwurf) -> str:
    return f"{art}:{entwurf.key}:{entwurf.seit}"


def _running(fall: Fall, einbuchung: Einbuchung, heute: date) -> Iterator[Erinnerung]:
    boegen = in_force(einbuchung.boegen)
    if boegen:
        yield from _teilnahme_ends(fall, boegen[-1], heute)
        yield from _traeger_silent(fall, boegen[-1], heute)
    ende = einbuchung.zeitraum.ende
    if _reached(ende - timedelta(days=DAYS_BEFORE_EINBUCHUNG_END), heute) and heute <= ende:
        key = f"{ErinnerungArt.EINBUCHUNG_ENDET}:{einbuchung.id}:{ende}"
        yield Erinnerung(key, ErinnerungArt.EINBUCHUNG_ENDET, fall.elb.nummer, ende)


def _teilnahme_ends(fall: Fall, bogen: Erwartungsbogen, heute: date) -> Iterator[Erinnerung]:
    """The nearest of the two that is reached; what was past already when the Bogen was sent is no news."""
    ende, sent = bogen.zeitraum.ende, day_of(bogen.gesendet_am)
    days_on = ((days, ende - timedelta(days=days)) for days in DAYS_BEFORE_END)
    reached = [days for days, on in days_on if on > sent and _reached(on, heute)]
    if reached and heute <= ende:
        key = f"{ErinnerungArt.TEILNAHME_ENDET}:{bogen.formularnummer}:{reached[-1]}"
        yield Erinnerung(key, ErinnerungArt.TEILNAHME_ENDET, fall.elb.nummer, ende, bogen.formularnummer)


def _traeger_silent(fall: Fall, bogen: Erwartungsbogen, heute: date) -> Iterator[Erinnerung]:
    sent = day_of(bogen.gesendet_am)
    if not bogen.has(RueckmeldungArt.EMPFANG) and heute >= after_werktage(sent, WERKTAGE_FOR_TRAEGER):
        key = f"{ErinnerungArt.TRAEGER_SCHWEIGT}:{bogen.formularnummer}"
        yield Erinnerung(key, ErinnerungArt.TRAEGER_SCHWEIGT, fall.elb.nummer, sent, bogen.formularnummer)


def _tasks(fall: Fall, einbuchung: Einbuchung, heute: date) -> Iterator[Erinnerung]:
    for aufgabe in open_tasks(einbuchung):
        since = _open_since(einbuchung, aufgabe)
        if since and _reached(since + timedelta(days=DAYS_FOR_TASK), heute):
            key = f"{ErinnerungArt.AUFGABE_OFFEN}:{einbuchung.id}:{aufgabe}:{since}"
            yield Erinnerung(key, ErinnerungArt.AUFGABE_OFFEN, fall.elb.nummer, since, aufgabe=aufgabe)


def _open_since(einbuchung: Einbuchung, aufgabe: Aufgabe) -> date | None:
    boegen = in_force(einbuchung.boegen)
    if aufgabe is Aufgabe.ABSCHLUSS and einbuchung.abschluss_am:
        return einbuchung.abschluss_am
    if not boegen:
        return None
    changed = plan_changed_at(einbuchung) if aufgabe is Aufgabe.KPLAN else None
    return day_of(changed or boegen[0].gesendet_am)


def _reached(day: date, heute: date) -> bool:
    """Whether the first working day on or after `day` has come."""
    return next_werktag(day) <= heute
