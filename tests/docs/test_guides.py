"""What the guides tell people to write is understood by the bot, said by the Rolle the guide is for.

In docs/ifk.md, docs/traeger.md and docs/leitung.md whatever stands between backticks is such a phrase; `...` stands
for words of one's own, `AZ-...` for a Formularnummer. Each is tried in every situation until one understands it;
where any text is taken, as an O-Ton is, nothing counts as understood.
"""

import re
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.cards.examples import examples
from bot.prose import GermanProse
from bot.texts.monitoring import TITEL
from dialogs.delivery import Json
from dialogs.regelung.fall import Elb
from dialogs.rollen import Staff
from dialogs.turn import Reply
from tests.gespraech import FORM, HENNING, IDA, JANS, KIMS, PETRA, TRAEGER, Chat, sent_form, titles

DOCS = Path(__file__).parent.parent.parent / "docs"
MENTION = "@Aktivzentrum "
MUELLER = Elb("4711", "Andrea", "Müller", IDA.id, IDA.name, IDA.team)
NOWAK = Elb("4712", "Katarzyna", "Nowak", IDA.id, IDA.name, IDA.team)
MANY = tuple(replace(NOWAK, nummer=str(6000 + n), nachname=f"Person{n}") for n in range(6))
CASES = (MUELLER, NOWAK, JANS, KIMS, *MANY)
NOT_UNDERSTOOD = re.compile(
    r"nicht_verstanden|keine_berechtigung|fremd|verstoss|nichts_in_arbeit|frage\.person|.*\.keine_berechtigung"
    r"|.*\.unbekannt|.*unklar|.*nichts.*|.*vorbei|.*bis_wann|.*nur_.*|.*_wen|.*\.wer|.*mehrere.*|.*_leer|.*_formular"
    r"|.*kein_.*|.*\.was"
)
"""Keys of replies that refuse, ask again or say that nothing was done."""
HELP = ("hilfe", "traeger.hilfe")
"""What is said to whatever is no answer; only who asks for help is helped by it."""


@dataclass
class Hearing(GermanProse):
    """The bot's prose, which notes the keys of what it says."""

    keys: list[str] = field(default_factory=list)

    def messages(self, replies: Sequence[Reply]) -> list[Json]:
        self.keys += [reply.key for reply in replies]
        return super().messages(replies)


@dataclass(frozen=True)
class Phrase:
    """What a guide says to write, and who may."""

    page: str
    text: str
    who: Staff

    @property
    def id(self) -> str:
        return f"{self.page}: {self.text}"


WHO: Mapping[str, Staff] = {"ifk": IDA, "traeger": TRAEGER, "leitung": PETRA}
SECTIONS: Mapping[str, Staff] = {"Für die Fachaufsicht": HENNING}
"""Sections of a page that are for somebody else."""


def phrases(page: str, text: str) -> Iterator[Phrase]:
    """Each once, in its order."""
    for section in re.split(r"^## ", text, flags=re.MULTILINE):
        who = SECTIONS.get(section.partition("\n")[0], WHO[page])
        for found in dict.fromkeys(re.findall(r"`([^`]+)`", section)):
            if found not in ("so", MENTION.strip()):
                yield Phrase(page, " ".join(found.split()), who)


ALL = [p for page in WHO for p in phrases(page, (DOCS / f"{page}.md").read_text(encoding="utf-8"))]


# --- situations ---------------------------------------------------------------------------------------


async def at_rest(chat: Chat) -> None:
    """A first Bogen was sent to the channel."""
    await chat.binds()
    await sent_form(chat, MUELLER)


async def in_june(chat: Chat) -> None:
    await at_rest(chat)
    chat.clock.now = datetime(2027, 6, 1, 9, tzinfo=UTC)


async def confirmed(chat: Chat) -> None:
    await at_rest(chat)
    await chat.says("Bescheid Müller erstellt")


async def asked_by_traeger(chat: Chat) -> None:
    await at_rest(chat)
    await chat.in_channel("Rückfrage: Vormittags?", thread=thread(chat))


async def no_channel(_chat: Chat) -> None:
    """The first day of the house."""


async def person_asked(chat: Chat) -> None:
    await chat.says("neuer Bogen")


async def first_question(chat: Chat) -> None:
    await chat.says("neuer Bogen für Nowak")


async def second_question(chat: Chat) -> None:
    await chat.plays("neuer Bogen für Nowak", FORM[0])


async def beginn_asked(chat: Chat) -> None:
    await chat.plays("neuer Bogen für Nowak", *FORM[:3])


async def kplan_asked(chat: Chat) -> None:
    await chat.plays("neuer Bogen für Nowak", *FORM[:4])


async def preview(chat: Chat) -> None:
    await chat.plays("neuer Bogen für Nowak", *FORM)


async def paused(chat: Chat) -> None:
    await chat.plays("neuer Bogen für Nowak", FORM[0], "pause")


async def long_list(chat: Chat) -> None:
    """More lines than stand on a page: two tasks for each form."""
    for elb in MANY:
        await sent_form(chat, elb)
    await chat.says("was ist offen?", PETRA)


Situation = Callable[[Chat], Awaitable[None]]
SITUATIONS: Sequence[Situation] = (
    at_rest,
    in_june,
    no_channel,
    person_asked,
    first_question,
    second_question,
    beginn_asked,
    kplan_asked,
    preview,
    paused,
    confirmed,
    asked_by_traeger,
    long_list,
)

AS_O_TON: Mapping[Situation, str] = {first_question: "frage.modul", second_question: "frage.dauer"}
"""What is asked there once the phrase was taken for the O-Ton."""


def thread(chat: Chat) -> str:
    return f"id-{next(iter(chat.posts()))}"


# --- saying it ------------------------------------------------------------------------------------------


async def heard(phrase: Phrase, situation: Situation) -> list[str]:
    """The keys of what the bot says to it."""
    prose = Hearing()
    chat = Chat(prose=prose, cases=CASES)
    await situation(chat)
    forms = [b.formularnummer for f in chat.storage.world.faelle.values() for e in f.einbuchungen for b in e.boegen]
    text = re.sub(r"AZ-(\.\.\.|…)", forms[0] if forms else "AZ-ZZZZ-ZZZZ", phrase.text)
    text = re.sub(r"\.\.\.|…", "Passt der Vormittag?", text)
    prose.keys.clear()
    if text.startswith(MENTION):
        place = thread(chat) if chat.posts() and phrase.who is TRAEGER else None
        await chat.in_channel(text.removeprefix(MENTION), phrase.who, thread=place)
    else:
        await chat.says(text, phrase.who)
    return prose.keys


def is_understood(phrase: Phrase, keys: Sequence[str]) -> bool:
    if not keys or any(NOT_UNDERSTOOD.fullmatch(key) for key in keys):
        return False
    return "hilfe" in phrase.text or not any(key in HELP for key in keys)


async def first_understanding(phrase: Phrase) -> str | None:
    for situation in SITUATIONS:
        keys = await heard(phrase, situation)
        if is_understood(phrase, keys) and AS_O_TON.get(situation) not in keys:
            return situation.__name__
    return None


@pytest.mark.parametrize("phrase", ALL, ids=lambda phrase: phrase.id)
async def test_what_a_guide_says_to_write_is_understood(phrase: Phrase) -> None:
    assert await first_understanding(phrase)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Müller ist nett", IDA),
        ("Monitoring", IDA),
        ("neuer Bogen für Müller", HENNING),
        ("Fall 4711 an Niemand übergeben", PETRA),
        (f"{MENTION}Status Müller", TRAEGER),
        ("/gibtesnicht", IDA),
    ],
)
async def test_what_is_none_of_them_is_noticed(text: str, who: Staff) -> None:
    assert await first_understanding(Phrase("", text, who)) is None


def test_each_guide_has_many_of_them() -> None:
    counts = {page: sum(phrase.page == page for phrase in ALL) for page in WHO}
    assert counts["ifk"] > 30
    assert counts["traeger"] > 8
    assert counts["leitung"] > 12


def test_the_traeger_finds_the_buttons_of_the_card() -> None:
    page = (DOCS / "traeger.md").read_text(encoding="utf-8")
    table = page.partition("| Knopf |")[2].partition("\n\n")[0]
    named = set(re.findall(r"^\| ([^|-]+) \| ", table, re.MULTILINE))
    assert len(named) == 5
    assert named <= set(titles(examples()["bogen_version_2"]))


def test_leitung_finds_a_definition_of_every_figure() -> None:
    page = (DOCS / "leitung.md").read_text(encoding="utf-8")
    table = page.partition("| Zahl |")[2].partition("\n\n")[0]
    assert re.findall(r"^\| ([^|]+) \| ", table, re.MULTILINE) == [*TITEL.values()]
