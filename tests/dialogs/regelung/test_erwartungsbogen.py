"""Nr. 3.1, D4, D7, D10: which version is maßgebend, which days of it count, and what is kept of the O-Ton."""

import pytest

from dialogs.regelung.erwartungsbogen import (
    MAX_UTF16_UNITS,
    Anlass,
    BogenStatus,
    Erwartungsbogen,
    Gespraechsform,
    Rueckmeldung,
    RueckmeldungArt,
    counted_zeitraum,
    in_force,
    massgebend,
    pruefsumme,
    utf16_units,
)
from dialogs.regelung.modul import Modul
from tests.fakes.akte import NOON, bogen, tag, von_bis

FIRST = bogen(1, "01.02.2024-30.04.2024")
LATER = bogen(2, "15.04.2024-15.06.2024", Modul.JOBAKADEMIE)
EARLIER = bogen(2, "15.01.2024-15.02.2024")
INSIDE = bogen(2, "01.03.2024-15.03.2024")
AFTER_A_GAP = bogen(2, "01.06.2024-30.06.2024")
WITHDRAWN = bogen(2, "01.03.2024-31.05.2024", withdrawn=True)


@pytest.mark.parametrize(
    ("boegen", "day", "version"),
    [
        pytest.param([FIRST], "31.01.2024", None, id="D7: Tag vor dem Beginn"),
        pytest.param([FIRST], "01.02.2024", 1, id="D7: erster Tag"),
        pytest.param([FIRST], "30.04.2024", 1, id="D7: letzter Tag"),
        pytest.param([FIRST], "01.05.2024", None, id="D7: Tag nach dem Ende"),
        pytest.param([], "01.02.2024", None, id="D7: kein Bogen"),
        pytest.param([FIRST, LATER], "14.04.2024", 1, id="D7: Tag vor dem Nachfolger"),
        pytest.param([FIRST, LATER], "15.04.2024", 2, id="D7: Beginn des Nachfolgers"),
        pytest.param([LATER, FIRST], "20.04.2024", 2, id="D7: die höchste Version, nicht die letzte der Liste"),
        pytest.param([FIRST, LATER], "15.06.2024", 2, id="D7: nur der Nachfolger hat den Tag"),
        pytest.param([FIRST, EARLIER], "31.01.2024", 2, id="D7: Nachfolger beginnt früher"),
        pytest.param([FIRST, EARLIER], "15.02.2024", 2, id="D7: gemeinsamer Tag gehört dem Nachfolger"),
        pytest.param([FIRST, EARLIER], "16.02.2024", 1, id="D7: nach dem Ende des früheren Nachfolgers"),
        pytest.param([FIRST, INSIDE], "16.03.2024", 1, id="D7: nach einem kürzeren Nachfolger"),
        pytest.param([FIRST, AFTER_A_GAP], "15.05.2024", None, id="D7: in der Lücke keiner"),
        pytest.param([FIRST, WITHDRAWN], "15.03.2024", 1, id="D7: ein zurückgezogener gilt nicht"),
        pytest.param([FIRST, WITHDRAWN], "15.05.2024", None, id="D7: auch nicht, wo er allein stünde"),
        pytest.param(
            [FIRST, LATER, bogen(3, "15.04.2024-15.06.2024", withdrawn=True)], "20.04.2024", 2,
            id="D7: Version 3 zurückgezogen, Version 2 gilt",
        ),
        pytest.param([bogen(1, "29.02.2024-29.02.2024")], "29.02.2024", 1, id="D7: Schalttag, ein einziger Tag"),
    ],
)  # fmt: skip
def test_massgebend(boegen: list[Erwartungsbogen], day: str, version: int | None) -> None:
    found = massgebend(boegen, tag(day))
    assert (found.version if found else None) == version


@pytest.mark.parametrize(
    ("boegen", "counted"),
    [
        pytest.param([FIRST], "01.02.2024-30.04.2024", id="D4: ohne Nachfolger ganz"),
        pytest.param([FIRST, LATER], "01.02.2024-14.04.2024", id="D4: bis zum Tag vor dem Nachfolger"),
        pytest.param([FIRST, bogen(2, "30.04.2024-30.05.2024")], "01.02.2024-29.04.2024", id="D4: letzter Tag"),
        pytest.param([FIRST, bogen(2, "01.05.2024-30.05.2024")], "01.02.2024-30.04.2024", id="D4: schließt an"),
        pytest.param([FIRST, AFTER_A_GAP], "01.02.2024-30.04.2024", id="D4: nach einer Lücke"),
        pytest.param([FIRST, bogen(2, "02.02.2024-03.02.2024")], "01.02.2024-01.02.2024", id="D4: ein Tag bleibt"),
        pytest.param([FIRST, bogen(2, "01.02.2024-03.02.2024")], None, id="D4: Nachfolger am selben Tag"),
        pytest.param([FIRST, EARLIER], None, id="D4: Nachfolger beginnt früher und reicht hinein"),
        pytest.param(
            [FIRST, bogen(2, "01.01.2024-31.01.2024")], "01.02.2024-30.04.2024",
            id="D4: Nachfolger endet, bevor Version 1 beginnt: ersetzt nichts",
        ),
        pytest.param([FIRST, WITHDRAWN], "01.02.2024-30.04.2024", id="D4: ein zurückgezogener ersetzt nichts"),
        pytest.param(
            [FIRST, LATER, bogen(3, "01.03.2024-31.03.2024")], "01.02.2024-29.02.2024",
            id="D4: von zwei Nachfolgern zählt der frühere Beginn",
        ),
    ],
)  # fmt: skip
def test_days_that_count(boegen: list[Erwartungsbogen], counted: str | None) -> None:
    assert counted_zeitraum(boegen[0], boegen) == (von_bis(counted) if counted else None)


def test_a_lower_version_replaces_nothing() -> None:
    """D4: the successor counts whole, wherever its predecessor lies."""
    assert counted_zeitraum(LATER, [FIRST, LATER]) == LATER.zeitraum


@pytest.mark.parametrize(
    ("newest", "counted"),
    [
        pytest.param("01.04.2024-30.06.2024", "01.02.2024-31.03.2024", id="D4: ein neuer Bogen wäre Nachfolger"),
        pytest.param("01.05.2024-30.06.2024", "01.02.2024-30.04.2024", id="D4: schließt an"),
        pytest.param("01.01.2024-31.01.2024", "01.02.2024-30.04.2024", id="D4: endet vorher"),
        pytest.param("01.01.2024-01.02.2024", None, id="D4: reicht bis zum ersten Tag"),
    ],
)
def test_days_that_would_count(newest: str, counted: str | None) -> None:
    assert counted_zeitraum(FIRST, [FIRST], von_bis(newest)) == (von_bis(counted) if counted else None)


def test_in_force_is_sorted_by_version_and_leaves_out_the_withdrawn() -> None:
    assert in_force([LATER, bogen(3, "01.03.2024-31.03.2024", withdrawn=True), FIRST]) == [FIRST, LATER]


def test_an_answer_of_the_traeger_is_found_by_its_kind() -> None:
    said = Rueckmeldung(RueckmeldungArt.EMPFANG, tag("02.02.2024"), "Tom Adler", NOON)
    answered = bogen(1, "01.02.2024-30.04.2024", rueckmeldungen=(said,))
    assert answered.has(RueckmeldungArt.EMPFANG)
    assert not answered.has(RueckmeldungArt.BEENDET)
    assert not FIRST.has(RueckmeldungArt.EMPFANG)


def test_how_the_goal_ended_is_not_for_the_traeger() -> None:
    """Every other answer is, in its order."""
    said = tuple(Rueckmeldung(art, tag("02.02.2024"), "Tom Adler", NOON) for art in RueckmeldungArt)
    shared = bogen(1, "01.02.2024-30.04.2024", rueckmeldungen=said).mit_traeger
    assert [r.art for r in shared] == [art for art in RueckmeldungArt if not art.startswith("ziel_")]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        pytest.param("", 0, id="leer"),
        pytest.param("Größe", 5, id="Umlaut und ß je eine Einheit"),
        pytest.param("ok 👍", 5, id="Emoji zwei Einheiten"),
        pytest.param("👩‍👩‍👧", 8, id="verbundenes Emoji: jeder Teil"),
        pytest.param("e\u0301", 2, id="zusammengesetztes é"),
        pytest.param("\ud83d", 1, id="halbes Zeichen"),
        pytest.param(" a\r\n", 4, id="nichts wird abgeschnitten"),
    ],
)
def test_length_is_counted_in_utf16_units(text: str, units: int) -> None:
    """D10."""
    assert utf16_units(text) == units


def test_three_answers_of_full_length_fit_one_card() -> None:
    """D10: 28 KB as UTF-16 are 14,336 units; three answers leave a third of them for the card itself."""
    assert MAX_UTF16_UNITS == 3000
    assert 3 * MAX_UTF16_UNITS * 2 < 28 * 1024 * 2 // 3


@pytest.mark.parametrize(
    ("oton", "digits"),
    [
        pytest.param("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", id="leer"),
        pytest.param("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", id="FIPS 180-2: abc"),
    ],
)
def test_pruefsumme(oton: str, digits: str) -> None:
    assert pruefsumme(oton) == digits


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Excel", "Excel ", id="Leerzeichen am Ende"),
        pytest.param("\u00e4", "a\u0308", id="ä anders zusammengesetzt"),
        pytest.param("a\nb", "a\r\nb", id="Zeilenende"),
        pytest.param("Größe", "größe", id="Großschreibung"),
    ],
)
def test_pruefsumme_sees_every_character(one: str, other: str) -> None:
    """D10: no strip, no normalisation."""
    assert pruefsumme(one) != pruefsumme(other)


def test_stored_names_stay() -> None:
    assert [str(a) for a in Anlass] == ["neue_ziele", "ziel_nicht_erreicht", "anderes_modul", "korrektur"]
    assert [str(g) for g in Gespraechsform] == ["dreiergespraech", "ifk_elb"]
    assert [str(s) for s in BogenStatus] == ["gesendet", "zurueckgezogen"]
    assert [str(r) for r in RueckmeldungArt] == [
        "empfang",
        "rueckfrage",
        "antwort",
        "begonnen",
        "nicht_erschienen",
        "abgebrochen",
        "beendet",
        "dreiergespraech",
        "ziel_erreicht",
        "ziel_teilweise",
        "ziel_nicht_erreicht",
    ]
