"""Lists hold what they should, in order, page by page, and nobody else's cases. On every backend."""

from dataclasses import replace
from datetime import date, timedelta

from dialogs import records as r
from dialogs.ports import UnitOfWork
from dialogs.regelung.erwartungsbogen import Rueckmeldung, RueckmeldungArt
from dialogs.regelung.fristen import Zeitraum
from dialogs.regelung.hilfeprodukt import BestaetigungArt, einbuchungszeitraum
from dialogs.regelung.kplan import KPlan
from dialogs.regelung.modul import Modul
from dialogs.requests import Liste, LoadListe, Seite
from dialogs.rollen import Bereich, Staff, bereich
from tests.storage.conftest import Backend
from tests.storage.welt import (
    HEUTE,
    JANA,
    JETZT,
    KEMAL,
    LEITUNG,
    SUED,
    TRAEGER,
    bogen,
    book,
    einbuchung_id,
    enter,
    renewal,
)

ALLE = Bereich(alle=True)


async def page(backend: Backend, request: LoadListe, wer: Staff = JANA, within: Bereich = ALLE) -> Seite:
    return await backend.do(lambda uow: uow.liste(request, within, wer, HEUTE))


async def nummern(backend: Backend, art: Liste, wer: Staff = JANA, within: Bereich = ALLE) -> list[str]:
    return [zeile.nummer for zeile in (await page(backend, LoadListe(art), wer, within)).zeilen]


async def test_a_new_case_stands_in_its_lists(backend: Backend) -> None:
    def work(uow: UnitOfWork) -> None:
        enter(uow)
        book(uow)

    await backend.do(work)
    [zeile] = (await page(backend, LoadListe(Liste.LAEUFT_AUS))).zeilen
    ende = HEUTE + timedelta(days=55)
    assert (zeile.nummer, zeile.name, zeile.formularnummer) == ("4711", "Max Müller", "F-1")
    assert (zeile.modul, zeile.version, zeile.beginn, zeile.ende) == (Modul.DIGITALWERKSTATT, 1, HEUTE, ende)
    [unconfirmed] = (await page(backend, LoadListe(Liste.UNBESTAETIGT))).zeilen
    assert unconfirmed.seit == HEUTE
    tasks = (await page(backend, LoadListe(Liste.AUFGABEN))).zeilen
    assert sorted(str(z.aufgabe) for z in tasks) == ["bescheid", "eingebucht"]
    assert await nummern(backend, Liste.BESCHEID_FEHLT) == ["4711"]
    assert await nummern(backend, Liste.KPLAN_OFFEN) == []


async def test_what_is_done_leaves_its_list(backend: Backend) -> None:
    empfang = Rueckmeldung(RueckmeldungArt.EMPFANG, HEUTE, TRAEGER.name, JETZT)

    def work(uow: UnitOfWork) -> None:
        enter(uow)
        book(uow)
        uow.apply(r.RueckmeldungErfasst("4711", "F-1", empfang), TRAEGER, JETZT)
        key = einbuchung_id(uow)
        for art in (BestaetigungArt.BESCHEID, BestaetigungArt.EINGEBUCHT):
            uow.apply(r.BestaetigungErfasst("4711", key, art, HEUTE), JANA, JETZT)

    await backend.do(work)
    assert await nummern(backend, Liste.UNBESTAETIGT) == []
    assert await nummern(backend, Liste.BESCHEID_FEHLT) == []
    assert await nummern(backend, Liste.AUFGABEN) == []
    assert await nummern(backend, Liste.MEINE_FAELLE) == ["4711"]
    key = await backend.do(einbuchung_id)
    await backend.do(lambda uow: uow.apply(r.Abgeschlossen("4711", key, HEUTE), JANA, JETZT))
    assert await nummern(backend, Liste.MEINE_FAELLE) == []
    assert await nummern(backend, Liste.AUFGABEN) == ["4711"], "auf Abschluss setzen"
    back = r.BestaetigungZurueckgenommen("4711", key, BestaetigungArt.BESCHEID)
    await backend.do(lambda uow: uow.apply(back, JANA, JETZT))
    assert await nummern(backend, Liste.BESCHEID_FEHLT) == ["4711"]


async def test_a_concrete_plan_must_follow(backend: Backend) -> None:
    """Nr. 3.2."""

    def work(uow: UnitOfWork) -> None:
        enter(uow)
        book(uow, kplan=KPlan.KONKRET)
        uow.apply(r.BogenGesendet("4711", renewal(), KPlan.KONKRET), JANA, JETZT)

    await backend.do(work)
    assert await nummern(backend, Liste.KPLAN_OFFEN) == ["4711"]


async def test_the_newest_form_in_force_counts(backend: Backend) -> None:
    def work(uow: UnitOfWork) -> None:
        enter(uow)
        book(uow)
        uow.apply(r.BogenGesendet("4711", renewal(), KPlan.ALLGEMEIN), JANA, JETZT)

    await backend.do(work)
    [zeile] = (await page(backend, LoadListe(Liste.LAEUFT_AUS))).zeilen
    assert (zeile.formularnummer, zeile.ende) == ("F-2", date(2027, 4, 30))
    await backend.do(lambda uow: uow.apply(r.BogenZurueckgezogen("4711", "F-2"), JANA, JETZT))
    [zeile] = (await page(backend, LoadListe(Liste.LAEUFT_AUS))).zeilen
    assert zeile.formularnummer == "F-1"


async def test_the_channels_list_names_nobody(backend: Backend) -> None:
    """D7: each form with the days on which it is maßgebend."""

    def work(uow: UnitOfWork) -> None:
        enter(uow)
        book(uow)
        uow.apply(r.BogenGesendet("4711", renewal(), KPlan.ALLGEMEIN), JANA, JETZT)

    await backend.do(work)
    found = await page(backend, LoadListe(Liste.KANAL), TRAEGER, Bereich())
    assert [(z.nummer, z.name, z.formularnummer, z.beginn, z.ende) for z in found.zeilen] == [
        ("", "", "F-1", HEUTE, date(2027, 3, 31)),
        ("", "", "F-2", date(2027, 4, 1), date(2027, 4, 30)),
    ]


async def test_sorted_filtered_paged_with_the_exact_total(backend: Backend) -> None:
    def work(uow: UnitOfWork) -> None:
        for i in range(23):
            number = f"n{i:02}"
            enter(uow, number, f"Eva Nr{i}")
            uow.apply(r.EinbuchungGebucht(number, einbuchungszeitraum(HEUTE), KPlan.ALLGEMEIN), JANA, JETZT)
            modul = Modul.JOBAKADEMIE if i % 2 else Modul.DIGITALWERKSTATT
            form = replace(bogen(f"F-{i}", 1, HEUTE, 60 - i), modul=modul)
            uow.apply(r.BogenGesendet(number, form, KPlan.ALLGEMEIN), JANA, JETZT)

    await backend.do(work)
    pages = [await page(backend, LoadListe(Liste.LAEUFT_AUS, seite=n)) for n in (1, 2, 3)]
    assert [(p.total, p.seite, p.seiten, len(p.zeilen)) for p in pages] == [
        (23, 1, 3, 10),
        (23, 2, 3, 10),
        (23, 3, 3, 3),
    ]
    assert [z.nummer for p in pages for z in p.zeilen] == [f"n{i:02}" for i in reversed(range(23))]
    too_far = await page(backend, LoadListe(Liste.LAEUFT_AUS, seite=99))
    assert too_far == pages[2]
    some = LoadListe(Liste.LAEUFT_AUS, zeitraum=Zeitraum(HEUTE + timedelta(days=50), HEUTE + timedelta(days=52)))
    assert [z.nummer for z in (await page(backend, some)).zeilen] == ["n09", "n08", "n07"]
    both = replace(some, modul=Modul.JOBAKADEMIE)
    assert [z.nummer for z in (await page(backend, both)).zeilen] == ["n09", "n07"]


async def test_nobody_elses_cases(backend: Backend) -> None:
    def work(uow: UnitOfWork) -> None:
        for number, wer in (("j", JANA), ("k", KEMAL), ("s", SUED)):
            enter(uow, number, f"Eva {number}", wer)
            book(uow, number, f"F-{number}")

    await backend.do(work)
    art = Liste.MEINE_FAELLE
    assert sorted(await nummern(backend, art, JANA, bereich(JANA))) == ["j", "k"]
    assert sorted(await nummern(backend, art, LEITUNG, bereich(LEITUNG))) == ["j", "k", "s"]
    assert await nummern(backend, art, TRAEGER, bereich(TRAEGER)) == []
    own = await page(backend, LoadListe(art, only_own=True), JANA, bereich(JANA))
    assert [z.nummer for z in own.zeilen] == ["j"]
    stand_in = replace(SUED, stands_in_for=frozenset({JANA.id}))
    both = await page(backend, LoadListe(art, only_own=True), stand_in, bereich(stand_in))
    assert sorted(z.nummer for z in both.zeilen) == ["j", "s"]


async def test_a_case_handed_over_moves_to_the_other_list(backend: Backend) -> None:
    def work(uow: UnitOfWork) -> None:
        enter(uow)
        book(uow)
        uow.apply(r.FallUebergeben("4711", SUED.id), JANA, JETZT)

    await backend.do(work)
    assert await nummern(backend, Liste.MEINE_FAELLE, JANA, bereich(JANA)) == []
    assert await nummern(backend, Liste.MEINE_FAELLE, SUED, bereich(SUED)) == ["4711"]


async def test_a_list_in_the_same_turn_knows_what_was_just_written(backend: Backend) -> None:
    def work(uow: UnitOfWork) -> int:
        enter(uow)
        book(uow)
        return uow.liste(LoadListe(Liste.MEINE_FAELLE), ALLE, JANA, HEUTE).total

    assert await backend.do(work) == 1
