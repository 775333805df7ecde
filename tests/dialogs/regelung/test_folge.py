"""No sequence of Erwartungsbögen, withdrawals, corrections and Abschlüsse breaks R5, R9, R10, D4 to D7, D12, D14.

A small model does whatever the rules accept, in any order, and looks at the whole Fall after each step.
"""

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from dialogs.regelung.befund import Verstoss
from dialogs.regelung.erwartungsbogen import BogenStatus, Erwartungsbogen, counted_zeitraum, in_force, massgebend
from dialogs.regelung.fall import Fall
from dialogs.regelung.fristen import Zeitraum, last_day
from dialogs.regelung.hilfeprodukt import (
    BestaetigungArt,
    Einbuchung,
    EinbuchungStatus,
    check_abschluss,
    check_changeable,
    check_einbuchung_beginn,
    einbuchungszeitraum,
)
from dialogs.regelung.kplan import KPlan
from dialogs.regelung.modul import Modul, maximaldauer
from dialogs.regelung.teilnahmedauer import check_beginn, check_teilnahmedauer, limit_of_days, sum_of_days
from tests.fakes.akte import bestaetigung, bogen, elb

MODULE = [Modul.DIGITALWERKSTATT, Modul.JOBAKADEMIE]
DAY = timedelta(1)
ENDED = (EinbuchungStatus.STORNIERT, EinbuchungStatus.NICHT_ANGETRETEN)

# short and long lengths, and those right at the two maxima
lengths = st.one_of(st.integers(1, 40), st.integers(1, 95), st.integers(88, 93), st.integers(180, 185))
offsets = st.one_of(st.integers(-14, 40), st.integers(-16, 200))
rarely = st.sampled_from([False] * 7 + [True])


class Teilnahme(RuleBasedStateMachine):
    """One eLb, as the years go by."""

    def __init__(self) -> None:
        super().__init__()
        self.fall = Fall(elb())
        self.heute = date(2024, 2, 1)
        self.booked: dict[int, Zeitraum] = {}
        self.hinted: set[Modul] = set()

    @initialize(heute=st.dates(date(2023, 1, 1), date(2026, 12, 31)))
    def begin(self, heute: date) -> None:
        self.heute = heute

    @property
    def open(self) -> Einbuchung | None:
        return self.fall.open_einbuchung

    def put(self, changed: Einbuchung) -> None:
        rest = [e for e in self.fall.einbuchungen if e.id != changed.id]
        self.fall = replace(self.fall, einbuchungen=tuple(sorted([*rest, changed], key=lambda e: e.id)))

    # --- what people do ----------------------------------------------------------------------------------

    @rule(days=st.integers(1, 60))
    def time_passes(self, days: int) -> None:
        self.heute += days * DAY

    @rule(
        modul=st.sampled_from(MODULE),
        offset=offsets,
        length=lengths,
        earlier=st.one_of(st.just(0), st.integers(0, 120)),
    )
    def send(self, modul: Modul, offset: int, length: int, earlier: int) -> None:
        """The first one books, every later one is another version (R7, R9)."""
        beginn = self.heute + offset * DAY
        teilnahme = Zeitraum(beginn, beginn + (length - 1) * DAY)
        span = self.open.zeitraum if self.open else einbuchungszeitraum(beginn - earlier * DAY)
        boegen = self.open.boegen if self.open else ()
        befunde = check_teilnahmedauer(modul, teilnahme, span, boegen)
        refused = [b for b in (check_beginn(beginn, self.heute), *befunde) if isinstance(b, Verstoss)]
        if not self.open:
            refused += [b for b in [check_einbuchung_beginn(span.beginn, teilnahme)] if b]
        if refused:
            return
        if any(b.key == "sum_over_maximum" for b in befunde):
            self.hinted.add(modul)
        self.put(self.with_version(modul, teilnahme, span))

    def with_version(self, modul: Modul, teilnahme: Zeitraum, span: Zeitraum) -> Einbuchung:
        held = self.open or Einbuchung(len(self.fall.einbuchungen), span, KPlan.ALLGEMEIN)
        if not self.open:
            self.booked[held.id] = span
            self.hinted.clear()
        number = f"F-{held.id}-{held.next_version}"
        new = bogen(held.next_version, teilnahme, modul, formularnummer=number)
        return replace(held, boegen=(*held.boegen, new))

    @precondition(lambda self: self.open)
    @rule(number=st.integers(0, 5))
    def withdraw(self, number: int) -> None:
        assert self.open
        sent = in_force(self.open.boegen)
        if sent:
            self.put(_without(self.open, sent[number % len(sent)]))
            # what it replaced counts again, and nobody is asked
            self.hinted = set(MODULE)

    @precondition(lambda self: self.open)
    @rule(offset=st.integers(-150, 60))
    def move(self, offset: int) -> None:
        """D14: another Beginn of the Einbuchung."""
        assert self.open
        beginn = self.open.zeitraum.beginn + offset * DAY
        refused = [check_einbuchung_beginn(beginn, b.zeitraum) for b in in_force(self.open.boegen)]
        if check_changeable(self.open) is None and not any(refused):
            self.booked[self.open.id] = einbuchungszeitraum(beginn)
            self.put(replace(self.open, zeitraum=self.booked[self.open.id]))

    @precondition(lambda self: self.open)
    @rule(really=rarely)
    def cancel(self, really: bool) -> None:  # noqa: FBT001 - drawn
        assert self.open
        if really and check_changeable(self.open) is None:
            assert not self.open.bestaetigungen
            self.put(replace(self.open, status=EinbuchungStatus.STORNIERT))

    @precondition(lambda self: self.open)
    @rule()
    def confirm(self) -> None:
        assert self.open
        self.put(replace(self.open, bestaetigungen=(bestaetigung(BestaetigungArt.EINGEBUCHT),)))

    @precondition(lambda self: self.open)
    @rule(back=st.one_of(st.integers(-2, 20), st.integers(0, 200)))
    def finish(self, back: int) -> None:
        assert self.open
        last = self.heute - back * DAY
        if check_abschluss(self.open, last, self.heute) is None:
            assert last <= self.heute
            self.put(replace(self.open, status=EinbuchungStatus.ABGESCHLOSSEN, abschluss_am=last))

    @precondition(lambda self: self.open)
    @rule(really=rarely)
    def never_came(self, really: bool) -> None:  # noqa: FBT001 - drawn
        assert self.open
        if really:
            self.put(replace(self.open, status=EinbuchungStatus.NICHT_ANGETRETEN))

    # --- what always holds -----------------------------------------------------------------------------------

    @invariant()
    def at_most_one_is_open(self) -> None:
        """D6."""
        assert sum(e.is_open for e in self.fall.einbuchungen) <= 1

    @invariant()
    def nine_months_and_no_bogen_moves_them(self) -> None:
        """R9, R10, D14: only who corrects an unconfirmed Einbuchung changes its days."""
        for e in self.fall.einbuchungen:
            assert e.zeitraum == self.booked[e.id] == einbuchungszeitraum(e.zeitraum.beginn)

    @invariant()
    def every_teilnahme_fits(self) -> None:
        """R5, D5."""
        for e in self.fall.einbuchungen:
            for b in in_force(e.boegen):
                maximum = maximaldauer(b.modul)
                assert maximum is not None
                assert b.zeitraum.ende <= last_day(b.zeitraum.beginn, maximum)
                assert e.zeitraum.covers(b.zeitraum)

    @invariant()
    def versions_are_numbered(self) -> None:
        """D7: from 1, without gap, for ever."""
        for e in self.fall.einbuchungen:
            assert [b.version for b in e.boegen] == list(range(1, len(e.boegen) + 1))

    @invariant()
    def one_or_none_is_massgebend(self) -> None:
        """D7, D12: the highest version that has the day, none after the Abschluss."""
        for tag in self.edges():
            found = self.fall.massgebend(tag)
            lasting = [e for e in self.fall.einbuchungen if e.status not in ENDED and not _is_over(e, tag)]
            candidates = [(e.id, b.version, b) for e in lasting for b in in_force(e.boegen) if tag in b.zeitraum]
            assert found is (max(candidates, key=lambda c: c[:2])[2] if candidates else None)

    @invariant()
    def no_day_counts_twice(self) -> None:
        """D4: and whoever's day it is, is maßgebend on it."""
        for e in self.fall.einbuchungen:
            counted = [(b, z) for b in in_force(e.boegen) if (z := counted_zeitraum(b, e.boegen))]
            assert not any(one.overlaps(other) for (_, one), (_, other) in combinations(counted, 2))
            assert all(massgebend(e.boegen, tag) is b for b, z in counted for tag in (z.beginn, z.ende))
            assert sum(sum_of_days(m, e.boegen) for m in MODULE) == sum(z.days for _, z in counted)

    @invariant()
    def no_sum_passes_unsaid(self) -> None:
        """D4: above the maximum only after a Hinweis."""
        for modul in [m for m in MODULE if m not in self.hinted and self.open]:
            assert self.open
            own = [z.beginn for b in self.open.boegen if b.modul is modul and (z := self.counted(b))]
            limit = limit_of_days(modul, min(own)) if own else None
            assert limit is None or sum_of_days(modul, self.open.boegen) <= limit

    def counted(self, one: Erwartungsbogen) -> Zeitraum | None:
        assert self.open
        return counted_zeitraum(one, self.open.boegen) if one in in_force(self.open.boegen) else None

    def edges(self) -> set[date]:
        """Every day on which something begins or ends, and those beside it."""
        spans = [b.zeitraum for e in self.fall.einbuchungen for b in e.boegen]
        days = [d for z in spans for d in (z.beginn, z.ende)]
        days += [e.abschluss_am for e in self.fall.einbuchungen if e.abschluss_am]
        return {d + n * DAY for d in days for n in (-1, 0, 1)}


def _without(e: Einbuchung, one: Erwartungsbogen) -> Einbuchung:
    withdrawn = replace(one, status=BogenStatus.ZURUECKGEZOGEN)
    return replace(e, boegen=tuple(withdrawn if b is one else b for b in e.boegen))


def _is_over(e: Einbuchung, tag: date) -> bool:
    return e.abschluss_am is not None and tag > e.abschluss_am


TestTeilnahme = Teilnahme.TestCase
TestTeilnahme.settings = settings(
    max_examples=250, stateful_step_count=30, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
