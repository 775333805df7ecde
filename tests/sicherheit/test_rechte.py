"""Who may do what, on every type of activity: each attack ends in a 4xx or a polite sentence, nothing is recorded,
nothing of a case is shown, and nothing goes anywhere else. The right request works all the while.
"""

import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from typing import Any, Final

import pytest
import pytest_asyncio

from tests.sicherheit.betrieb import (
    ADAM,
    ANNA,
    ANNA_ELSEWHERE,
    BERND,
    CARLA,
    FOREIGN,
    FORM,
    FRIDA,
    GONE,
    OWN_TRACES,
    STRANGER,
    TIM,
    TRAEGER,
    Betrieb,
    changed,
    chat,
)
from tests.standins.activities import Activity, Channel, Person
from tests.standins.teams import Answer

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.xdist_group("sicherheit-rechte")]

GROUP_CHAT: Final = "19:5c7d@unq.gbl.spaces"
ELSEWHERE: Final = Channel(id="19:ffff@thread.tacv2", name="Kantine", team_id="19:eeee@thread.tacv2")
SECRETS: Final = ("Maria", "wieder arbeiten", "acht Wochen", "Digitalwerkstatt (Version")
NOBODY_AT_ALL: Final = replace(STRANGER, aad_object_id="")


@dataclass(frozen=True)
class Ort:
    """The house with one form of Anna's team and one of Carla's."""

    house: Betrieb
    nowak: str
    zwirn: str

    async def refused(self, activity: Activity, leaves: frozenset[str] = frozenset()) -> Answer:
        """Posts it; whatever the answer, nothing but `leaves` is different afterwards and nothing got out."""
        await self.house.quiet()
        before, calls = self.house.rows(), len(self.house.microsoft.connector.calls)
        answer = await self.house.posts(activity)
        await self.house.quiet()
        assert answer.status == 200 or 400 <= answer.status < 500, answer
        assert changed(before, self.house.rows()) <= leaves
        said = json.dumps(activity)
        for call in self.house.microsoft.connector.calls[calls:]:
            assert call.conversation == activity["conversation"]["id"]
            told = json.dumps(call.body, ensure_ascii=False)
            assert not [s for s in (*SECRETS, self.nowak, self.zwirn) if s in told and s not in said], told
        return answer


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def ort(house: Betrieb) -> AsyncIterator[Ort]:
    nowak = await house.sends_form(ANNA, "Nowak")
    zwirn = await house.sends_form(CARLA, "Zwirnschlegel")
    yield Ort(house, nowak, zwirn)
    assert "eingebucht" in await house.says("Status Nowak", ANNA)


# --- strangers, blocked people, people of other tenants: every type of activity ---------------------------------

BUTTON: Final = {"azb": {"text": "Status Nowak"}, "nummer": "4711"}
Bend = Callable[[Ort, Person], Activity]


def _bare(kind: str, **more: Any) -> Bend:
    def make(ort: Ort, who: Person) -> Activity:
        activity = ort.house.teams.shapes.message("Status Nowak", who)
        del activity["text"], activity["attachments"]
        return activity | {"type": kind} | more

    return make


def _in_group_chat(ort: Ort, who: Person) -> Activity:
    activity = ort.house.teams.shapes.message("Status Nowak", who)
    activity["conversation"] |= {"conversationType": "groupChat", "id": GROUP_CHAT, "isGroup": True}
    return activity


def _elsewhere(ort: Ort, who: Person, text: str = "Status Nowak") -> Activity:
    return replace(ort.house.teams.shapes, channel=ELSEWHERE).channel_message(text, who)


def _asks_in_dialog(ort: Ort, who: Person, nummer: str = "4711") -> Activity:
    value = {"commandId": "status", "commandContext": "compose", "data": {"azb_dialog": {"nummer": nummer}}}
    return ort.house.teams.shapes.invoke("composeExtension/submitAction", value, who)


TYPES: Final[dict[str, Bend]] = {
    "message": lambda o, p: o.house.teams.shapes.message("Status Nowak", p),
    "submit": lambda o, p: o.house.teams.shapes.submit(BUTTON, p),
    "invoke of a card": lambda o, p: o.house.teams.shapes.invoke(
        "adaptiveCard/action", {"action": {"type": "Action.Execute", "data": BUTTON}}, p
    ),
    "invoke of a message extension": lambda o, p: o.house.teams.shapes.invoke(
        "composeExtension/query", {"commandId": "status", "parameters": [{"name": "q", "value": "Nowak"}]}, p
    ),
    "invoke of a file consent": lambda o, p: o.house.teams.shapes.invoke(
        "fileConsent/invoke", {"action": "accept", "uploadInfo": {"uploadUrl": "https://evil.example/up"}}, p
    ),
    "invoke of a file consent of ours": lambda o, p: o.house.teams.shapes.invoke(
        "fileConsent/invoke", {"action": "accept", "context": {"azb_datei": "datei-AZ-0000-0000"}}, p
    ),
    "the dialog opened": lambda o, p: o.house.teams.shapes.invoke(
        "composeExtension/fetchTask", {"commandId": "status", "commandContext": "compose"}, p
    ),
    "the dialog asked": _asks_in_dialog,
    "messageUpdate": lambda o, p: o.house.teams.shapes.edit("1700000000001", "Status Nowak", p),
    "messageDelete": _bare("messageDelete"),
    "conversationUpdate": lambda o, p: o.house.teams.shapes.installed(p),
    "installationUpdate": _bare("installationUpdate", action="add"),
    "messageReaction": _bare("messageReaction", reactionsAdded=[{"type": "like"}], replyToId="1700000000001"),
    "event": _bare("event", name="application/vnd.microsoft.meetingStart", value={"Id": "1"}),
    "typing": _bare("typing"),
    "trace": _bare("trace", name="x", value={"azb": {"text": "Status Nowak"}}),
    "a type of the attacker": _bare("Status Nowak"),
    "file": lambda o, p: o.house.teams.shapes.file(p),
    "group chat": _in_group_chat,
    "unbound channel": _elsewhere,
}
OUTSIDERS: Final = {
    "stranger": STRANGER,
    "blocked": GONE,
    "guest": TRAEGER,
    "foreign tenant": FOREIGN,
    "IFK's id with another tenant": ANNA_ELSEWHERE,
    "without aadObjectId": NOBODY_AT_ALL,
}


@pytest.mark.parametrize("bend", TYPES.values(), ids=TYPES)
@pytest.mark.parametrize("who", OUTSIDERS.values(), ids=OUTSIDERS)
async def test_who_is_not_in_the_roster_leaves_no_trace(ort: Ort, who: Person, bend: Bend) -> None:
    await ort.refused(bend(ort, who))


async def test_another_tenant_gets_into_no_personal_chat_and_no_group_chat(ort: Ort) -> None:
    for who in (FOREIGN, ANNA_ELSEWHERE):
        statuses = {name: (await ort.house.posts(bend(ort, who))).status for name, bend in TYPES.items()}
        assert statuses == dict.fromkeys(TYPES, 403) | {"unbound channel": 200}


async def test_the_sentence_for_strangers_is_polite_and_the_same_for_all(ort: Ort) -> None:
    said = {await ort.house.says("Status Nowak", who) for who in (STRANGER, GONE, TRAEGER)}
    assert len(said) == 1
    assert "eingetragene Mitarbeitende" in said.pop()


@pytest.mark.parametrize("bend", TYPES.values(), ids=TYPES)
async def test_who_may_speak_but_not_see_cases(ort: Ort, bend: Bend) -> None:
    """Fachaufsicht has the monitoring and who saw what, no cases; the admin has channels."""
    for who in (FRIDA, ADAM):
        await ort.refused(bend(ort, who), OWN_TRACES)


@pytest.mark.parametrize(
    "text",
    [
        "Status 4711",
        "neuer Bogen für Nowak",
        "Erika Neu, 9999",
        "meine Fälle",
        "wer läuft diesen Monat aus?",
        "was ist offen?",
        "Bescheid Nowak erstellt",
        "Abschluss Nowak am heute",
        "Fall 4711 an Nordlicht übergeben",
        "Vertretung für Anna Nordmann durch Bernd Nordlicht bis 31.12.2030",
        "Antwort {nowak}: geht klar",
        "weiter",
        "rückgängig",
        "/formular",
    ],
)
async def test_fachaufsicht_and_admin_touch_no_case(ort: Ort, text: str) -> None:
    for who in (FRIDA, ADAM):
        await ort.refused(ort.house.teams.shapes.message(text.format(nowak=ort.nowak), who), OWN_TRACES)


async def test_who_saw_a_case_is_for_teamleitung_and_fachaufsicht(ort: Ort) -> None:
    for who in (ANNA, CARLA, ADAM):
        await ort.refused(ort.house.teams.shapes.message("Wer hat 4711 gesehen?", who), OWN_TRACES)
    for who in (TIM, FRIDA):
        assert "Anna Nordmann" in await ort.house.says("Wer hat 4711 gesehen?", who)


# --- the IFK of another team -------------------------------------------------------------------------------------

OTHERS_CASE: Final = (
    "Status Nowak",
    "Status Maria Nowak",
    "Status 4711",
    "Status {nowak}",
    "neuer Bogen für Nowak",
    "neuer Bogen für 4711",
    "Erwartungsbogen 4711",
    "Bogen 4711 korrigieren",
    "Bogen 4711 zurückziehen",
    "Bescheid 4711 erstellt",
    "4711 eingebucht am 01.03.2026",
    "K-Plan 4711 angepasst",
    "Abschluss 4711 am heute",
    "Abschluss {nowak}",
    "Fall 4711 an Carla Südhoff übergeben",
    "Antwort {nowak}: Das stimmt so.",
    "/antwort {nowak} Das stimmt so.",
    "weiter",
    "weiter 4711",
    "weiter {nowak}",
    "rückgängig",
    "Seite 1",
    "Vertretung für Anna Nordmann durch mich bis 31.12.2030",
    "Ich vertrete Anna Nordmann bis 31.12.2030",
    "Vertretung für Anna Nordmann durch Carla Südhoff bis 31.12.2030",
)


@pytest.mark.parametrize("text", OTHERS_CASE)
async def test_a_case_of_another_team_by_text(ort: Ort, text: str) -> None:
    said = text.format(nowak=ort.nowak)
    await ort.refused(ort.house.teams.shapes.message(said, CARLA), OWN_TRACES)
    await ort.house.says("abbrechen", CARLA)
    assert "Ulrike" in await ort.house.says("Status 5811", CARLA)


FORGED: Final[dict[str, dict[str, Any]]] = {
    "somebody else's number": {"azb": {"text": "Bescheid 4711 erstellt"}},
    "somebody else's form": {"azb": {"text": "absenden", "form": "{nowak}", "schritt": "vorschau"}},
    "an answer of the Träger": {"azb": {"text": "Empfang bestätigt", "form": "{nowak}"}, "text": "x"},
    "unknown fields": {
        "azb": {"text": "Status 4711", "rolle": "teamleitung", "wer": ANNA.aad_object_id, "nummer": "4711"},
        "nummer": "4711",
        "rolle": "teamleitung",
    },
    "a filled form of somebody else": {
        "azb": {"text": "formular", "form": "{nowak}", "schritt": "1"},
        "ziel": "Neues Ziel",
        "modul": "digitalwerkstatt",
        "dauer": "drei Wochen",
        "beginn": "2026-12-01",
    },
    "values of other types": {"azb": {"text": ["Status 4711"], "form": {"a": 1}, "schritt": 7}},
    "a button that is a list": {"azb": [{"text": "Status 4711"}]},
    "an answer by a command": {"azb": {"text": "Antwort {nowak}: Das stimmt so."}},
    "no button of ours": {"msteams": {"type": "imBack", "value": "Status 4711"}},
}


@pytest.mark.parametrize("value", FORGED.values(), ids=FORGED)
async def test_a_forged_card(ort: Ort, value: dict[str, Any]) -> None:
    bent = json.loads(json.dumps(value).replace("{nowak}", ort.nowak))
    shapes = ort.house.teams.shapes
    action = {"action": {"type": "Action.Execute", "verb": "x", "data": bent}}
    for activity in (shapes.submit(bent, CARLA), shapes.invoke("adaptiveCard/action", action, CARLA)):
        await ort.refused(activity, OWN_TRACES)
    await ort.house.says("abbrechen", CARLA)


async def test_a_name_of_another_team_is_not_confirmed(ort: Ort) -> None:
    there, nowhere = [(await ort.house.says(f"Status {n}", ANNA)) for n in ("Zwirnschlegel", "Zwornschlogel")]
    assert there.replace("Zwirnschlegel", "X") == nowhere.replace("Zwornschlogel", "X")
    both = await ort.house.says("Status Becker", ANNA)
    assert "Jonas" in both
    assert "Sabrina" not in both
    begun = await ort.house.says("neuer Bogen für Zwirnschlegel", ANNA)
    assert "Ulrike" not in begun
    await ort.house.says("abbrechen", ANNA)


async def test_lists_hold_ones_own_team_alone(ort: Ort) -> None:
    earlier = len(ort.house.microsoft.connector.calls)
    for text in (
        "meine Fälle",
        "was ist offen?",
        "wo fehlt der Bescheid?",
        "wer läuft bald aus?",
    ):
        await ort.house.says(text, CARLA)
    told = json.dumps([c.body for c in ort.house.microsoft.connector.calls[earlier:]], ensure_ascii=False)
    assert "Ulrike" in told
    assert "Maria" not in told


async def test_a_number_of_another_team_is_not_taken_over(ort: Ort) -> None:
    """A Nummer names one person, so it has to be said that it is taken; nothing more is."""
    await ort.house.says("neuer Bogen für Erna Allerneueste", CARLA)
    await ort.refused(ort.house.teams.shapes.message("Erna Allerneueste, 4711", CARLA), OWN_TRACES)
    await ort.house.says("abbrechen", CARLA)


# --- other people's conversations ----------------------------------------------------------------------------------


async def test_a_spoofed_person_in_anothers_conversation(ort: Ort) -> None:
    await ort.house.plays(BERND, "neuer Bogen für Jonas Becker", "ganz geheimes Ziel von Jonas")
    state = ort.house.one("SELECT zustand FROM gespraech WHERE conversation_id = ?", chat(BERND))
    for who in (ANNA, CARLA, TIM, FRIDA, STRANGER):
        for kind in ("message", "submit", "invoke of a card", "messageUpdate", "conversationUpdate", "file"):
            activity = TYPES[kind](ort, who)
            activity["conversation"]["id"] = chat(BERND)
            await ort.refused(activity)
    told = json.dumps(list(ort.house.microsoft.connector.messages[chat(BERND)].values())[-8:], ensure_ascii=False)
    assert "ganz geheimes Ziel" not in told
    assert ort.house.one("SELECT zustand FROM gespraech WHERE conversation_id = ?", chat(BERND)) == state
    assert "Teilnahmedauer" in await ort.house.says("Digitalwerkstatt", BERND)
    await ort.house.plays(BERND, "abbrechen", "ja")


async def test_the_bound_channel_called_a_personal_chat(ort: Ort) -> None:
    for text in ("Status Nowak", "neuer Bogen für Nowak", "meine Fälle"):
        for who in (ANNA, TIM):
            activity = ort.house.teams.shapes.message(text, who)
            activity["conversation"]["id"] = ort.house.teams.shapes.channel.id
            await ort.refused(activity)


async def test_a_card_forwarded_into_another_chat(ort: Ort) -> None:
    """Bernd may see the case, but the form in work is Anna's."""
    await ort.house.plays(ANNA, "neuer Bogen für Jonas Becker", *FORM[:-1])
    button = _button(ort, chat(ANNA), "absenden")
    await ort.refused(ort.house.teams.shapes.submit(button, BERND), OWN_TRACES)
    in_channel = replace(ort.house.teams.shapes, channel=ELSEWHERE).channel_submit(button, ANNA, thread="1")
    await ort.refused(in_channel, OWN_TRACES)
    await ort.refused(ort.house.teams.shapes.channel_submit(button, ANNA, thread="1"), OWN_TRACES)
    await ort.house.plays(ANNA, "abbrechen", "ja")


def _button(ort: Ort, conversation: str, word: str) -> dict[str, Any]:
    """What the newest button with this text would send."""
    found = [
        data
        for message in ort.house.microsoft.connector.messages[conversation].values()
        for data in _data(message)
        if word in str(data.get("azb", {}).get("text", "")).casefold()
    ]
    return found[-1]


def _data(part: object) -> list[dict[str, Any]]:
    if isinstance(part, list):
        return [data for item in part for data in _data(item)]
    if not isinstance(part, dict):
        return []
    own = [part["data"]] if isinstance(part.get("data"), dict) else []
    return own + [data for value in part.values() for data in _data(value)]


# --- channels ------------------------------------------------------------------------------------------------------

CHANNEL_TEXTS: Final = (
    "Status Nowak",
    "Status 4711",
    "Status {nowak}",
    "meine Fälle",
    "Liste",
    "neuer Bogen für Nowak",
    "Wer hat 4711 gesehen?",
    "Monitoring",
    "Bescheid Nowak erstellt",
    "Abschluss Nowak am heute",
    "Fall 4711 an Bernd Nordlicht übergeben",
    "Antwort {nowak}: hier",
    "weiter",
    "Empfang bestätigt AZ-0000-0000",
    "Rückfrage:",
    "hilfe",
)


def _another(text: str) -> Person:
    """People take turns, for Teams lets the bot answer sixty times in half a minute and no more."""
    people = (FRIDA, STRANGER, GONE, TRAEGER, FOREIGN, CARLA)
    return people[CHANNEL_TEXTS.index(text) % len(people)]


@pytest.mark.parametrize("text", CHANNEL_TEXTS)
async def test_in_the_bound_channel_everybody_is_the_traeger(ort: Ort, text: str) -> None:
    for who in (TIM, _another(text)):
        said = text.format(nowak=ort.nowak)
        # a list of the channel's forms may name their numbers
        seen = replace(ort, nowak="-", zwirn="-") if text == "Liste" else ort
        await seen.refused(ort.house.teams.shapes.channel_message(said, who), OWN_TRACES - {"gespraech"})


@pytest.mark.parametrize("text", CHANNEL_TEXTS)
async def test_elsewhere_nobody_gets_an_answer_of_substance(ort: Ort, text: str) -> None:
    said = text.format(nowak=ort.nowak)
    for who in (ANNA, _another(text)):
        await ort.refused(_elsewhere(ort, who, said), OWN_TRACES - {"gespraech"})


async def test_a_group_chat_cannot_become_the_channel(ort: Ort) -> None:
    activity = _in_group_chat(ort, TIM) | {"text": "Träger-Kanal einrichten"}
    await ort.refused(activity, OWN_TRACES - {"gespraech"})
    assert "Kanal des Trägers selbst" in ort.house.heard(GROUP_CHAT)


async def test_who_may_not_bind_a_channel(ort: Ort) -> None:
    for who in (ANNA, FRIDA, GONE, STRANGER, TRAEGER, FOREIGN):
        await ort.refused(_elsewhere(ort, who, "Träger-Kanal einrichten"), OWN_TRACES - {"gespraech"})


async def test_guests_and_foreign_people_answer_in_the_bound_channel(ort: Ort) -> None:
    assert "Notiert" in await ort.house.says_in_channel(f"Empfang bestätigt {ort.nowak}", TRAEGER)
    assert "Notiert" in await ort.house.says_in_channel(f"Empfang bestätigt {ort.zwirn}", FOREIGN)


# --- the dialog: what it says stands in the HTTP answer, so it is looked at there --------------------------------


async def test_the_dialog_shows_no_case_to_who_may_not_see_it(ort: Ort) -> None:
    for who in (STRANGER, GONE, TRAEGER, NOBODY_AT_ALL, FRIDA, ADAM, CARLA):
        said = (await ort.refused(_asks_in_dialog(ort, who))).text
        assert '"type":"continue"' in said
        assert not [secret for secret in (*SECRETS, ort.nowak, "Nowak") if secret in said], who.name


async def test_the_dialog_shows_the_case_to_who_may_and_sends_nothing(ort: Ort) -> None:
    calls = len(ort.house.microsoft.connector.calls)
    for who in (ANNA, BERND, TIM):
        assert "Maria Nowak" in (await ort.house.posts(_asks_in_dialog(ort, who))).text
    assert len(ort.house.microsoft.connector.calls) == calls


async def test_in_the_bound_channel_the_dialog_shows_nothing(ort: Ort) -> None:
    bound = ort.house.teams.shapes.channel_message("x", ANNA)
    for who in (ANNA, TIM, TRAEGER, FOREIGN):
        activity = _asks_in_dialog(ort, who)
        activity |= {key: bound[key] for key in ("conversation", "channelData")}
        said = (await ort.refused(activity)).text
        assert not [secret for secret in (*SECRETS, ort.nowak, "Nowak") if secret in said], who.name


async def test_a_dialog_opened_in_a_chat_of_others_makes_it_nobodys(ort: Ort) -> None:
    activity = _asks_in_dialog(ort, ANNA)
    activity["conversation"] |= {"conversationType": "personal", "id": GROUP_CHAT}
    assert "Maria Nowak" in (await ort.house.posts(activity)).text
    assert ort.house.one("SELECT count(*) FROM gespraech WHERE conversation_id = ?", GROUP_CHAT) == 0
