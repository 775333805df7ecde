"""A fresh room has cases in every state of their life, said to the bot by people and written by nobody else."""

from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.uebungsraum.card import texts
from bot.uebungsraum.clock import PracticeClock
from bot.uebungsraum.erfunden import ANNA_LENA, EMRE, PARTICIPANTS, PETRA, SABINE
from bot.uebungsraum.people import Person
from bot.uebungsraum.tour import CANDIDATES
from bot.uebungsraum.verlaeufe import szenen
from dialogs.regelung.werktage import is_werktag
from storage.database import Kind, open_database
from storage.errors import WrongDatabase
from storage.export import zustellungen
from storage.practice import empty, is_sending, stand
from tests.bot.uebungsraum.einrichtung import KEY, MONDAY, SATURDAY, Eingerichtet, eingerichtet

LISTS = {
    "meine Fälle": ["Yılmaz", "Nguyễn", "Al-Hassan", "Großmann", "Schäfer-Özdemir"],
    "Welche Bescheide fehlen?": ["Großmann", "Yılmaz"],
    "Was hat der Träger nicht bestätigt?": ["Haddad", "Al-Hassan", "Yılmaz"],
    "Welche K-Pläne sind anzupassen?": ["Schäfer-Özdemir"],
}


@pytest.mark.parametrize("first", [date(2026, 1, 1), date(2028, 2, 1)])
def test_every_day_of_a_year_has_a_past(first: date) -> None:
    """All of it lies before the day the room begins, in order, on days when people are at their desks."""
    for days in range(366):
        heute = first + timedelta(days=days)
        tage = [szene.tag for szene in szenen(heute)]
        assert tage == sorted(tage)
        assert tage[-1] < heute
        assert all(is_werktag(tag) for tag in tage)
        assert heute - tage[0] > timedelta(days=270)


async def cards(it: Eingerichtet, who: Person, question: str) -> str:
    """What the cards of the answer say."""
    turn = await it.room.say(who, question)
    return "\n".join(text for m in turn.replies if m.card for text in texts(m.card))


def reminders(it: Eingerichtet, who: Person) -> str:
    """What was reminded of on the day the room begins."""
    heute = it.clock.heute().isoformat()
    told = (m for m in it.room.messages(who) if m.summary == "Erinnerung" and m.at.startswith(heute))
    return "\n".join(text for m in told for text in texts(m.card or {}))


async def test_lists_reminders_and_monitoring_show_something_at_once(tmp_path: Path) -> None:
    async with eingerichtet(tmp_path) as it:
        assert it.clock.heute() == MONDAY
        assert {row["zustand"] for row in zustellungen(it.database)} == {"gesendet"}
        for question, names in LISTS.items():
            shown = await cards(it, SABINE, question)
            assert [name for name in names if name not in shown] == [], question
        assert "Fischer" in await cards(it, PETRA, "Was ist offen?")
        turn = await it.room.say(PETRA, "Monitoring")
        assert "Teilnahmen: Digitalwerkstatt 10, Jobakademie 2.0 10, Gesamt 20" in turn.text
        assert "15.03.2027" in reminders(it, SABINE)  # in fourteen days
        assert "04.03.2027" in reminders(it, EMRE)  # in three days
        assert "neun Monate" in reminders(it, EMRE)
        assert "Sabine" not in reminders(it, ANNA_LENA)
        assert await cards(it, SABINE, "weiter") == ""
        assert "Umschulung" in str(stand(it.database, "4711"))


async def test_who_the_tour_is_about_has_no_case(tmp_path: Path) -> None:
    """On a day off as well; the past is there, its reminders come on the next working day."""
    async with eingerichtet(tmp_path, SATURDAY) as it:
        free = [p.nachname for p in CANDIDATES if _is_free(it, p.nummer)]
        assert free == ["Nowak", "Schmidt", "Petrović"]
        assert sum(not _is_free(it, p.nummer) for p in PARTICIPANTS) == 20
        assert reminders(it, EMRE) == ""
        await it.room.forward(2)
        assert "05.01.2027" in reminders(it, EMRE)


def _is_free(it: Eingerichtet, nummer: str) -> bool:
    kept = stand(it.database, nummer)
    assert kept is not None
    return not kept["einbuchungen"] and not kept["entwuerfe"]


async def test_a_fresh_start_plays_it_again_and_a_restart_does_not(tmp_path: Path) -> None:
    async with eingerichtet(tmp_path) as it:
        await it.tour.do("start")
        await it.room.say(SABINE, "neuer Bogen für Nowak")
        await it.room.forward(1)
        said = [(m.id, m.text) for m in it.room.welt]
    async with eingerichtet(tmp_path, SATURDAY) as it:
        assert [(m.id, m.text) for m in it.room.welt] == said
        assert it.clock.heute() == MONDAY + timedelta(days=1)
        assert (it.tour.json()["phase"], it.tour.json()["jetzt"]) == ("laeuft", 2)
        await it.room.reset()
        assert it.clock.heute() == SATURDAY
        assert it.tour.json()["phase"] == "angeboten"
        assert not any("Nowak" in m.text for m in it.room.welt)
        assert "Nguyễn" in await cards(it, SABINE, "meine Fälle")


async def test_a_past_that_was_cut_off_is_played_anew(tmp_path: Path) -> None:
    """The diary is written when all is there; without it a database that holds something holds too little."""
    async with eingerichtet(tmp_path) as it:
        await it.room.say(SABINE, "neuer Bogen für Nowak")
    (tmp_path / "raum.jsonl").unlink()
    async with eingerichtet(tmp_path) as it:
        assert _is_free(it, "4737")
        assert "Nguyễn" in await cards(it, SABINE, "meine Fälle")


def test_only_a_practice_database_is_looked_into_and_emptied(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'echt.sqlite'}", [KEY], PracticeClock())
    database.mark(Kind.PRODUCTION)
    for deed in (empty, is_sending, partial(stand, nummer="4737")):
        with pytest.raises(WrongDatabase):
            deed(database)
    database.close()
