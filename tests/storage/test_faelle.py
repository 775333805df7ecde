"""What is written down is read again as it was; what cannot be is refused. On every backend."""

from datetime import date, timedelta

import pytest

from dialogs import records as r
from dialogs.ports import Conflict, UnitOfWork
from dialogs.regelung.erwartungsbogen import BogenStatus, Rueckmeldung, RueckmeldungArt
from dialogs.regelung.fristen import Zeitraum
from dialogs.regelung.hilfeprodukt import BestaetigungArt, EinbuchungStatus, ZielErgebnis, einbuchungszeitraum
from dialogs.regelung.kplan import KPlan
from tests.storage.conftest import Backend
from tests.storage.welt import HEUTE, JANA, JETZT, KEMAL, LEITUNG, TRAEGER, bogen, book, einbuchung_id, enter, renewal


async def test_a_form_comes_back_to_the_character(backend: Backend) -> None:
    """D10: nothing is stripped or normalised on the way through the database."""

    def work(uow: UnitOfWork) -> None:
        enter(uow)
        book(uow)
        uow.apply(r.BogenGesendet("4711", renewal(), KPlan.KONKRET), JANA, JETZT)

    await backend.do(work)
    fall = await backend.do(lambda uow: uow.load_fall("4711"))
    assert fall is not None
    assert (fall.elb.name, fall.elb.ifk_name, fall.elb.team) == ("Max Müller", "Jana Beispiel", "Nord")
    assert fall.open_einbuchung is not None
    assert fall.open_einbuchung.boegen == (bogen(), renewal())
    assert fall.open_einbuchung.kplan is KPlan.KONKRET
    assert fall == await backend.do(lambda uow: uow.load_fall_of_form("F-2"))


async def test_unknown_is_none(backend: Backend) -> None:
    assert await backend.do(lambda uow: uow.load_fall("0815")) is None
    assert await backend.do(lambda uow: uow.load_fall_of_form("F-0")) is None


async def test_a_second_open_einbuchung_is_refused(backend: Backend) -> None:
    """D6: by the database itself; the first stays as it was."""

    def first(uow: UnitOfWork) -> None:
        enter(uow)
        book(uow)

    await backend.do(first)
    before = await backend.do(lambda uow: uow.load_fall("4711"))
    with pytest.raises(Conflict):
        await backend.do(lambda uow: book(uow, form="F-9"))
    assert await backend.do(lambda uow: uow.load_fall("4711")) == before


@pytest.mark.parametrize(
    "record",
    [
        pytest.param(r.ElbAngelegt("4711", "Eva", "Neu"), id="Nummer is taken"),
        pytest.param(r.BogenGesendet("4711", bogen("F-5", 1), KPlan.ALLGEMEIN), id="D7: version is taken"),
        pytest.param(r.BogenGesendet("4711", bogen("F-1", 2), KPlan.ALLGEMEIN), id="form number is taken"),
        pytest.param(r.BogenGesendet("4712", bogen("F-5", 1), KPlan.ALLGEMEIN), id="no open Einbuchung"),
        pytest.param(r.BogenGesendet("0815", bogen("F-5", 1), KPlan.ALLGEMEIN), id="nobody of that Nummer"),
        pytest.param(r.BogenZurueckgezogen("4711", "F-7"), id="no such form"),
        pytest.param(r.BogenZurueckgezogen("4712", "F-1"), id="somebody else's form"),
        pytest.param(r.EinbuchungStorniert("4711", 99), id="no such Einbuchung"),
        pytest.param(r.FallUebergeben("4711", "nobody"), id="no such IFK"),
    ],
)
async def test_what_does_not_fit_is_refused_and_changes_nothing(backend: Backend, record: r.Record) -> None:
    def first(uow: UnitOfWork) -> None:
        enter(uow)
        enter(uow, "4712", "Eva Schulz")
        book(uow)

    await backend.do(first)
    before = await backend.do(lambda uow: (uow.load_fall("4711"), uow.load_fall("4712"), uow.zugriffe("4711")))
    with pytest.raises(Conflict):
        await backend.do(lambda uow: uow.apply(record, JANA, JETZT))
    after = await backend.do(lambda uow: (uow.load_fall("4711"), uow.load_fall("4712"), uow.zugriffe("4711")))
    assert after == before


async def test_a_conflict_that_is_swallowed_still_commits_nothing(backend: Backend) -> None:
    """PostgreSQL could not go on after it, so no backend does."""

    def work(uow: UnitOfWork) -> None:
        enter(uow, "1")
        try:
            enter(uow, "1")
        except Conflict:
            return

    with pytest.raises(Conflict):
        await backend.do(work)
    assert await backend.do(lambda uow: uow.load_fall("1")) is None


async def test_withdrawn_once(backend: Backend) -> None:
    def work(uow: UnitOfWork) -> None:
        enter(uow)
        book(uow)
        uow.apply(r.BogenZurueckgezogen("4711", "F-1"), JANA, JETZT)

    await backend.do(work)
    fall = await backend.do(lambda uow: uow.load_fall("4711"))
    assert fall is not None
    assert fall.einbuchungen[0].boegen[0].status is BogenStatus.ZURUECKGEZOGEN
    with pytest.raises(Conflict):
        await backend.do(lambda uow: uow.apply(r.BogenZurueckgezogen("4711", "F-1"), JANA, JETZT))


async def test_changed_and_cancelled_until_confirmed(backend: Backend) -> None:
    """D14."""
    earlier = einbuchungszeitraum(HEUTE - timedelta(days=20))

    def work(uow: UnitOfWork) -> int:
        enter(uow)
        book(uow)
        uow.apply(r.EinbuchungGeaendert("4711", key := einbuchung_id(uow), earlier), JANA, JETZT)
        uow.apply(r.BestaetigungErfasst("4711", key, BestaetigungArt.EINGEBUCHT, HEUTE), JANA, JETZT)
        return key

    key = await backend.do(work)
    for record in (r.EinbuchungGeaendert("4711", key, Zeitraum(HEUTE, HEUTE)), r.EinbuchungStorniert("4711", key)):
        with pytest.raises(Conflict):
            await backend.do(lambda uow, record=record: uow.apply(record, JANA, JETZT))  # type: ignore[misc]
    back = r.BestaetigungZurueckgenommen("4711", key, BestaetigungArt.EINGEBUCHT)
    await backend.do(lambda uow: uow.apply(back, JANA, JETZT))
    await backend.do(lambda uow: uow.apply(r.EinbuchungStorniert("4711", key), JANA, JETZT))
    fall = await backend.do(lambda uow: uow.load_fall("4711"))
    assert fall is not None
    assert fall.einbuchungen[0].zeitraum == earlier
    assert fall.einbuchungen[0].status is EinbuchungStatus.STORNIERT


async def test_confirmations_are_taken_back_newest_first(backend: Backend) -> None:
    def work(uow: UnitOfWork) -> None:
        enter(uow)
        book(uow)
        key = einbuchung_id(uow)
        for day, later in ((HEUTE, 0), (HEUTE + timedelta(days=3), 60)):
            record = r.BestaetigungErfasst("4711", key, BestaetigungArt.KPLAN, day)
            uow.apply(record, KEMAL, JETZT + timedelta(seconds=later))
        uow.apply(r.BestaetigungZurueckgenommen("4711", key, BestaetigungArt.KPLAN), JANA, JETZT)

    await backend.do(work)
    fall = await backend.do(lambda uow: uow.load_fall("4711"))
    assert fall is not None
    assert [(b.art, b.am, b.durch) for b in fall.einbuchungen[0].bestaetigungen] == [
        (BestaetigungArt.KPLAN, HEUTE, "Kemal Muster")
    ]
    key = fall.einbuchungen[0].id
    nothing = r.BestaetigungZurueckgenommen("4711", key, BestaetigungArt.BESCHEID)
    with pytest.raises(Conflict):
        await backend.do(lambda uow: uow.apply(nothing, JANA, JETZT))


async def test_abschluss_and_back(backend: Backend) -> None:
    """R11, D12: closed once, opened again, and then closed as never begun."""
    last = date(2027, 3, 20)

    def work(uow: UnitOfWork) -> int:
        enter(uow)
        book(uow)
        uow.apply(r.Abgeschlossen("4711", key := einbuchung_id(uow), last), JANA, JETZT)
        uow.apply(r.ZielErgebnisErfasst("4711", key, ZielErgebnis.TEILWEISE, "fast geschafft "), JANA, JETZT)
        return key

    key = await backend.do(work)
    fall = await backend.do(lambda uow: uow.load_fall("4711"))
    assert fall is not None
    closed = fall.einbuchungen[0]
    assert (closed.status, closed.abschluss_am) == (EinbuchungStatus.ABGESCHLOSSEN, last)
    assert (closed.ziel_ergebnis, closed.ziel_oton) == (ZielErgebnis.TEILWEISE, "fast geschafft ")
    with pytest.raises(Conflict):
        await backend.do(lambda uow: uow.apply(r.Abgeschlossen("4711", key, None), JANA, JETZT))
    await backend.do(lambda uow: uow.apply(r.AbschlussZurueckgenommen("4711", key), JANA, JETZT))
    await backend.do(lambda uow: uow.apply(r.Abgeschlossen("4711", key, None), JANA, JETZT))
    fall = await backend.do(lambda uow: uow.load_fall("4711"))
    assert fall is not None
    assert (fall.einbuchungen[0].status, fall.einbuchungen[0].abschluss_am) == (
        EinbuchungStatus.NICHT_ANGETRETEN,
        None,
    )


async def test_no_way_back_when_a_newer_one_is_open(backend: Backend) -> None:
    def work(uow: UnitOfWork) -> int:
        enter(uow)
        book(uow)
        uow.apply(r.Abgeschlossen("4711", key := einbuchung_id(uow), HEUTE), JANA, JETZT)
        book(uow, form="F-9")
        return key

    key = await backend.do(work)
    with pytest.raises(Conflict):
        await backend.do(lambda uow: uow.apply(r.AbschlussZurueckgenommen("4711", key), JANA, JETZT))
    fall = await backend.do(lambda uow: uow.load_fall("4711"))
    assert fall is not None
    assert [e.is_open for e in fall.einbuchungen] == [False, True]


async def test_answers_of_the_traeger(backend: Backend) -> None:
    said = Rueckmeldung(RueckmeldungArt.RUECKFRAGE, HEUTE, TRAEGER.name, JETZT, "Wann?\u200b Und wo?")
    empfang = Rueckmeldung(RueckmeldungArt.EMPFANG, HEUTE, TRAEGER.name, JETZT - timedelta(hours=1))

    def work(uow: UnitOfWork) -> None:
        enter(uow)
        book(uow)
        for answer in (empfang, said):
            uow.apply(r.RueckmeldungErfasst("4711", "F-1", answer), TRAEGER, JETZT)

    await backend.do(work)
    fall = await backend.do(lambda uow: uow.load_fall_of_form("F-1"))
    assert fall is not None
    assert fall.einbuchungen[0].boegen[0].rueckmeldungen == (empfang, said)


async def test_handed_over(backend: Backend) -> None:
    await backend.do(enter)
    await backend.do(lambda uow: uow.apply(r.FallUebergeben("4711", "ifk-sued"), LEITUNG, JETZT))
    fall = await backend.do(lambda uow: uow.load_fall("4711"))
    assert fall is not None
    assert (fall.elb.ifk_id, fall.elb.ifk_name, fall.elb.team) == ("ifk-sued", "Sina Süd", "Süd")


async def test_who_saw_and_changed_a_case(backend: Backend) -> None:
    def work(uow: UnitOfWork) -> None:
        enter(uow)
        enter(uow, "4712", "Eva Schulz")
        uow.audit_read(KEMAL, "fall", ["4711", "0815", "4711"], JETZT + timedelta(minutes=1))

    await backend.do(work)
    zugriffe = await backend.do(lambda uow: uow.zugriffe("4711"))
    assert [(z.am, z.wer, z.was) for z in zugriffe] == [
        (JETZT + timedelta(minutes=1), "Kemal Muster", "fall"),
        (JETZT, "Jana Beispiel", "elb_angelegt"),
    ]


async def test_leaving_with_an_error_rolls_back(backend: Backend) -> None:
    def work(uow: UnitOfWork) -> None:
        enter(uow)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await backend.do(work)
    assert await backend.do(lambda uow: uow.load_fall("4711")) is None
