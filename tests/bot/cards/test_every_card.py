"""What holds for every card, whatever it shows."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from pydantic import BaseModel

from bot.cards import bogen, erinnerung, examples, formular, liste, status, uebergabe, vorschau
from bot.cards.elements import Element
from bot.cards.examples import examples as all_examples
from dialogs.regelung.erwartungsbogen import Antworten
from dialogs.regelung.fristen import Menge, zeitraum
from dialogs.regelung.kplan import KPlan
from dialogs.requests import Liste
from tests.bot.cards.pruefung import MAX_BYTES, of_type, parts, runs, schema_errors, sent_bytes, submits

MARK = "**M**<at>x</at>"
CARDS = all_examples()
READS_MARKDOWN = ("TextBlock", "FactSet", "Fact")


@pytest.mark.parametrize("name", CARDS)
def test_the_official_schema_finds_nothing(name: str) -> None:
    assert schema_errors(CARDS[name]) == []


@pytest.mark.parametrize(
    "broken",
    [
        {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlock", "txt": "a"}]},
        {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "Input.Text"}]},
        {"type": "AdaptiveCard", "version": "1.5", "actions": [{"type": "Action.Sbmit"}]},
    ],
    ids=["unknown property", "input without id", "unknown action"],
)
def test_the_schema_check_can_fail(broken: Element) -> None:
    assert schema_errors(broken)


@pytest.mark.parametrize("name", CARDS)
def test_it_says_its_language_and_what_to_show_instead(name: str) -> None:
    card = CARDS[name]
    assert card["version"] == "1.5"
    assert card["lang"] == "de"
    assert card["fallbackText"]
    assert "Demir" not in card["fallbackText"]
    assert any(part.get("style") == "heading" for part in of_type(card, "TextBlock"))


@pytest.mark.parametrize("name", CARDS)
def test_every_button_is_a_submit_with_its_text(name: str) -> None:
    """A ShowCard only opens a small form; what it sends is a Submit again."""
    kinds = {str(part["type"]) for part in parts(CARDS[name]) if str(part.get("type")).startswith("Action.")}
    assert kinds <= {"Action.Submit", "Action.ShowCard"}
    for action in of_type(CARDS[name], "Action.Submit"):
        assert action["title"]
        assert action["data"]["azb"]["text"]


@pytest.mark.parametrize("name", CARDS)
def test_nothing_is_as_wide_as_pixels_say(name: str) -> None:
    widths = [part["width"] for part in of_type(CARDS[name], "Column")]
    assert all(isinstance(width, int) or width in ("auto", "stretch") for width in widths)
    assert all(part.get("wrap") for part in of_type(CARDS[name], "TextBlock"))


@pytest.mark.parametrize("name", CARDS)
def test_an_input_has_a_label_and_an_id_of_its_own(name: str) -> None:
    inputs = [part for part in parts(CARDS[name]) if str(part.get("type")).startswith("Input.")]
    assert all(part["label"] for part in inputs)
    ids = [part["id"] for part in inputs]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", CARDS)
def test_a_ground_of_colour_has_words_on_it(name: str) -> None:
    """Nothing is said by colour alone."""
    for part in of_type(CARDS[name], "Container", "Column"):
        if "style" in part:
            assert any(run.strip() for run in runs(part)) or part["style"] == "emphasis"


# --- what people wrote ---------------------------------------------------------------------------


def marked(value: Any) -> Any:
    """The same value with the marker in every text a person or the roster brings in."""
    if isinstance(value, BaseModel):
        return value.model_copy(update={name: marked(getattr(value, name)) for name in type(value).model_fields})
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: marked(getattr(value, f.name)) for f in fields(value)})
    if isinstance(value, tuple):
        return tuple(marked(item) for item in value)
    if isinstance(value, Mapping):
        return {key: item if key == "stand" else marked(item) for key, item in value.items()}
    return f"{value} {MARK}" if type(value) is str and not value.startswith("AZ-") else value


def marked_cards() -> dict[str, Element]:
    e = examples
    laufend, erstmals, zu = marked(e.LAUFEND), marked(e.ERSTMALS), marked(e.GESCHLOSSEN)
    first = vorschau_values(marked(e.ENTWURF), marked(e.NEU))
    renewal = vorschau_values(marked(e.ERNEUERUNG), erstmals)
    errors = {"ziel": MARK, "beginn": MARK}
    return {
        "bogen": bogen.card(laufend, e.ZWEITER.formularnummer, e.HEUTE),
        "bogen_alt": bogen.card(laufend, e.ERSTER.formularnummer, e.HEUTE),
        "vorschau": vorschau.card(first),
        "vorschau_erneuerung": vorschau.card(renewal),
        "uebergabe": uebergabe.card(marked(e.uebergabe_values(e.ERSTER, None, KPlan.KONKRET))),
        "uebergabe_erneuerung": uebergabe.card(marked(e.uebergabe_values(e.ZWEITER, e.ERSTER, KPlan.KONKRET))),
        "status": status.card(laufend, e.HEUTE),
        "status_zu": status.card(zu, e.HEUTE),
        "liste": liste.card(marked(e.seite()), Liste.AUFGABEN, "Aufgaben", e.HEUTE),
        "erinnerung": erinnerung.card({**e.erinnerung_values(), "elb": marked(e.AYLIN), "was": MARK}),
        "formular": formular.card(marked(e.ERNEUERUNG), erstmals, errors),
    }


def vorschau_values(entwurf: Any, fall: Any) -> dict[str, Any]:
    span = zeitraum(entwurf.beginn, Menge(months=3))
    return dict(examples.vorschau_values(entwurf, fall, span))


MARKED = marked_cards()


@pytest.mark.parametrize("name", MARKED)
def test_what_people_wrote_stands_where_nothing_reads_markdown(name: str) -> None:
    card = MARKED[name]
    where = {_owner(part) for part in parts(card) if any(MARK in v for v in part.values() if isinstance(v, str))}
    assert where
    assert where <= {"TextRun", "Input.Text", "azb"}


def _owner(part: dict[str, Any]) -> str:
    return str(part.get("type", "azb"))


def test_the_o_ton_stands_there_to_the_character() -> None:
    oton = "  Ich **will**\n\n\t„Büro“ <b>\u00a0\u202eXYZ {{DATE(2027-01-01T00:00:00Z)}} 👩\u200d🏭  "
    sent = replace(examples.ERSTER, antworten=Antworten(oton, "b", "c"))
    fall = replace(examples.ERSTMALS, einbuchungen=(replace(examples.EINBUCHUNG, boegen=(sent,)),))
    card = bogen.card(fall, sent.formularnummer, examples.HEUTE)
    assert oton in "".join(runs(card))
    assert "Der Wortlaut enthält unsichtbare Zeichen." in runs(card)


def test_a_client_finds_no_date_to_fill_in() -> None:
    oton = "ab {{DATE(2027-01-01T00:00:00Z)}}"
    sent = replace(examples.ERSTER, antworten=Antworten(oton, "b", "c"))
    fall = replace(examples.ERSTMALS, einbuchungen=(replace(examples.EINBUCHUNG, boegen=(sent,)),))
    assert not any("{{DATE" in run for run in runs(bogen.card(fall, sent.formularnummer, examples.HEUTE)))


# --- the size ------------------------------------------------------------------------------------------

WORST = {
    "letters": "ä",
    "emoji": "😀",
    "quotes": '"',
    "line breaks": "\n",
    "backslashes": "\\",
    "control": "\x01",
    "dates": "{{DATE(2027-01-01T00:00:00Z)}}",
    "directions": "\u202e",
}


def full(sign: str) -> str:
    """3,000 UTF-16 units of the sign, as many as D10 lets in."""
    return (sign * 3000)[: 3000 if sign < "\uffff" else 1500]


def bloated(value: Any, sign: str) -> Any:
    """The value with every text a person can write as long as it may be."""
    longest = full(sign)
    long = Antworten(longest, longest, longest)
    told = tuple(replace(r, text=longest) for r in examples.ERSTER.rueckmeldungen * 5)
    boegen = tuple(
        replace(b, antworten=long, begruendung=longest, teilnehmende=longest, rueckmeldungen=told)
        for b in value.open_einbuchung.boegen
    )
    return replace(value, einbuchungen=(replace(value.open_einbuchung, boegen=boegen),))


def bloated_entwurf(entwurf: Any, sign: str) -> Any:
    longest = full(sign)
    texts = {"ziel": (longest,), "modul_antwort": (longest,), "begruendung": longest, "teilnehmende": longest}
    return entwurf.model_copy(update=texts)


@pytest.mark.parametrize("sign", WORST.values(), ids=WORST)
def test_every_card_stays_under_the_limit(sign: str) -> None:
    e = examples
    fall = bloated(e.LAUFEND, sign)
    old, new = fall.open_einbuchung.boegen
    entwurf = bloated_entwurf(e.ERNEUERUNG, sign)
    cards = {
        "bogen": bogen.card(fall, new.formularnummer, e.HEUTE),
        "bogen_alt": bogen.card(fall, old.formularnummer, e.HEUTE),
        "vorschau": vorschau.card(vorschau_values(entwurf, fall)),
        "uebergabe": uebergabe.card(e.uebergabe_values(new, None, KPlan.KONKRET)),
        "uebergabe_erneuerung": uebergabe.card(e.uebergabe_values(new, old, KPlan.KONKRET)),
        "status": status.card(fall, e.HEUTE),
        "formular": formular.card(entwurf, fall, {}),
    }
    assert {name: sent_bytes(card) for name, card in cards.items() if sent_bytes(card) > MAX_BYTES} == {}
    assert [error for card in cards.values() for error in schema_errors(card)] == []


@pytest.mark.parametrize("sign", ["ä", "😀", "\u202e"])
def test_three_answers_of_ordinary_signs_stand_there_whole(sign: str) -> None:
    """D10: the length of an answer is chosen so that the card is always whole."""
    fall = bloated(examples.LAUFEND, sign)
    card = bogen.card(fall, examples.ZWEITER.formularnummer, examples.HEUTE)
    assert runs(card).count(full(sign)) == 3


def test_room_is_left_for_the_buttons_that_need_an_input() -> None:
    card = bogen.card(bloated(examples.LAUFEND, "ä"), examples.ZWEITER.formularnummer, examples.HEUTE)
    assert "Rückfrage senden" in submits(card)


def test_what_had_to_give_way_says_how_much_is_missing() -> None:
    fall = bloated(examples.LAUFEND, '"')
    card = bogen.card(fall, examples.ZWEITER.formularnummer, examples.HEUTE)
    shown = [run for run in runs(card) if set(run.strip()) == {'"'}]
    notes = [run for run in runs(card) if "Hier fehlen" in run]
    assert len(shown) == len(notes) == 3
    missing = f"{3000 - len(shown[0]):,}".replace(",", ".")
    assert missing in notes[0]


def test_a_long_list_of_long_names_stays_under_the_limit() -> None:
    page = replace(examples.seite(), zeilen=examples.seite().zeilen * 6)
    lines = tuple(replace(z, name='"' * 500) for z in page.zeilen)
    card = liste.card(replace(page, zeilen=lines), Liste.MEINE_FAELLE, "Meine Fälle", examples.HEUTE)
    assert sent_bytes(card) <= MAX_BYTES
