"""The dialog shows the status as it stands in the chat, without what would act."""

from bot.cards import dialog, status
from bot.cards.elements import Element
from bot.cards.examples import HEUTE, LAUFEND
from dialogs.turn import Reply
from tests.bot.cards.pruefung import of_type, runs


def widths(card: Element) -> list[object]:
    return [column["width"] for column in of_type(card, "Column")]


def test_the_line_of_time_keeps_its_measures() -> None:
    """What has no words, such as the days before today's mark, takes room all the same."""
    whole = status.card(LAUFEND, HEUTE)
    shown = dialog.card(Reply("karte.status", {"fall": LAUFEND, "heute": HEUTE}), "")
    assert widths(shown) == widths(whole)
    assert runs(shown)[: len(runs(whole))] == runs(whole)
    assert [action["title"] for action in of_type(shown, "Action.Submit")] == ["Andere Person"]
