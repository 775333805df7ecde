"""Every key has a text and every text a key; what people wrote stays harmless in Markdown wherever it stands."""

import ast
import inspect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest

import bot.texts as texts_package
from bot.cards import vorschau
from bot.prose import CARD_KEYS, GermanProse
from bot.texts import TEXTS, regeln, say
from dialogs.delivery import Address, Done, Json, Never, Target, Unknown
from dialogs.entwurf import Schritt
from dialogs.files import PaperFile
from dialogs.outbox import Art, Due, Op, Outgoing
from dialogs.turn import Edited, Joined, LookedUp, Reply, Sender, SendFile
from tests.gespraech import CASES, FORM, HENNING, HOUSE, JAN, KIM, PETRA, STAFF, TRAEGER, Chat

ROOT = Path(__file__).parents[2]
KEY = re.compile(r"[a-z_]+(\.[a-z_]+)*")


def trees(*folders: str) -> Iterator[ast.AST]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "texts" not in path.parts:
                yield ast.parse(path.read_text(encoding="utf-8"))


def constants(tree: ast.AST) -> Iterator[str]:
    """All strings in the code but its docstrings."""
    docs = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


def called(tree: ast.AST, name: str, place: int) -> Iterator[str]:
    """The constant argument at that place of every call of that name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
            argument = node.args[place] if len(node.args) > place else None
            if isinstance(argument, ast.Constant):
                yield str(argument.value)


def test_each_key_has_a_text() -> None:
    used = {key for tree in trees("dialogs", "bot") for key in called(tree, "Reply", 0)}
    built = {f"{kind}.{schritt}" for kind in ("frage", "hilfe") for schritt in Schritt}
    assert len(used) > 60
    assert used | built <= set(TEXTS) | CARD_KEYS


def test_each_text_has_a_key() -> None:
    said = {text for tree in trees("dialogs", "bot") for text in constants(tree)}
    built = {f"{kind}.{schritt}" for kind in ("frage", "hilfe") for schritt in Schritt}
    assert set(TEXTS) | CARD_KEYS <= said | built


def test_each_key_is_said_in_one_module_only() -> None:
    modules: Sequence[ModuleType] = [m for _, m in inspect.getmembers(texts_package, inspect.ismodule)]
    keys = [key for module in modules for key in getattr(module, "TEXTS", {})]
    assert sorted(keys) == sorted(set(keys))
    assert set(keys) == set(TEXTS)


def test_each_finding_of_a_rule_has_words() -> None:
    core = list(trees("dialogs"))
    verstoesse = frozenset(key for tree in core for key in called(tree, "Verstoss", 2))
    hinweise = frozenset(key for tree in core for key in called(tree, "Hinweis", 2))
    assert (verstoesse, hinweise) == regeln.KEYS
    assert hinweise == set(vorschau._HINWEIS)


def test_an_unknown_key_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        say("gibt.es.nicht", {})


def test_texts_are_paragraphs() -> None:
    """Without leading or trailing blanks, and with one empty line between paragraphs."""
    for key, text in TEXTS.items():
        try:
            said = text({})
        except (KeyError, TypeError):
            continue
        assert said == said.strip(), key
        assert "\n\n\n" not in said, key


# --- what people wrote ---------------------------------------------------------------------------------

EVIL = "Zq*Zq_Zq`Zq<Zq[Zq]Zq|Zq#Zq~Zq"
"""Every sign of Markdown between marks; a mark followed by a sign without a backslash is one that works."""
_CODE = re.compile(r"(?<!\\)`[^`]*`")
_WORKS = re.compile(r"Zq[*_`<>\[\]|#~]")


def harmful(text: str) -> list[str]:
    """Signs of a user's that would work as Markdown; between back-ticks nothing does."""
    return _WORKS.findall(_CODE.sub("", text))


def test_the_check_finds_what_is_not_escaped() -> None:
    assert harmful(f"Frau {EVIL}") != []
    assert harmful(f"**Frau** `{EVIL.replace('`', '')}` und `so`") == []
    assert harmful("Frau Zq\\*Zq\\_Zq") == []


@dataclass
class Listening(GermanProse):
    """Notes which keys were said with which values."""

    keys: set[str] = field(default_factory=set)

    def messages(self, replies: Sequence[Reply]) -> list[Json]:
        self.keys |= {reply.key for reply in replies}
        return super().messages(replies)

    def dialog(self, reply: Reply) -> Json:
        self.keys.add(reply.key)
        return super().dialog(reply)


def evil_house(*, files: bool = True) -> Chat:
    """Everybody has signs of Markdown in the middle of their name."""
    staff = [replace(s, name=f"{s.name.split()[0]} {EVIL} {s.name.split()[-1]}", team=s.team) for s in STAFF]
    cases = [replace(c, vorname=f"{c.vorname} {EVIL}", ifk_name=f"Ida {EVIL}") for c in CASES]
    return Chat(prose=Listening(), staff=staff, cases=cases, files=files)


async def live(chat: Chat) -> None:
    """Everything that repeats a user's words is said at least once."""
    clock = chat.clock
    await chat.does(Joined())
    await chat.does(Edited("x", "none"))
    await chat.plays(
        "neuer Bogen für Zwetschge", f"Erika {EVIL}, 4711", f"Erika {EVIL[:5]} Meier, 9001", "abbrechen", "ja"
    )
    await chat.plays("neuer Bogen für Digitalwerkstatt für 4711", EVIL, EVIL, "nein", "zurück", "zurück")
    await chat.says(f"{EVIL} 2", activity_id="e1")
    await chat.does(Edited(f"{EVIL} 3", "e1"))
    await chat.plays("ja", "irgendwas", "Digitalwerkstatt und Jobakademie", "Gesundheitsprojekt", "Digitalwerkstatt")
    await chat.plays(
        "/kürze Ziel kurz", "/kürze Ziel", "weiß nicht", "8 Wochen", "30.02.2027", "28.02.2027", "01.03.2027"
    )
    await chat.plays("Status Müller", "Bescheid 4711", "/neuer Bogen für 4711", "x" * 3001, "allgemein", "pause")
    await chat.next_day()
    await chat.plays(
        "neuer Bogen für 4712", "/weiter 4711", "absenden", "Status 4711", "Status Zwetschge*", "abbrechen"
    )
    await chat.plays("weiter 4712", "pause", "weiter Zwetschge", "neuer Bogen für 4712", "weiter", "pause")
    await chat.plays("neuer Bogen für 4713", "pause", "verwerfen 4713", "verwerfen")
    form = chat.einbuchung().boegen[0].formularnummer
    await chat.says("Träger-Kanal einrichten", PETRA)
    await chat.binds()
    who = replace(TRAEGER, name=f"Mira {EVIL} Okafor")
    for text in ("Empfang bestätigt", "Empfang bestätigt", f"Rückfrage: {EVIL}", "begonnen am 30.02.2027", "Liste"):
        await chat.in_channel(f"{form} {text}", who)
    await chat.in_channel(f"{form} beendet am 03.03.2030", who)
    await chat.plays(f"Antwort {form}", EVIL, "Antwort AZ-ZZZZ-ZZZZ: x", "meine Fälle", "K-Plan Müller")
    await chat.plays(
        "abbrechen", "Bescheid 4711", "heute", "Bescheid 4711", "Bescheid 4711 erstellt am 30.02.2027", "rückgängig"
    )
    await chat.plays("Bescheid 4714 erstellt", "Einbuchung 4711 ab 20.02.2027", "4711 eingebucht", "Abschluss 4714")
    again = ("neuer Bogen für 4711", "anderes Modul", "ja", EVIL, f"{EVIL}!", "Jobakademie", "sieben Monate")
    await chat.plays(*again, "19.04.2027", "bis 30.07.2027", "Abschluss 4711", "konkret", "absenden")
    await chat.plays("neuer Bogen für 4711", "neue Ziele")
    await chat.next_day()
    await chat.plays("nein", "pause", "weiter 4711", "abbrechen", "ja", "neuer Bogen für 4712", "weiter")
    await chat.next_day()
    await chat.plays("Bewerbung", "pause", "wer läuft heute aus?")
    clock.now = datetime(2027, 5, 4, 9, tzinfo=UTC)
    await chat.in_channel(f"{form} begonnen", who)
    await chat.plays(
        "Bogen 4711 zurückziehen",
        "ja",
        "Bogen 4711 zurückziehen",
        "ja",
        f"{form} zurückziehen",
        "ja",
        "Bogen 4711 zurückziehen",
    )
    await chat.in_channel(f"{form} begonnen", who)
    await chat.plays(
        "neuer Bogen für 4713", EVIL, *FORM[1:3], "01.06.2027", "so lange wie möglich", "pause", "Erinnerungen aus"
    )
    await chat.plays(
        "weiter 4713",
        "/ändere Dauer",
        "so lange wie es geht",
        EVIL,
        "allgemein",
        "absenden",
        "Einbuchung 4713 stornieren",
        "ja",
    )
    await chat.plays("neuer Bogen für 4712", "weiter", *FORM[1:3], "sofort", "allgemein", "absenden")
    second = chat.einbuchung(CASES[1]).boegen[0].formularnummer
    clock.now = datetime(2027, 5, 20, 9, tzinfo=UTC)
    await chat.plays("Abschluss 4712", "19.05.2027", f"Ziel erreicht: {EVIL}", f"Antwort {second}: x", "rückgängig")
    await chat.in_channel(f"{second} Dreiergespräch: {EVIL}", who)
    await chat.plays("4712 auf Abschluss gesetzt am 19.05.2027", "später")
    await chat.in_channel(f"{second} begonnen", who)
    await chat.says("Fall 4711 ab 1.12.2027 an Weber übergeben")
    await chat.plays("Fall 4711 an Weber übergeben", "Fall 4711 an Kern übergeben", "Fall 4712 an Webber übergeben")
    await chat.plays(
        "Fall 4712 an *Sommer* übergeben", "Fall 4712 an Kern übergeben", "alle meine Fälle an Weber übergeben", "ja"
    )
    await chat.plays(
        "alle meine Fälle an Weber übergeben", "Vertretung durch Weber", "Vertretung durch Weber bis 01.02.2027"
    )
    await chat.says("Vertretung durch Weber bis 01.06.2027", KIM)
    await chat.says("Vertretung beenden", KIM)
    await chat.says("Vertretung beenden", KIM)
    await chat.says("Vertretung durch Weber bis 01.06.2027", KIM)
    await chat.says("Vertretung für Kern durch Weber bis 01.06.2027", PETRA)
    await chat.says("Vertretung beenden", JAN)
    await chat.says("Vertretung für Kern durch Weber beenden", PETRA)
    await chat.says("alle Fälle von Weber an Kern übergeben", PETRA)
    await chat.says("ja", PETRA)
    await chat.says("Abschluss 4711")
    await chat.says("Fall 4711 an Vogt übergeben", PETRA)
    await chat.says("heute")
    await files(chat)
    await chat.plays("neuer Bogen für 4714", *FORM)
    for text in ("neuer Bogen für 4714", *FORM, "absenden"):
        await chat.says(text, JAN)
    await chat.plays("absenden", "abbrechen", "ja")
    await chat.says("Wer hat 4711 gesehen?", PETRA)
    await chat.says("Monitoring", PETRA)
    await chat.says("Status 4711", HENNING)
    await chat.says("hilfe", JAN)
    await failing_form(chat)
    await chat.reminds()


async def files(chat: Chat) -> None:
    """Every fate of a file, in a house that lets them go and in one that does not."""
    for house in (evil_house(), evil_house(files=False)):
        await house.plays("neuer Bogen für 4711", *FORM, "absenden", "Bogen 4711 als PDF")
        await house.plays("Handzettel 4711 auf Türkisch", "Handzettel 4713")
        fall = house.fall()
        form = fall.einbuchungen[0].boegen[0].formularnummer
        for outcome in (Done(""), Unknown("reset"), Never("http_403")):
            sent = SendFile("ida", PaperFile(fall, form, "bogen"), Target("https://goe.sharepoint.com/a"))
            await house.service.tell_file(sent, outcome)
        await house.service.look_up(LookedUp(Sender("ida", HOUSE, "Ida"), "19:x", EVIL))
        await house.reminds()
        chat.sent += house.sent
        assert isinstance(house.prose, Listening)
        assert isinstance(chat.prose, Listening)
        chat.prose.keys |= house.prose.keys


async def failing_form(chat: Chat) -> None:
    """A form that does not arrive."""
    form = chat.einbuchung(CASES[1]).boegen[0].formularnummer
    out = Outgoing("x", Art.BOGEN, Op.POST_TWICE, "kanal", None, "{}", formularnummer=form)
    assert out.address is None
    await chat.service.tell_failed(Due(out, Address("https://x.example/", "19:kanal"), None, 1), "http_404")


async def test_whatever_people_are_called_or_write_is_shown_and_never_works() -> None:
    chat = evil_house()
    await live(chat)
    texts = [sent.text for sent in chat.sent]
    assert sum("Zq" in text for text in texts) > 60
    assert [text for text in texts if harmful(text)] == []
    assert isinstance(chat.prose, Listening)
    unsaid = {key for key, text in TEXTS.items() if needs_values(key)} - chat.prose.keys
    assert unsaid == {"stoerung", "ifk.verspaetet"}


def needs_values(key: str) -> bool:
    """Whether the text says more than words of ours."""
    try:
        TEXTS[key]({})
    except (KeyError, TypeError):
        return True
    return False
