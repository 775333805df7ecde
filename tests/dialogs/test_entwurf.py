"""A form in work: which days follow from the answers, what the rules say of them, and what is still to be asked."""

from typing import Any

import pytest

from dialogs.entwurf import (
    Entwurf,
    Schritt,
    adapted,
    agreed,
    applies,
    basis_of,
    befunde,
    earlier_boegen,
    einbuchung_of,
    last_bogen,
    needs_begruendung,
    open_step,
    step_before,
    verstoss,
)
from dialogs.regelung.befund import Verstoss
from dialogs.regelung.erwartungsbogen import Anlass, Antworten, Gespraechsform
from dialogs.regelung.fall import Fall
from dialogs.regelung.hilfeprodukt import EinbuchungStatus, einbuchungszeitraum
from dialogs.regelung.kplan import KPlan
from dialogs.regelung.modul import Modul
from tests.fakes.akte import bogen, einbuchung, fall, tag, von_bis

FRESH = fall()
D1 = bogen(1, "01.02.2024-31.03.2024")
BOOKED = fall(einbuchung("01.02.2024", D1))
CLOSED = fall(einbuchung("01.02.2024", D1, status=EinbuchungStatus.ABGESCHLOSSEN, abschluss_am=tag("15.03.2024")))


def entwurf(dauer: str = "zwei Monate", beginn: str | None = "01.02.2024", **values: Any) -> Entwurf:
    """All three questions answered."""
    known: dict[str, Any] = {
        "formularnummer": "F-9",
        "nummer": "4711",
        "name": "Ben Müller",
        "ziel": ("Excel lernen",),
        "modul_antwort": ("die Digitalwerkstatt",),
        "modul": Modul.DIGITALWERKSTATT,
        "dauer": (dauer,) if dauer else (),
        "beginn": tag(beginn) if beginn else None,
    }
    return Entwurf(**(known | values))


# --- the days agreed ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "whole", "days"),
    [
        pytest.param(entwurf(), FRESH, "01.02.2024-31.03.2024", id="D1: zwei Monate ab dem Ersten"),
        pytest.param(
            entwurf(beginn="31.01.2024"), FRESH, "31.01.2024-30.03.2024",
            id="D1: § 188 II, Tag vor dem 31.",
        ),
        pytest.param(entwurf("bis 30.04.2024"), FRESH, "01.02.2024-30.04.2024", id="R4: bis zu einem Tag"),
        pytest.param(entwurf("bis 01.02.2024"), FRESH, "01.02.2024-01.02.2024", id="R4: bis zum Tag des Beginns"),
        pytest.param(entwurf("bis 31.01.2024"), FRESH, None, id="R4: bis vor den Beginn"),
        pytest.param(
            entwurf("so lange wie es geht"), FRESH, "01.02.2024-30.04.2024",
            id="D3: das Maximum des Moduls",
        ),
        pytest.param(
            entwurf("so lange wie es geht", "01.09.2024"), BOOKED, "01.09.2024-31.10.2024",
            id="D3: das Ende der Einbuchung liegt früher",
        ),
        pytest.param(
            entwurf("die vollen drei Monate", modul=Modul.JOBAKADEMIE), FRESH, "01.02.2024-30.04.2024",
            id="D3: die Zahl gilt, nicht das Wort",
        ),
        pytest.param(entwurf("weiß ich noch nicht"), FRESH, None, id="R4: daraus folgt nichts"),
        pytest.param(entwurf("zwei, drei Monate"), FRESH, None, id="R4: eine Spanne ist noch keine Dauer"),
        pytest.param(entwurf(beginn=None), FRESH, None, id="noch kein Beginn"),
        pytest.param(entwurf(""), FRESH, None, id="noch keine Dauer"),
        pytest.param(entwurf(modul=None), FRESH, None, id="noch kein Modul"),
    ],
)  # fmt: skip
def test_agreed(form: Entwurf, whole: Fall, days: str | None) -> None:
    assert agreed(form, whole) == (von_bis(days) if days else None)


@pytest.mark.parametrize(
    ("form", "whole", "keys"),
    [
        pytest.param(entwurf(), FRESH, [], id="R5: passt"),
        pytest.param(entwurf("drei Monate"), FRESH, ["at_maximum"], id="D3: genau das Maximum"),
        pytest.param(entwurf("vier Monate"), FRESH, ["over_maximum"], id="D2: über dem Maximum"),
        pytest.param(entwurf("so lange wie es geht"), FRESH, ["at_maximum"], id="D3: pauschal"),
        pytest.param(
            entwurf("die vollen drei Monate", modul=Modul.JOBAKADEMIE), FRESH, [], id="D3: drei Monate von sechs"
        ),
        pytest.param(
            entwurf("so lange wie es geht", "01.08.2024", modul=Modul.JOBAKADEMIE), BOOKED, ["at_maximum"],
            id="D3: pauschal bis zum Ende der Einbuchung",
        ),
        pytest.param(
            entwurf("drei Monate", "01.08.2024", modul=Modul.JOBAKADEMIE), BOOKED, [],
            id="D3: drei Monate, die zufällig dort enden",
        ),
        pytest.param(entwurf("zwei Monate", "01.04.2024"), BOOKED, ["sum_over_maximum"], id="D4: 60 + 61 gegen 90"),
        pytest.param(entwurf("ein Monat", "01.04.2024"), BOOKED, [], id="D4: 60 + 30 sind 90"),
        pytest.param(entwurf("zwei Monate", "01.04.2024"), CLOSED, [], id="D4: nur innerhalb einer Einbuchung"),
        pytest.param(
            entwurf("zwei Monate", "01.10.2024"), BOOKED, ["outside_einbuchung"],
            id="D5: über die Einbuchung",
        ),
        pytest.param(entwurf(beginn="31.01.2024"), BOOKED, ["beginn_before_einbuchung"], id="D5: Beginn davor"),
        pytest.param(entwurf(beginn="01.11.2024"), BOOKED, ["beginn_after_einbuchung"], id="D5: Beginn danach"),
        pytest.param(entwurf("bis 31.01.2024"), FRESH, ["no_period"], id="R4: kein letzter Tag"),
        pytest.param(
            entwurf("bis 15.04.2024", "01.11.2024"), BOOKED, ["beginn_after_einbuchung"], id="D5: zuerst der Beginn"
        ),
        pytest.param(entwurf(beginn=None), FRESH, [], id="noch nicht zu prüfen"),
    ],
)  # fmt: skip
def test_befunde(form: Entwurf, whole: Fall, keys: list[str]) -> None:
    found = befunde(form, whole)
    assert [b.key for b in found] == keys
    assert verstoss(form, whole) == next((b for b in found if isinstance(b, Verstoss)), None)
    assert needs_begruendung(form, whole) is any(key in ("at_maximum", "sum_over_maximum") for key in keys)


# --- the Einbuchung it falls into --------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "whole", "beginn"),
    [
        pytest.param(entwurf(), FRESH, "01.02.2024", id="D6: mit dem ersten Bogen"),
        pytest.param(
            entwurf(einbuchung_ab=tag("15.01.2024")), FRESH, "15.01.2024",
            id="D6: früher, weil die IFK es sagt",
        ),
        pytest.param(entwurf(beginn="01.04.2024"), BOOKED, "01.02.2024", id="R10: die offene bleibt, wie sie ist"),
        pytest.param(
            entwurf(beginn="01.04.2024", einbuchung_ab=tag("01.03.2024")), BOOKED, "01.02.2024",
            id="R10: auch gegen einen anderen Wunsch",
        ),
        pytest.param(entwurf(beginn="01.04.2024"), CLOSED, "01.04.2024", id="R11: nach dem Abschluss eine neue"),
    ],
)  # fmt: skip
def test_einbuchung(form: Entwurf, whole: Fall, beginn: str) -> None:
    assert form.beginn
    assert einbuchung_of(form, whole, form.beginn) == einbuchungszeitraum(tag(beginn))


def test_earlier_ones_are_those_of_the_open_einbuchung() -> None:
    assert earlier_boegen(BOOKED) == (D1,)
    assert earlier_boegen(CLOSED) == earlier_boegen(FRESH) == ()


def test_the_last_bogen_is_one_in_force() -> None:
    withdrawn = bogen(2, "01.04.2024-31.05.2024", withdrawn=True)
    assert last_bogen(fall(einbuchung("01.02.2024", D1, withdrawn))) is D1
    assert last_bogen(CLOSED) is None


def test_the_basis_changes_with_whatever_a_preview_shows_of_the_fall() -> None:
    """Somebody else sent, withdrew, moved or closed meanwhile."""
    second = bogen(2, "01.04.2024-31.05.2024")
    states = [
        FRESH,
        BOOKED,
        fall(einbuchung("01.02.2024", D1, second)),
        fall(einbuchung("15.01.2024", D1)),
        fall(einbuchung("01.02.2024", D1, id=2)),
        fall(einbuchung("01.02.2024", bogen(1, "01.02.2024-31.03.2024", withdrawn=True))),
    ]
    assert len({basis_of(state) for state in states}) == len(states)
    assert basis_of(CLOSED) == basis_of(FRESH)


# --- steps -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "whole", "step"),
    [
        pytest.param(Entwurf(formularnummer="F", nummer="1", name=""), FRESH, Schritt.ZIEL, id="R4: zuerst das Ziel"),
        pytest.param(
            Entwurf(formularnummer="F", nummer="1", name="", erneuerung=True), BOOKED, Schritt.ANLASS,
            id="R7: bei einer Erneuerung der Anlass",
        ),
        pytest.param(entwurf(modul_antwort=(), modul=None), FRESH, Schritt.MODUL, id="R4: Frage 2"),
        pytest.param(entwurf(modul=None), FRESH, Schritt.MODUL_WAHL, id="D8: das Modul ist unklar"),
        pytest.param(entwurf(""), FRESH, Schritt.DAUER, id="R4: Frage 3"),
        pytest.param(entwurf(beginn=None), FRESH, Schritt.BEGINN, id="Beginn"),
        pytest.param(entwurf("drei Monate"), FRESH, Schritt.BEGRUENDUNG, id="D3: ohne Grund kein Bogen"),
        pytest.param(entwurf("drei Monate", begruendung="Prüfung im Mai"), FRESH, Schritt.KPLAN, id="D3: mit Grund"),
        pytest.param(entwurf(), FRESH, Schritt.KPLAN, id="R8: Kooperationsplan"),
        pytest.param(entwurf(kplan=KPlan.KONKRET), FRESH, Schritt.VORSCHAU, id="alles da"),
        pytest.param(
            entwurf(kplan=KPlan.KONKRET, erneuerung=True, anlass=Anlass.NEUE_ZIELE), BOOKED, Schritt.GESPRAECHSFORM,
            id="R7: Gesprächsform",
        ),
        pytest.param(
            entwurf(
                kplan=KPlan.KONKRET, erneuerung=True, anlass=Anlass.NEUE_ZIELE,
                gespraechsform=Gespraechsform.DREIERGESPRAECH,
            ),
            BOOKED, Schritt.TEILNEHMENDE, id="D7: wer am Dreiergespräch teilnahm",
        ),
        pytest.param(
            entwurf(
                kplan=KPlan.KONKRET, erneuerung=True, anlass=Anlass.NEUE_ZIELE, gespraechsform=Gespraechsform.IFK_ELB
            ),
            BOOKED, Schritt.VORSCHAU, id="R7: zu zweit nimmt sonst niemand teil",
        ),
        pytest.param(
            entwurf(kplan=KPlan.KONKRET, erneuerung=True, anlass=Anlass.KORREKTUR), BOOKED, Schritt.VORSCHAU,
            id="eine Korrektur hat kein Gespräch",
        ),
    ],
)  # fmt: skip
def test_open_step(form: Entwurf, whole: Fall, step: Schritt) -> None:
    assert open_step(form, whole) is step


def test_going_back_meets_every_step_that_applies() -> None:
    """From the preview to the first question, none twice, none that does not belong to this form."""
    form = entwurf(
        "drei Monate", begruendung="Prüfung", kplan=KPlan.KONKRET, erneuerung=True, anlass=Anlass.NEUE_ZIELE
    )
    whole = fall(einbuchung("01.02.2024", bogen(1, "01.02.2024-15.02.2024", Modul.JOBAKADEMIE)))
    path, step = [], step_before(Schritt.VORSCHAU, form, whole)
    while step:
        path.append(step)
        step = step_before(step, form, whole)
    assert path == [
        Schritt.KPLAN,
        Schritt.BEGRUENDUNG,
        Schritt.BEGINN,
        Schritt.DAUER,
        Schritt.MODUL,
        Schritt.ZIEL,
        Schritt.GESPRAECHSFORM,
        Schritt.ANLASS,
    ]


def test_the_first_step_of_a_first_form_has_none_before() -> None:
    assert step_before(Schritt.ZIEL, entwurf(), FRESH) is None
    assert step_before(Schritt.MODUL_WAHL, entwurf(modul=None), FRESH) is Schritt.MODUL
    assert not applies(Schritt.BEGRUENDUNG, entwurf(), FRESH)


@pytest.mark.parametrize(
    ("whole", "renewal"),
    [
        pytest.param(FRESH, False, id="R7: es gibt keinen Bogen"),
        pytest.param(BOOKED, True, id="R7: es gilt schon einer"),
        pytest.param(CLOSED, False, id="R11: der vor dem Abschluss zählt nicht"),
    ],
)
def test_a_renewal_follows_from_the_fall(whole: Fall, renewal: bool) -> None:  # noqa: FBT001 - a row
    form = entwurf(anlass=Anlass.NEUE_ZIELE, gespraechsform=Gespraechsform.DREIERGESPRAECH, teilnehmende="alle drei")
    renewed, first = form.model_copy(update={"erneuerung": True}), form.model_copy(update={"erneuerung": False})
    assert adapted(renewed, whole).erneuerung is adapted(first, whole).erneuerung is renewal
    assert adapted(renewed, whole).teilnehmende == ("alle drei" if renewal else None)


# --- O-Ton -------------------------------------------------------------------------------------


def test_parts_of_an_answer_stand_on_lines_of_their_own() -> None:
    """D10: to the character."""
    form = entwurf(ziel=(" Excel ", "und Word\n"), modul_antwort=("die Digitalwerkstatt", "", "vormittags"))
    assert form.antworten == Antworten(" Excel \nund Word\n", "die Digitalwerkstatt\n\nvormittags", "zwei Monate")


def test_a_shortened_wording_leaves_the_rest_as_it_was_said() -> None:
    assert entwurf().kurzfassung is None
    short = entwurf(kurz_ziel="Excel").kurzfassung
    assert short == Antworten("Excel", "die Digitalwerkstatt", "zwei Monate")
    assert entwurf(kurz_ziel="Excel").antworten.ziel == "Excel lernen"
