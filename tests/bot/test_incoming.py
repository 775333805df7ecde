"""From an activity of Teams to an event of the core: what was said, pressed, changed or sent, and where."""

import json
from typing import Any

import pytest

from bot.activity import InboundActivity, Malformed, read_activity
from bot.auth.verdict import Admitted
from bot.incoming import to_incoming, to_looked_up
from bot.upload import FileHosts
from dialogs.delivery import Address, Target
from dialogs.turn import (
    ActivityKey,
    Channel,
    Clicked,
    Consented,
    Edited,
    Event,
    Incoming,
    Joined,
    LookedUp,
    Nothing,
    Said,
    Sender,
    SentFile,
)

HOUSE = "11111111-2222-3333-4444-555555555555"
URL = "https://smba.trafficmanager.net/emea/"
THREAD = "19:kanal@thread.tacv2;messageid=1700000000000"


def activity(**changes: Any) -> InboundActivity:
    """A message in the personal chat as Teams sends it."""
    base: dict[str, Any] = {
        "type": "message",
        "id": "1740000000000",
        "serviceUrl": URL,
        "channelId": "msteams",
        "from": {"id": "29:ida", "name": "Ida Kern", "aadObjectId": "ida"},
        "recipient": {"id": "28:bot", "name": "Aktivzentrum"},
        "conversation": {"id": "a:1chat", "conversationType": "personal", "tenantId": HOUSE},
        "text": "hallo",
        "textFormat": "plain",
    }
    read = read_activity(json.dumps(base | changes).encode())
    assert isinstance(read, InboundActivity), read
    return read


def in_channel(text: str, **changes: Any) -> InboundActivity:
    """A message with a mention of the bot in a thread of a channel."""
    mention = {
        "type": "mention",
        "mentioned": {"id": "28:bot", "name": "Aktivzentrum"},
        "text": "<at>Aktivzentrum</at>",
    }
    return activity(
        **{
            "text": text,
            "entities": [mention],
            "conversation": {"id": THREAD, "conversationType": "channel", "tenantId": HOUSE, "isGroup": True},
            "channelData": {
                "tenant": {"id": HOUSE},
                "team": {"id": "19:team", "name": "Team Nord"},
                "channel": {"id": "19:kanal@thread.tacv2", "name": "Träger"},
            },
            **changes,
        }
    )


def incoming(of: InboundActivity) -> Incoming:
    return to_incoming(of, Admitted(HOUSE, foreign=False))


def event(**changes: Any) -> Event:
    return incoming(activity(**changes)).event


def test_a_message_in_the_personal_chat() -> None:
    assert incoming(activity()) == Incoming(
        ActivityKey("a:1chat", "1740000000000", "message"),
        Address(URL, "a:1chat"),
        Sender("ida", HOUSE, "Ida Kern"),
        Said("hallo"),
    )


@pytest.mark.parametrize("text", [" Ich will \n ", "\u200bja", "<at>Aktivzentrum</at> ja", "a\x00b", "e\u0301"])
def test_an_oton_is_never_touched(text: str) -> None:
    """D10: neither stripped nor normalised."""
    assert event(text=text) == Said(text)


def test_a_message_in_a_thread_without_the_mention() -> None:
    found = incoming(in_channel("<at>Aktivzentrum</at> Rückfrage: wann?\n"))
    assert found.event == Said("Rückfrage: wann?", "1700000000000")
    assert found.channel == Channel("19:kanal@thread.tacv2", HOUSE, "Träger", of_team=True)
    assert found.address == Address(URL, THREAD)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<at>Aktivzentrum</at>&nbsp;Liste", "&nbsp;Liste"),
        ("Liste <at>Aktivzentrum</at>", "Liste"),
        ("<at>Aktivzentrum</at> fragt <at>Kai</at> etwas", "fragt <at>Kai</at> etwas"),
        ("<at>Aktivzentrum</at>", ""),
    ],
)
def test_only_the_own_mention_is_no_part_of_it(text: str, said: str) -> None:
    assert incoming(in_channel(text)).event == Said(said, "1700000000000")


def test_a_mention_without_its_words_is_still_cut_out() -> None:
    mention = {"type": "mention", "mentioned": {"id": "28:bot"}}
    found = incoming(in_channel("<at>AZ</at> Liste", entities=[mention]))
    assert found.event == Said("Liste", "1700000000000")


def test_a_group_chat_is_no_channel_of_a_team() -> None:
    group = {"id": "19:gruppe", "conversationType": "groupChat", "tenantId": HOUSE}
    assert incoming(activity(conversation=group)).channel == Channel("19:gruppe", HOUSE, "", of_team=False)


def test_a_button() -> None:
    value = {"azb": {"text": "absenden", "form": "AZ-1", "schritt": "vorschau-1"}, "tag": "2027-03-01", "n": 3}
    assert event(text=None, value=value) == Clicked("absenden", "AZ-1", "vorschau-1", {"tag": "2027-03-01"})


@pytest.mark.parametrize(
    "value",
    [{}, {"azb": "absenden"}, {"azb": {}}, {"azb": {"text": 5}}, {"other": {"text": "absenden"}}, None],
)
def test_what_is_no_button_of_ours_is_what_was_said(value: dict[str, Any] | None) -> None:
    assert event(value=value) == Said("hallo")


def test_a_button_with_strange_parts_keeps_what_is_text() -> None:
    value = {"azb": {"text": "absenden", "form": 1, "schritt": None}, "text": ["x"]}
    assert event(value=value) == Clicked("absenden", None, None, {})


def test_action_execute_is_a_button_too_and_other_invokes_are_nothing() -> None:
    action = {"action": {"type": "Action.Execute", "data": {"azb": {"text": "Status 4711"}}}}
    found = incoming(activity(type="invoke", name="adaptiveCard/action", value=action))
    assert (found.event, found.is_invoke) == (Clicked("Status 4711"), True)
    assert event(type="invoke", name="adaptiveCard/action", value={"action": "x"}) == Nothing()
    assert event(type="invoke", name="task/fetch", value={}) == Nothing()


UPLOAD = "https://goe-my.sharepoint.com/up"
HOSTS = FileHosts(frozenset({"goe-my.sharepoint.com"}))


def consent(**changes: Any) -> Event:
    """The answer to an offered file."""
    value = {"action": "accept", "context": {"azb_datei": "datei-1"}, "uploadInfo": {"uploadUrl": UPLOAD}}
    said = activity(type="invoke", name="fileConsent/invoke", value=value | changes, replyToId="17")
    return to_incoming(said, Admitted(HOUSE, foreign=False), HOSTS).event


def test_an_answer_to_an_offered_file() -> None:
    assert consent() == Consented("datei-1", True, Target(UPLOAD), "17")
    assert consent(action="decline") == Consented("datei-1", False, None, "17")
    assert consent(action=["accept"]) == Consented("datei-1", False, None, "17")


@pytest.mark.parametrize("upload", [None, {}, {"uploadUrl": "https://evil.example/up"}, {"uploadUrl": [UPLOAD]}])
def test_a_place_that_is_not_the_houses_is_none(upload: Any) -> None:
    assert consent(uploadInfo=upload) == Consented("datei-1", True, None, "17")


@pytest.mark.parametrize("context", [None, "datei-1", [], {}, {"azb_datei": 1}])
def test_an_answer_to_nothing_of_ours_is_nothing(context: Any) -> None:
    assert consent(context=context) == Nothing()


def looked_up(name: str, **value: Any) -> LookedUp | None:
    said = activity(type="invoke", name=f"composeExtension/{name}", value={"commandId": "status", **value})
    return to_looked_up(said, Admitted(HOUSE, foreign=False))


def test_the_dialog_opened_and_answered() -> None:
    ida = Sender("ida", HOUSE, "Ida Kern")
    assert looked_up("fetchTask") == LookedUp(ida, "a:1chat", None)
    assert looked_up("submitAction", data={"wer": " Müller "}) == LookedUp(ida, "a:1chat", " Müller ")
    assert looked_up("submitAction", data={"azb_dialog": {"nummer": "4711"}, "wer": "x"}) == LookedUp(
        ida, "a:1chat", "4711"
    )
    assert looked_up("submitAction", data={"azb_dialog": {"neu": True}, "wer": "x"}) == LookedUp(ida, "a:1chat", None)
    assert looked_up("fetchTask", commandId="anderes") is None


def test_an_edit_is_one_of_its_own_for_every_text() -> None:
    first, second = activity(type="messageUpdate", text="a"), activity(type="messageUpdate", text="b")
    assert incoming(first).event == Edited("a", "1740000000000")
    assert incoming(first).key != incoming(second).key
    assert incoming(first).key == incoming(activity(type="messageUpdate", text="a")).key


@pytest.mark.parametrize("text", [None, "", " \n"])
def test_a_file_instead_of_text(text: str | None) -> None:
    file = {"contentType": "application/vnd.microsoft.teams.file.download.info", "name": "ziel.pdf"}
    assert event(text=text, attachments=[file]) == SentFile()
    assert event(text="steht drin", attachments=[file]) == Said("steht drin")
    assert event(text=text, attachments=[{"contentType": "text/html"}]) == Said(text or "")


def test_the_bot_joins_a_personal_chat() -> None:
    bot, other = {"id": "28:bot"}, {"id": "29:ida"}
    assert event(type="conversationUpdate", membersAdded=[other, bot]) == Joined()
    assert event(type="conversationUpdate", membersAdded=[other]) == Nothing()
    assert incoming(in_channel("", type="conversationUpdate", membersAdded=[bot])).event == Nothing()


@pytest.mark.parametrize("kind", ["typing", "messageReaction", "messageDelete", "installationUpdate", "quatsch"])
def test_what_asks_for_nothing(kind: str) -> None:
    assert event(type=kind) == Nothing()


def test_who_has_no_id_in_the_directory_is_nobody_we_know() -> None:
    found = incoming(activity(**{"from": {"id": "29:x"}}))
    assert found.sender == Sender("", HOUSE, "")


def test_a_lone_surrogate_stays_outside() -> None:
    assert isinstance(read_activity(b'{"type": "message", "text": "\\ud83d"}'), Malformed)
