"""Nr. 3.1: whether an agreed Teilnahmezeitraum fits Modul and Einbuchung. German is read in verstehen."""

from collections.abc import Sequence
from datetime import date

from dateutil.relativedelta import relativedelta

from dialogs.regelung.befund import Befund, Hinweis, Verstoss
from dialogs.regelung.erwartungsbogen import Erwartungsbogen, counted_zeitraum, in_force
from dialogs.regelung.fristen import ONE_DAY, Zeitraum, last_day
from dialogs.regelung.modul import Modul, maximaldauer

DAYS_BACK = 14
MONTHS_AHEAD_WITH_HINWEIS = 6
MONTHS_AHEAD = 12


def last_possible_day(modul: Modul, beginn: date, einbuchung: Zeitraum) -> date:
    """D2, D3, D5: the earlier of the Modul's maximum from `beginn` and the last day of the Einbuchung, inclusive."""
    maximum = maximaldauer(modul)
    return einbuchung.ende if maximum is None else min(last_day(beginn, maximum), einbuchung.ende)


def check_beginn(beginn: date, heute: date) -> Befund | None:
    """D11: up to 14 days back and over 6 months ahead with a Hinweis; further back or over 12 months not."""
    earliest, latest = heute - DAYS_BACK * ONE_DAY, heute + relativedelta(months=MONTHS_AHEAD)
    if beginn < earliest:
        return Verstoss("D11", "Nr. 3.1", "beginn_too_early", earliest)
    if beginn > latest:
        return Verstoss("D11", "Nr. 3.1", "beginn_too_late", latest)
    if beginn < heute:
        return Hinweis("D11", "Nr. 3.1", "beginn_past", tag=beginn)
    if beginn > heute + relativedelta(months=MONTHS_AHEAD_WITH_HINWEIS):
        return Hinweis("D11", "Nr. 3.1", "beginn_far", tag=beginn)
    return None


def check_beginn_in_einbuchung(beginn: date, einbuchung: Zeitraum) -> Verstoss | None:
    """D5: no Teilnahmezeitraum begins outside the open Einbuchung."""
    if beginn < einbuchung.beginn:
        return Verstoss("D5", "Nr. 3.3", "beginn_before_einbuchung", einbuchung.beginn)
    if beginn > einbuchung.ende:
        return Verstoss("D5", "Nr. 3.3", "beginn_after_einbuchung", einbuchung.ende)
    return None


def check_teilnahmedauer(
    modul: Modul,
    teilnahme: Zeitraum,
    einbuchung: Zeitraum,
    earlier: Sequence[Erwartungsbogen] = (),
    *,
    flat_maximum: bool = False,
) -> tuple[Befund, ...]:
    """D2 to D5: a Verstoss alone, or the Hinweise that ask for a Begründung.

    `earlier` are the Erwartungsbögen of the same Einbuchung; `flat_maximum` says that no number was given
    but "as long as possible" in some wording.
    """
    refused = _check_length(modul, teilnahme, einbuchung)
    if refused:
        return (refused,)
    found = (_hint_maximum(modul, teilnahme, flat=flat_maximum), _hint_sum(modul, teilnahme, earlier))
    return tuple(hinweis for hinweis in found if hinweis)


def sum_of_days(modul: Modul, boegen: Sequence[Erwartungsbogen], newest: Zeitraum | None = None) -> int:
    """D4: the distinct days of a Modul in an Einbuchung, together with a Zeitraum that would come as the newest."""
    counted = _counted(modul, boegen, newest)
    return len({tag for z in counted for tag in range(z.beginn.toordinal(), z.ende.toordinal() + 1)})


def limit_of_days(modul: Modul, first_beginn: date) -> int | None:
    """D4: how many days the Modul's maximum has from its first Beginn."""
    maximum = maximaldauer(modul)
    return Zeitraum(first_beginn, last_day(first_beginn, maximum)).days if maximum else None


def is_at_maximum(modul: Modul, teilnahme: Zeitraum) -> bool:
    """D3: exactly the last day that the maximum allows from the same Beginn."""
    maximum = maximaldauer(modul)
    return maximum is not None and teilnahme.ende == last_day(teilnahme.beginn, maximum)


def _check_length(modul: Modul, teilnahme: Zeitraum, einbuchung: Zeitraum) -> Verstoss | None:
    """D2, D5: whichever limit comes first names the last day that fits both."""
    outside = check_beginn_in_einbuchung(teilnahme.beginn, einbuchung)
    if outside:
        return outside
    latest = last_possible_day(modul, teilnahme.beginn, einbuchung)
    maximum = maximaldauer(modul)
    if maximum and teilnahme.ende > last_day(teilnahme.beginn, maximum):
        return Verstoss("R5", "Nr. 3.1", "over_maximum", latest)
    return Verstoss("D5", "Nr. 3.3", "outside_einbuchung", latest) if teilnahme.ende > einbuchung.ende else None


def _hint_maximum(modul: Modul, teilnahme: Zeitraum, *, flat: bool) -> Hinweis | None:
    if not flat and not is_at_maximum(modul, teilnahme):
        return None
    return Hinweis("R5", "Nr. 3.1", "at_maximum", needs_begruendung=True, tag=teilnahme.ende)


def _hint_sum(modul: Modul, teilnahme: Zeitraum, earlier: Sequence[Erwartungsbogen]) -> Hinweis | None:
    """The first Beginn is that of the first days that count: a Bogen replaced before it began has none."""
    limit = limit_of_days(modul, min(z.beginn for z in _counted(modul, earlier, teilnahme)))
    if limit is None or (days := sum_of_days(modul, earlier, teilnahme)) <= limit:
        return None
    return Hinweis("D4", "Nr. 3.1", "sum_over_maximum", needs_begruendung=True, days=days, limit=limit)


def _counted(modul: Modul, boegen: Sequence[Erwartungsbogen], newest: Zeitraum | None) -> list[Zeitraum]:
    of_modul = (b for b in in_force(boegen) if b.modul is modul)
    counted = [c for b in of_modul if (c := counted_zeitraum(b, boegen, newest))]
    return [*counted, newest] if newest else counted
