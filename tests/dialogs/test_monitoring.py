"""The report of the monitoring: what is counted, and that nobody can read or compute a number under five (D13)."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.flows import monitoring
from dialogs.monitoring import Art, Bericht, Verdeckt, Verlauf, Zelle, bericht, standard_zeitraum, whole_months
from dialogs.monitoring.bericht import sums
from dialogs.monitoring.geheimhaltung import SMALL, Summe, Zaehlung, hidden, possible
from dialogs.monitoring.zaehlen import neue_boegen
from dialogs.regelung.erwartungsbogen import (
    Anlass,
    Antworten,
    BogenStatus,
    Erwartungsbogen,
    Gespraechsform,
    Rueckmeldung,
    RueckmeldungArt,
)
from dialogs.regelung.fristen import Menge, Zeitraum, zeitraum
from dialogs.regelung.hilfeprodukt import (
    Bestaetigung,
    BestaetigungArt,
    Einbuchung,
    EinbuchungStatus,
    ZielErgebnis,
    einbuchungszeitraum,
)
from dialogs.regelung.kplan import KPlan
from dialogs.regelung.modul import Modul
from dialogs.regelung.teilnahmedauer import is_at_maximum
from dialogs.requests import LoadBericht
from dialogs.rollen import Rolle, Staff
from dialogs.turn import Kontext, Reply
from dialogs.verstehen.befehl import Context, verstehe_befehl

HEUTE = date(2027, 6, 15)
QUARTAL = Zeitraum(date(2027, 4, 1), date(2027, 6, 30))
DW, JA = Modul.DIGITALWERKSTATT, Modul.JOBAKADEMIE
KLEIN, SCHUTZ = Verdeckt.KLEIN, Verdeckt.SCHUTZ


def bogen(
    modul: Modul = DW, beginn: date = date(2027, 4, 12), tage: int = 42, version: int = 1, **more: object
) -> Erwartungsbogen:
    sent = datetime.combine(beginn - timedelta(days=3), datetime.min.time(), UTC) + timedelta(hours=10)
    made = Erwartungsbogen(
        formularnummer=f"F-{version}",
        version=version,
        modul=modul,
        zeitraum=Zeitraum(beginn, beginn + timedelta(days=tage - 1)),
        antworten=Antworten("", "", ""),
        gesendet_am=sent,
        gesendet_von="",
    )
    return replace(made, **more)  # type: ignore[arg-type]


def einbuchung(*boegen: Erwartungsbogen, **more: object) -> Einbuchung:
    beginn = boegen[0].zeitraum.beginn if boegen else date(2027, 4, 12)
    made = Einbuchung(1, einbuchungszeitraum(beginn), KPlan.ALLGEMEIN, boegen=boegen)
    return replace(made, **more)  # type: ignore[arg-type]


def people(*groups: tuple[int, Einbuchung]) -> list[Verlauf]:
    """So many people with each of these."""
    number = count(1)
    return [Verlauf(next(number), e) for n, e in groups for _ in range(n)]


def made(*groups: tuple[int, Einbuchung], span: Zeitraum = QUARTAL) -> Bericht:
    return bericht(people(*groups), span, HEUTE)


def werte(found: Bericht, table: str) -> dict[str, list[object]]:
    """Rows as numbers, `klein` or `schutz`."""
    return {r.name: [z and (z.verdeckt or z.wert) for z in r.zellen] for r in found.tabelle(table).reihen}


# --- what is counted --------------------------------------------------------------------------------


def test_participations_by_modul_and_month() -> None:
    found = made((6, einbuchung(bogen(DW))), (7, einbuchung(bogen(JA, date(2027, 5, 3), 30))))
    assert found.tabelle("teilnahmen").spalten == ("2027-04", "2027-05", "2027-06", "gesamt")
    assert werte(found, "teilnahmen") == {
        "digitalwerkstatt": [6, 6, KLEIN, 6],
        "jobakademie": [KLEIN, 7, 7, 7],
        "gesamt": [SCHUTZ, 13, SCHUTZ, 13],
    }


def test_a_participation_ends_with_the_abschluss() -> None:
    """D12: days agreed after the actual last day are no participation."""
    closed = einbuchung(bogen(DW, tage=60), status=EinbuchungStatus.ABGESCHLOSSEN, abschluss_am=date(2027, 4, 30))
    found = made((8, closed))
    assert werte(found, "teilnahmen")["digitalwerkstatt"] == [8, KLEIN, KLEIN, 8]
    [row] = [r for r in found.tabelle("dauer").reihen if r.name == "digitalwerkstatt"]
    assert row.zellen == (Zelle(8), *(Zelle(n, Art.TAGE) for n in (60, 60, 19)))


@pytest.mark.parametrize(
    "status", [EinbuchungStatus.STORNIERT, EinbuchungStatus.NICHT_ANGETRETEN], ids=["booked by mistake", "never came"]
)
def test_who_never_took_part_is_no_participation(status: EinbuchungStatus) -> None:
    found = made((8, einbuchung(bogen(), status=status)))
    assert werte(found, "teilnahmen")["digitalwerkstatt"] == [KLEIN] * 4
    never = status is EinbuchungStatus.NICHT_ANGETRETEN
    assert werte(found, "abschluss")["nicht_angetreten"] == [8 if never else KLEIN]
    assert werte(found, "anlass")["erstmals"] == [8 if never else KLEIN], "a form was agreed with who never came"


def test_share_at_the_maximum_with_its_reasons() -> None:
    """D3: exactly the maximum asks for a Begründung."""
    most = replace(bogen(), zeitraum=zeitraum(date(2027, 4, 12), Menge(months=3)), begruendung="x")
    found = made((6, einbuchung(most)), (18, einbuchung(bogen())))
    assert werte(found, "hoechstdauer")["digitalwerkstatt"] == [6, 25, 6, KLEIN]


def test_a_reason_that_is_missing_does_not_show_whose() -> None:
    most = replace(bogen(), zeitraum=zeitraum(date(2027, 4, 12), Menge(months=3)))
    found = made((9, einbuchung(replace(most, begruendung="x"))), (1, einbuchung(most)), (9, einbuchung(bogen())))
    assert werte(found, "hoechstdauer")["digitalwerkstatt"] == [SCHUTZ, SCHUTZ, 9, KLEIN]


def test_sums_over_the_maximum_count_participations() -> None:
    """D4: two Bögen of one Modul, each within the maximum, together above it."""
    first = bogen(DW, date(2027, 4, 1), 80)
    second = bogen(DW, date(2027, 6, 20), 40, 2, anlass=Anlass.ZIEL_NICHT_ERREICHT)
    found = made((7, einbuchung(first, second)), (9, einbuchung(bogen())))
    assert werte(found, "hoechstdauer")["digitalwerkstatt"][3] == 7
    assert werte(found, "teilnahmen")["digitalwerkstatt"][3] == 16


def test_new_boegen_by_anlass_and_share_of_dreiergespraeche() -> None:
    def renewed(anlass: Anlass, form: Gespraechsform) -> Einbuchung:
        return einbuchung(bogen(), bogen(JA, date(2027, 5, 24), 30, 2, anlass=anlass, gespraechsform=form))

    three, two = Gespraechsform.DREIERGESPRAECH, Gespraechsform.IFK_ELB
    found = made(
        (6, renewed(Anlass.NEUE_ZIELE, three)),
        (9, renewed(Anlass.ANDERES_MODUL, three)),
        (5, renewed(Anlass.ZIEL_NICHT_ERREICHT, two)),
    )
    assert werte(found, "anlass") == {
        "erstmals": [20],
        "neue_ziele": [6],
        "ziel_nicht_erreicht": [5],
        "anderes_modul": [9],
        "erneuerungen": [20],
        "gesamt": [40],
    }
    assert werte(found, "gespraech") == {"dreiergespraech": [15, 75], "ifk_elb": [5, 25]}


def test_a_korrektur_stands_for_the_bogen_it_corrects() -> None:
    wrong = bogen(tage=80)
    right = bogen(tage=40, version=2, anlass=Anlass.KORREKTUR)
    found = made((6, einbuchung(wrong, right)))
    assert werte(found, "anlass")["erstmals"] == [6]
    assert werte(found, "dauer")["digitalwerkstatt"][:2] == [6, 40]


def test_a_withdrawn_bogen_does_not_count() -> None:
    gone = bogen(JA, date(2027, 5, 24), 30, 2, status=BogenStatus.ZURUECKGEZOGEN, anlass=Anlass.NEUE_ZIELE)
    found = made((6, einbuchung(bogen(), gone)))
    assert werte(found, "dauer")["jobakademie"][0] is KLEIN
    assert werte(found, "dauer")["digitalwerkstatt"][0] == 6


def test_days_until_the_traeger_confirmed() -> None:
    def confirmed(days: int) -> Einbuchung:
        b = bogen()
        said = b.gesendet_am + timedelta(days=days)
        again = said + timedelta(days=30)
        answers = tuple(Rueckmeldung(RueckmeldungArt.EMPFANG, w.date(), "T", w) for w in (said, again))
        return einbuchung(replace(b, rueckmeldungen=answers))

    found = made((4, confirmed(1)), (2, confirmed(4)), (9, einbuchung(bogen())))
    assert werte(found, "traeger") == {"bestaetigt": [6, 2], "offen": [9, None]}


def test_open_bescheide_and_how_goals_ended() -> None:
    done = Bestaetigung(BestaetigungArt.BESCHEID, HEUTE, "", datetime(2027, 4, 14, tzinfo=UTC))

    def closed(outcome: ZielErgebnis | None) -> Einbuchung:
        day = date(2027, 5, 20)
        more = {"status": EinbuchungStatus.ABGESCHLOSSEN, "abschluss_am": day, "ziel_ergebnis": outcome}
        return einbuchung(bogen(), bestaetigungen=(done,), **more)

    found = made(*((5 + n, closed(o)) for n, o in enumerate((*ZielErgebnis, None))), (6, einbuchung(bogen())))
    assert werte(found, "bescheid") == {"erstellt": [26], "offen": [6], "gesamt": [32]}
    assert werte(found, "abschluss") == {
        "erreicht": [5],
        "teilweise": [6],
        "nicht_erreicht": [7],
        "ohne_angabe": [8],
        "gesamt": [26],
        "nicht_angetreten": [KLEIN],
    }


def test_an_einbuchung_that_ended_before_has_no_open_bescheid_here() -> None:
    before = einbuchung(bogen(beginn=date(2026, 1, 5)))
    assert werte(made((9, before)), "bescheid") == {"erstellt": [KLEIN], "offen": [KLEIN], "gesamt": [KLEIN]}
    there = made((9, before), span=Zeitraum(date(2026, 9, 1), date(2026, 9, 30)))
    assert werte(there, "bescheid")["offen"] == [9]


# --- which months -----------------------------------------------------------------------------------


def test_a_report_covers_whole_months() -> None:
    said = Zeitraum(date(2027, 2, 12), date(2027, 4, 3))
    assert whole_months(said) == Zeitraum(date(2027, 2, 1), date(2027, 4, 30))
    assert standard_zeitraum(HEUTE) == Zeitraum(date(2026, 7, 1), date(2027, 6, 30))
    assert standard_zeitraum(date(2027, 12, 31)).beginn == date(2027, 1, 1)


def test_a_very_long_span_keeps_its_last_five_years() -> None:
    found = bericht([], Zeitraum(date(1, 1, 1), date(9999, 12, 31)), HEUTE)
    assert found.zeitraum == Zeitraum(date(9995, 1, 1), date(9999, 12, 31))


def test_one_month_stands_alone() -> None:
    found = made((6, einbuchung(bogen())), span=Zeitraum(date(2027, 4, 20), date(2027, 4, 20)))
    assert found.tabelle("teilnahmen").spalten == ("2027-04",)
    assert werte(found, "teilnahmen")["digitalwerkstatt"] == [6]


# --- D13: what is shown of few ------------------------------------------------------------------------


@pytest.mark.parametrize(("number", "shown"), [(0, KLEIN), (1, KLEIN), (4, KLEIN), (5, 5), (6, 6)])
def test_numbers_under_five_are_not_shown(number: int, shown: object) -> None:
    assert werte(made((number, einbuchung(bogen()))), "teilnahmen")["digitalwerkstatt"][0] == shown


def test_no_average_of_fewer_than_five() -> None:
    assert werte(made((4, einbuchung(bogen()))), "dauer")["digitalwerkstatt"] == [KLEIN] * 4
    assert werte(made((5, einbuchung(bogen()))), "dauer")["digitalwerkstatt"][:2] == [5, 42]


def test_many_forms_of_few_people_are_not_shown() -> None:
    """Six Bögen of two people would still speak of two people."""
    many = einbuchung(*(bogen(beginn=date(2027, 4, 12) + timedelta(days=14 * i), version=i + 1) for i in range(3)))
    found = made((2, many))
    assert werte(found, "dauer")["digitalwerkstatt"][:2] == [SCHUTZ, SCHUTZ]


def test_a_second_number_is_hidden_where_the_total_would_tell() -> None:
    found = werte(made((12, einbuchung(bogen())), (3, einbuchung(bogen(JA)))), "teilnahmen")
    assert found["jobakademie"][0] is KLEIN
    assert found["digitalwerkstatt"][0] == 12
    assert found["gesamt"][0] is SCHUTZ


# --- attackers ----------------------------------------------------------------------------------------


def counts(draw: Sequence[int]) -> Zaehlung:
    """A table of two rows and a total whose total is split once more, as in a report."""
    a, b, c, d, e = draw
    names = {"a": a, "b": b, "t": a + b, "c": c, "r": a + b - c, "d": d, "e": e, "u": d + e}
    return Zaehlung(names, [Summe("t", ("a", "b")), Summe("t", ("c", "r")), Summe("u", ("d", "e"))])


@st.composite
def zaehlungen(draw: st.DrawFn) -> Zaehlung:
    a, b, d, e = (draw(st.integers(0, 14)) for _ in range(4))
    return counts((a, b, draw(st.integers(0, a + b)), d, e))


def worlds(zaehlung: Zaehlung, secret: frozenset[str]) -> Iterator[dict[str, int]]:
    """Every way the hidden counts could be, for one who sees the rest and the signs: tried out one by one."""
    for a, b in product(range(30), repeat=2):
        for c in range(a + b + 1):
            world = {"a": a, "b": b, "t": a + b, "c": c, "r": a + b - c}
            if fits(zaehlung, secret, world):
                yield world


def fits(zaehlung: Zaehlung, secret: frozenset[str], world: dict[str, int]) -> bool:
    return all(
        (value < SMALL) == zaehlung.is_small(name) if name in secret else value == zaehlung.counts[name]
        for name, value in world.items()
    )


@settings(max_examples=60, deadline=None)
@given(zaehlungen())
def test_who_tries_every_possibility_learns_no_hidden_count(zaehlung: Zaehlung) -> None:
    secret = hidden(zaehlung)
    left: dict[str, set[int]] = {}
    for world in worlds(zaehlung, secret):
        for name, value in world.items():
            left.setdefault(name, set()).add(value)
    assert all(len(left[name]) >= 3 for name in secret & left.keys())
    assert all(left[name] == {zaehlung.counts[name]} for name in left.keys() - secret), "and what is shown is true"


@settings(max_examples=60, deadline=None)
@given(zaehlungen())
def test_the_simulated_attacker_knows_as_much_as_one_who_tries_everything(zaehlung: Zaehlung) -> None:
    """Also before anything was hidden beyond the small counts, so that giving away is found."""
    secret = frozenset(n for n in zaehlung.counts if zaehlung.is_small(n))
    tried = [*worlds(zaehlung, secret)]
    bounds = possible(zaehlung, secret)
    for name in ("a", "b", "t", "c", "r"):
        low, high = bounds[name]
        assert (low, min(high, 58)) == (min(w[name] for w in tried), min(58, max(w[name] for w in tried)))


@settings(max_examples=60, deadline=None)
@given(zaehlungen())
def test_nothing_is_hidden_without_need(zaehlung: Zaehlung) -> None:
    secret = hidden(zaehlung)
    if not any(zaehlung.is_small(name) for name in zaehlung.counts):
        assert secret == frozenset()
    assert {n for n in zaehlung.counts if zaehlung.is_small(n)} <= secret


@pytest.mark.parametrize("columns", [("2027-04",), ("2027-04", "2027-05", "gesamt")])
@pytest.mark.parametrize("missing", [(), (DW,), (DW, JA)])
def test_the_sums_of_a_report_form_no_circle(columns: tuple[str, ...], missing: tuple[Modul, ...]) -> None:
    """In a tree of sums the simulated attacker is as good as any; in a circle it would not be."""
    groups: list[set[str]] = []
    for summe in sums(columns, reason_missing=missing):
        names = list(summe.names)
        touched = [g for g in groups if g.intersection(names)]
        assert all(len(g.intersection(names)) == 1 for g in touched), summe
        groups = [g for g in groups if g not in touched] + [set(names).union(*touched)]


def random_people(seed: int) -> list[Verlauf]:
    """A house with few people of every kind, so that small numbers are everywhere."""
    rnd = random.Random(seed)  # noqa: S311  not for secrets
    return [Verlauf(n, _random_einbuchung(rnd)) for n in range(rnd.randint(5, 45))]


def _random_einbuchung(rnd: random.Random) -> Einbuchung:
    modul = rnd.choice((DW, DW, JA))
    start = date(2027, 3, 1) + timedelta(days=rnd.randint(0, 100))
    first = replace(bogen(modul, start, rnd.choice((30, 50))), begruendung=rnd.choice((None, "x")))
    if rnd.random() < 0.3:
        first = replace(first, zeitraum=zeitraum(start, Menge(months=3 if modul is DW else 6)))
    boegen = [first]
    if rnd.random() < 0.5:
        more = {"anlass": rnd.choice([*Anlass]), "gespraechsform": rnd.choice([*Gespraechsform])}
        boegen.append(bogen(rnd.choice((DW, JA)), start + timedelta(days=20), 30, 2, **more))
    status = rnd.choice([EinbuchungStatus.OFFEN, *EinbuchungStatus])
    closed = status is EinbuchungStatus.ABGESCHLOSSEN
    last = start + timedelta(days=rnd.randint(10, 60)) if closed else None
    outcome = rnd.choice([None, *ZielErgebnis]) if closed else None
    return einbuchung(*boegen, status=status, abschluss_am=last, ziel_ergebnis=outcome)


def without_reason(everybody: Sequence[Verlauf]) -> set[Modul]:
    """Where a Bogen at the maximum has no Begründung, against the rule; an attacker may even know that."""
    boegen = (b for v in everybody for b in neue_boegen(v.einbuchung, QUARTAL))
    return {b.modul for b in boegen if is_at_maximum(b.modul, b.zeitraum) and not b.begruendung}


def shown_counts(found: Bericht) -> dict[str, int]:
    return {
        f"{t.name}.{r.name}.{s}": z.wert
        for t in found.tabellen
        for r in t.reihen
        for s, z in zip(t.spalten, r.zellen, strict=True)
        if z and z.art is Art.ANZAHL and z.wert is not None
    }


@pytest.mark.parametrize("seed", range(40))
def test_who_adds_and_subtracts_in_a_whole_report_finds_no_small_number(seed: int) -> None:
    """Rows, columns, totals and shares of every table together, again and again until nothing new comes out."""
    everybody = random_people(seed)
    found = bericht(everybody, QUARTAL, HEUTE)
    known = shown_counts(found)
    equations = sums(found.tabelle("teilnahmen").spalten, reason_missing=without_reason(everybody))
    size = -1
    while size != len(known):
        size = len(known)
        for summe in equations:
            missing = [n for n in summe.names if n not in known]
            if len(missing) == 1:
                parts = sum(known.get(p, 0) for p in summe.parts)
                known[missing[0]] = parts if missing[0] == summe.total else known[summe.total] - parts
    assert all(value >= SMALL for value in known.values()), known
    assert set(known) - set(shown_counts(found)) <= {n for n in known if ".-" in n}, "no hidden cell was computed"


@pytest.mark.parametrize("seed", range(10))
def test_averages_and_shares_never_stand_without_their_counts(seed: int) -> None:
    found = bericht(random_people(seed), QUARTAL, HEUTE)
    for row in found.tabelle("dauer").reihen:
        number, agreed = row.zellen[:2]
        assert number is not None
        assert agreed is not None
        assert agreed.wert is None or number.wert is not None
    for row in found.tabelle("hoechstdauer").reihen:
        at_most, share = row.zellen[:2]
        assert at_most is not None
        assert share is not None
        assert share.wert is None or at_most.wert is not None


def test_two_reports_that_differ_by_days_leave_nothing_to_subtract() -> None:
    """The one person who began on 30 April would be the difference of two reports; there is only one report."""
    everybody = people((7, einbuchung(bogen())), (1, einbuchung(bogen(beginn=date(2027, 4, 30)))))
    spans = [Zeitraum(date(2027, 4, d), date(2027, 4, e)) for d, e in ((1, 29), (1, 30), (2, 30), (15, 15))]
    assert len({bericht(everybody, span, HEUTE) for span in spans}) == 1


def test_a_shorter_report_is_the_same_months_of_a_longer_one() -> None:
    """What is not protected is known: months of two reports agree, but shown totals can be subtracted."""
    everybody = people((9, einbuchung(bogen())), (8, einbuchung(bogen(JA, date(2027, 5, 10)))))
    long = bericht(everybody, QUARTAL, HEUTE)
    short = bericht(everybody, Zeitraum(QUARTAL.beginn, date(2027, 5, 31)), HEUTE)
    for row in short.tabelle("teilnahmen").reihen:
        same = long.tabelle("teilnahmen")
        assert [same.zelle(row.name, m) for m in ("2027-04", "2027-05")] == list(row.zellen[:2])


def test_people_and_texts_leave_no_trace() -> None:
    """No name, no number of a person, no form number stands in a report."""
    everybody = people((9, einbuchung(replace(bogen(), formularnummer="AZ-1", antworten=Antworten("a", "b", "c")))))
    assert not {"AZ-1", "Antworten", "person"} & Counter(str(bericht(everybody, QUARTAL, HEUTE)).split("'")).keys()


# --- asked for in the chat --------------------------------------------------------------------------------


LEITUNG = Staff("l", "amt", "Lea Leitung", frozenset({Rolle.TEAMLEITUNG}))
KONTEXT = Kontext(datetime(2027, 6, 15, 9, tzinfo=UTC), HEUTE, LEITUNG, "AZ-1")


def asked(text: str, *, allowed: bool = True) -> tuple[list[LoadBericht], tuple[Reply, ...]]:
    """What the flow looks up for these words, and what it answers."""
    flow = monitoring.bericht(verstehe_befehl(text, Context.IDLE, HEUTE), KONTEXT)
    requests: list[LoadBericht] = []
    answer: Bericht | None = None
    try:
        request = next(flow)
        while True:
            assert isinstance(request, LoadBericht)
            requests.append(request)
            answer = bericht([], request.zeitraum, HEUTE) if allowed else None
            request = flow.send(answer)
    except StopIteration as stop:
        return requests, stop.value


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Monitoring", date(2026, 7, 1), date(2027, 6, 30)),
        ("Bericht 2. Quartal 2026", date(2026, 4, 1), date(2026, 6, 30)),
        ("Bericht 3. Quartal", date(2026, 7, 1), date(2026, 9, 30)),
        ("Bericht seit Februar", date(2027, 2, 1), HEUTE),
        ("Bericht letzter Monat", date(2027, 5, 1), date(2027, 5, 31)),
        ("Bericht Dezember", date(2026, 12, 1), date(2026, 12, 31)),
    ],
)
def test_a_report_looks_back(text: str, first: date, last: date) -> None:
    [request], replies = asked(text)
    assert request == LoadBericht(Zeitraum(first, last))
    found = bericht([], request.zeitraum, HEUTE)
    span = None if text == "Monitoring" else request.zeitraum
    values = {"bericht": found, "gefragt": span}
    assert replies == (Reply("karte.bericht", values), Reply("bericht", values))


def test_a_period_that_no_calendar_has_is_asked_back() -> None:
    assert asked("Bericht letzte 5000 Monate") == ([], (Reply("bericht.kein_zeitraum"),))


def test_who_may_not_gets_no_number() -> None:
    requests, replies = asked("Monitoring", allowed=False)
    assert len(requests) == 1
    assert replies == (Reply("keine_berechtigung", {"wer": LEITUNG}),)
