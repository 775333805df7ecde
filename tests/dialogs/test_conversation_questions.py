"""Every question the bot can ask: its last paragraph holds the word of its step and no other, whatever was said."""

from collections.abc import Sequence

import pytest

from dialogs.turn import Clicked, Edited, SentFile
from tests.gespraech import FORM, Chat, click, sent_form, words_in

ZIEL, MODUL, DAUER, BEGINN, KPLAN = FORM
START = "neuer Bogen für Nowak"
FIRST: dict[str, tuple[str, Sequence[str]]] = {
    "person": ("Nummer", ("neuer Bogen",)),
    "person unknown": ("Nummer", ("neuer Bogen für Zwetschgenknödel",)),
    "several persons": ("Nummer", ("neuer Bogen für Müller",)),
    "similar person": ("Nummer", ("neuer Bogen für Novak",)),
    "question 1": ("erreichen", (START,)),
    "question 2": ("Modul", (START, ZIEL)),
    "which Modul": ("Modul", (START, ZIEL, "irgendwas mit Leuten")),
    "two Module": ("Modul", (START, ZIEL, "Digitalwerkstatt und Jobakademie")),
    "question 3": ("Teilnahmedauer", (START, ZIEL, MODUL)),
    "question 3 unclear": ("Teilnahmedauer", (START, ZIEL, MODUL, "weiß nicht")),
    "question 3 range": ("Teilnahmedauer", (START, ZIEL, MODUL, "6 bis 8 Wochen")),
    "question 3 refused": ("Teilnahmedauer", (START, ZIEL, MODUL, "vier Monate", "01.04.2027")),
    "Beginn": ("Beginn", (START, ZIEL, MODUL, DAUER)),
    "Begründung": ("Begründung", (START, ZIEL, MODUL, "die vollen drei Monate", BEGINN)),
    "Kooperationsplan": ("Kooperationsplan", (START, ZIEL, MODUL, DAUER, BEGINN)),
    "preview": ("absenden", (START, *FORM)),
}
AGAIN: dict[str, tuple[str, Sequence[str]]] = {
    "Anlass": ("Anlass", (START,)),
    "Gesprächsform": ("Dreiergespräch", (START, "neue Ziele")),
    "participants": ("Dreiergespräch", (START, "neue Ziele", "ja")),
    "renewal, question 1": ("erreichen", (START, "neue Ziele", "nein")),
    "renewal, question 2": ("Modul", (START, "neue Ziele", "nein", "/bisher")),
    "renewal, question 3": ("Teilnahmedauer", (START, "neue Ziele", "nein", "/bisher", "/bisher")),
    "renewal, sum": (
        "Begründung",
        (START, "Ziel nicht erreicht", "nein", "/bisher", "/bisher", "zwei Monate", "03.05.2027"),
    ),
    "renewal, preview": (
        "absenden",
        (START, "anderes Modul", "ja", "Frau Sommer", "/bisher", "Jobakademie", "/bisher", "03.05.2027", "konkret"),
    ),
    "correction": ("absenden", ("Bogen Nowak korrigieren",)),
}
CHOICES = (
    *("which Modul", "two Module", "Gesprächsform", "Beginn", "Kooperationsplan", "preview", "Anlass"),
    *("renewal, preview", "correction", *(name for name in FIRST if "person" in name)),
)
FREE = [name for name in (*FIRST, *AGAIN) if name not in CHOICES]
"""Here any text is the answer."""


async def at(name: str) -> tuple[Chat, str]:
    """A conversation at that question, and its word."""
    chat = Chat()
    await chat.binds()
    word, texts = (FIRST | AGAIN)[name]
    if name in AGAIN:
        await sent_form(chat)
    await chat.plays(*texts)
    assert chat.step == [word], chat.text
    return chat, word


ALL = pytest.mark.parametrize("name", [*FIRST, *AGAIN])
NOTHING = ["", "🙂", "?!", "\u200b\u200b", "\x00\x01\x02", "\u202e\u202d", "...", "\n\n"]


@ALL
async def test_what_is_no_answer_leads_back_to_the_same_question(name: str) -> None:
    chat, word = await at(name)
    before = chat.storage.world.chats
    for text in NOTHING:
        await chat.says(text)
        assert chat.step == [word], (text, chat.text)
    await chat.does(SentFile())
    assert chat.step == [word], chat.text
    await chat.does(Clicked("absenden", "AZ-0000-0000", "vorschau-0123456789"))
    assert chat.step == [word], chat.text
    await chat.does(Edited("ganz anders", "nobody-knows"))
    assert chat.storage.world.chats.keys() == before.keys()


@ALL
@pytest.mark.parametrize("said", ["hilfe", "Hilfe!", "bitte hilfe", "Hilfe bitte.", "/hilfe", "hilffe"])
async def test_help_helps_and_asks_again(name: str, said: str) -> None:
    chat, word = await at(name)
    answer = await chat.says(said)
    assert chat.step == [word], answer
    assert "\n\n" in answer


@ALL
async def test_an_unknown_line_is_no_answer(name: str) -> None:
    chat, word = await at(name)
    assert "kenne ich nicht" in await chat.says("/quatsch mit Soße")
    assert chat.step == [word], chat.text


async def assert_in_between(chat: Chat, word: str, said: str) -> None:
    answer = await chat.says(said)
    assert chat.step == [word], answer
    assert "\n\n" in answer
    assert not chat.storage.world.drafts


@ALL
@pytest.mark.parametrize("said", ["/status Kowalczyk", "/was ist offen?", "/meine Fälle", "/Seite 2"])
async def test_a_line_in_between_leaves_the_form_where_it_was(name: str, said: str) -> None:
    chat, word = await at(name)
    await assert_in_between(chat, word, said)


@pytest.mark.parametrize("name", CHOICES)
@pytest.mark.parametrize("said", ["Status Kowalczyk", "was ist offen?", "meine Fälle", "Wer läuft diesen Monat aus?"])
async def test_a_question_in_free_words_where_no_text_is_awaited(name: str, said: str) -> None:
    chat, word = await at(name)
    await assert_in_between(chat, word, said)


@pytest.mark.parametrize("name", FREE)
@pytest.mark.parametrize("said", ["Status Nowak", "neuer Bogen für Müller", "Bescheid 4711 erstellt", "weiter"])
async def test_where_a_text_is_awaited_it_is_the_answer_whatever_words_it_holds(name: str, said: str) -> None:
    chat, _ = await at(name)
    facts = chat.storage.world.faelle
    await chat.says(said)
    assert chat.storage.world.faelle == facts
    assert not chat.storage.world.drafts
    assert "eingebucht" not in chat.text


@ALL
async def test_asked_whether_to_throw_away_and_not_done(name: str) -> None:
    chat, word = await at(name)
    if word == "Nummer":
        assert "bleibt alles" in await chat.says("abbrechen")
        return
    for said in ("abbrechen", "Abbruch", "stopp!", "bitte den Bogen abbrechen", "/abbrechen"):
        assert "verwerfen" in await chat.says(said)
        assert chat.step == []
        await chat.says("nein")
        assert chat.step == [word], chat.text


@ALL
async def test_thrown_away(name: str) -> None:
    chat, _ = await at(name)
    sent = len(chat.to("kanal"))
    boegen = [b for e in chat.fall().einbuchungen for b in e.boegen]
    await chat.plays("abbrechen", "ja")
    assert [b for e in chat.fall().einbuchungen for b in e.boegen] == boegen
    assert len(chat.to("kanal")) == sent
    assert "kein Bogen in Arbeit" in await chat.says("weiter")


@ALL
@pytest.mark.parametrize("said", ["pause", "Pause bitte", "/pause", "pauze"])
async def test_laid_aside_and_taken_up_on_another_day(name: str, said: str) -> None:
    chat, word = await at(name)
    if word == "Nummer":
        return
    assert "liegt bereit" in await chat.says(said)
    await chat.next_day()
    assert "Weiter mit dem Bogen" in await chat.says("weiter")
    assert chat.step == [word], chat.text


@pytest.mark.parametrize("name", [n for n in (*FIRST, *AGAIN) if "person" not in n])
async def test_back_to_the_question_before_and_forward_again(name: str) -> None:
    """`zurück` from every step to the first one, then `/weiter` to where it was."""
    chat, word = await at(name)
    seen = [word]
    for _ in range(12):
        answer = await chat.says("zurück")
        if "Weiter zurück geht es nicht" in answer:
            break
        assert len(chat.step) == 1
        seen.append(chat.step[0])
    else:
        pytest.fail(f"no first step: {seen}")
    assert seen[-1] == ("Anlass" if name in AGAIN and name != "correction" else "erreichen")
    await chat.says("/weiter")
    assert chat.step == [word], chat.text


@pytest.mark.parametrize("name", [n for n in (*FIRST, *AGAIN) if "person" not in n])
@pytest.mark.parametrize(
    ("what", "word"),
    [("Ziel", "erreichen"), ("Modul", "Modul"), ("Dauer", "Teilnahmedauer"), ("Beginn", "Beginn")],
)
async def test_change_from_every_step(name: str, what: str, word: str) -> None:
    chat, present = await at(name)
    await chat.says(f"/ändere {what}")
    assert chat.step == [word], chat.text
    await chat.says("/weiter")
    assert chat.step == [present], chat.text


@pytest.mark.parametrize("name", ["preview", "renewal, preview", "correction"])
@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("ändere Ziel", "erreichen"),
        ("Ziel ändern", "erreichen"),
        ("ändere das Modul bitte", "Modul"),
        ("ändere Dauer", "Teilnahmedauer"),
        ("ändere Beginn", "Beginn"),
        ("ändere Kooperationsplan", "Kooperationsplan"),
    ],
)
async def test_change_in_free_words_at_the_preview(name: str, said: str, word: str) -> None:
    chat, _ = await at(name)
    await chat.says(said)
    assert chat.step == [word], chat.text


async def test_what_does_not_belong_to_the_form_is_not_changed() -> None:
    chat, _ = await at("preview")
    for said in ("ändere Anlass", "ändere Begründung", "ändere Teilnehmende", "ändere Gesprächsform"):
        assert "gehört nicht zu diesem Bogen" in await chat.says(said)
        assert chat.step == ["absenden"]
    assert "jemand anderen" in await chat.says("ändere Person")


@ALL
async def test_too_long_a_text_is_refused_with_its_length(name: str) -> None:
    chat, word = await at(name)
    answer = await chat.says("a" * 3001)
    assert chat.step == [word], answer
    assert ("3.001" in answer) is (name not in CHOICES or "person" not in name), answer


@pytest.mark.parametrize("name", ["question 1", "question 2", "participants", "renewal, sum", "renewal, question 1"])
@pytest.mark.parametrize("sign", ["x", "😀"], ids=["one unit", "two units"])
async def test_exactly_the_limit_is_taken(name: str, sign: str) -> None:
    """D10: 3,000 UTF-16 units; an emoji has two."""
    chat, word = await at(name)
    text = "Ja " + sign * (2996 // len(sign.encode("utf-16-le")) * 2) + "!"
    text += "!" * (3000 - len(text.encode("utf-16-le")) // 2)
    answer = await chat.says(text + "!")
    assert "3.001" in answer
    assert chat.step == [word]
    await chat.says(text)
    assert "höchstens" not in chat.text
    moved_on = name != "question 2"  # which asks for the Modul again
    assert (chat.step != [word]) is moved_on, chat.text


@ALL
async def test_a_button_of_another_card_is_never_an_answer(name: str) -> None:
    """Buttons without a step belong to lists and reminders; beside an O-Ton they are commands or nothing."""
    chat, word = await at(name)
    await chat.does(Clicked("Status 4714"))
    assert chat.step == [word], chat.text
    await chat.does(Clicked("irgendein alter Knopf"))
    assert chat.step == [word], chat.text
    kept = chat.storage.world.chats["a:ida"].zustand or ""
    assert "alter Knopf" not in kept


async def test_questions_about_a_text_that_comes_twice_name_the_step() -> None:
    chat = Chat()
    await chat.plays(START, ZIEL)
    await chat.says(ZIEL)
    assert "Ist das auch die Antwort auf Frage 2" in chat.asked
    assert chat.step == ["Modul"]
    await chat.says("nein")
    await chat.plays(MODUL, MODUL)
    assert chat.step == ["Teilnahmedauer"]
    assert "Frage 3" in chat.asked


async def test_the_buttons_of_the_preview_do_what_their_words_do() -> None:
    chat, _ = await at("preview")
    (card,) = chat.cards
    await chat.does(click(card, "Dauer"))
    assert chat.step == ["Teilnahmedauer"]
    assert "früheren Stand" in await chat.does(click(card, "Absenden"))
    assert chat.step == ["Teilnahmedauer"]
    await chat.says("/weiter")
    (card,) = chat.cards
    assert "Fertig" in await chat.does(click(card, "Absenden"))
    assert "früheren Stand" in await chat.does(click(card, "Absenden"))
    assert len(chat.einbuchung().boegen) == 1


def test_the_words_tell_the_steps_apart() -> None:
    """No word is part of another one."""
    assert all(words_in(word) == [word] for word in ("Modul", "Beginn", "Begründung", "Nummer"))
