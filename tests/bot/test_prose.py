"""From the replies of a turn to messages: cards first and apart, then one text with the question last."""

from bot.prose import CARD_KEYS, MAX_BUTTONS, GermanProse, text_activity
from bot.texts import say
from dialogs.turn import Reply
from tests.fakes.akte import bogen, einbuchung, fall, tag

PROSE = GermanProse()
STATUS = Reply(
    "karte.status",
    {"fall": fall(einbuchung("08.03.2027", bogen(1, "08.03.2027-02.05.2027"))), "heute": tag("09.03.2027")},
)


def test_the_text_comes_last_in_one_message() -> None:
    card, text = PROSE.messages(
        (Reply("antwort.leer"), STATUS, Reply("kplan.unklar", choices=("allgemein", "konkret")))
    )
    assert "text" not in card
    assert text["text"] == say("antwort.leer", {}) + "\n\n" + say("kplan.unklar", {})
    assert "attachments" not in text
    assert [a["value"] for a in text["suggestedActions"]["actions"]] == ["allgemein", "konkret"]


def test_buttons_are_those_of_the_question() -> None:
    (text,) = PROSE.messages((Reply("antwort.leer", choices=("ja",)), Reply("kplan.unklar")))
    assert "suggestedActions" not in text


def test_no_more_buttons_than_teams_shows() -> None:
    actions = text_activity("?", [str(n) for n in range(9)])["suggestedActions"]["actions"]
    assert len(actions) == MAX_BUTTONS


def test_nothing_said_is_no_message() -> None:
    assert PROSE.messages(()) == []
    assert len(PROSE.messages((STATUS,))) == 1


def test_every_card_has_a_summary_that_gives_nothing_away() -> None:
    (card,) = PROSE.messages((STATUS,))
    assert card["summary"] == "Stand einer Teilnahme"
    assert "karte.bericht" in CARD_KEYS


def test_the_placeholder_holds_the_number_alone() -> None:
    placeholder = PROSE.bogen_placeholder("AZ-1234-ABCD")
    assert "AZ-1234-ABCD" in placeholder["text"]
    assert "attachments" not in placeholder


def test_the_form_of_a_fall() -> None:
    posted = PROSE.bogen(STATUS.values["fall"], "F-1", tag("09.03.2027"))
    assert posted["summary"] == "Erwartungsbogen F-1"
    assert "Müller" in str(posted["attachments"])
