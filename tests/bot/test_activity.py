"""Reading an activity: what is kept, unchanged, and what is no activity."""

import json
import time

import pytest

from bot.activity import InboundActivity, Malformed, read_activity
from tests.standins.activities import ANNA, Activity, Shapes

SHAPES = Shapes("app", "tenant", "https://smba.trafficmanager.net/de/")


def read(activity: Activity) -> InboundActivity:
    found = read_activity(json.dumps(activity).encode())
    assert isinstance(found, InboundActivity), found
    return found


@pytest.mark.parametrize(
    "text",
    [
        "  Ich will\tarbeiten \n\n",
        "",
        "\u200b\u202eRückwärts\u2066",
        "e\u0301 und \u00e9",
        "\u0000\u0007",
        "👩🏽\u200d🦽",
        '<at>Bot</at> "&amp;" **fett**',
        "\\u00e4 \\n",
    ],
)
def test_the_text_stays_to_the_character(text: str) -> None:
    """D10: no strip, no normalisation."""
    assert read(SHAPES.message(text)).text == text


def test_a_message_in_a_personal_chat() -> None:
    activity = read(SHAPES.message("Guten Tag"))
    assert activity.sender is not None
    assert (activity.sender.aad_object_id, activity.sender.name) == (ANNA.aad_object_id, ANNA.name)
    assert (activity.conversation.conversation_type, activity.conversation.tenant_id) == ("personal", "tenant")
    assert activity.timestamp is not None
    assert activity.timestamp.utcoffset() is not None
    assert [attachment.content_type for attachment in activity.attachments or ()] == ["text/html"]


def test_a_message_in_a_channel() -> None:
    activity = read(SHAPES.channel_message("Empfang bestätigt", thread="17"))
    assert activity.conversation.id == f"{SHAPES.channel.id};messageid=17"
    assert activity.channel_data is not None
    assert activity.channel_data.team is not None
    assert activity.channel_data.channel is not None
    assert activity.channel_data.channel.id == SHAPES.channel.id
    mentions = [entity for entity in activity.entities or () if entity.type == "mention"]
    assert [(mention.text, mention.mentioned and mention.mentioned.id) for mention in mentions] == [
        ("<at>Aktivzentrum</at>", "28:app")
    ]


def test_a_submit_an_invoke_an_edit_a_file_and_an_installation() -> None:
    assert read(SHAPES.submit({"step": "q1", "n": [1, None, True]})).value == {"step": "q1", "n": [1, None, True]}
    invoke = read(SHAPES.invoke("adaptiveCard/action", {"action": {"verb": "x"}}))
    assert (invoke.name, invoke.value) == ("adaptiveCard/action", {"action": {"verb": "x"}})
    edit = read(SHAPES.edit("4711", "neu"))
    assert edit.channel_data is not None
    assert (edit.type, edit.id, edit.channel_data.event_type) == ("messageUpdate", "4711", "editMessage")
    (file,) = read(SHAPES.file()).attachments or ()
    assert file.name == "Lebenslauf.docx"
    assert [member.id for member in read(SHAPES.installed()).members_added or ()] == ["28:app", ANNA.id]


def test_unknown_fields_are_dropped_and_null_is_no_value() -> None:
    activity = read(SHAPES.message("x") | {"secret": "x", "entities": None, "value": None, "channelData": None})
    assert not hasattr(activity, "secret")
    assert (activity.entities, activity.value, activity.channel_data) == (None, None, None)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "json_invalid"),
        (b"{}", "missing"),
        (b'{"a":' * 33, "too_deep"),
        (b"[" * 33, "too_deep"),
        (b"[]" * 33, "json_invalid"),
    ],
)
def test_no_activity(body: bytes, reason: str) -> None:
    assert read_activity(body) == Malformed(reason)


def test_brackets_in_a_text_are_no_depth() -> None:
    text = '[{"' * 500 + "\\"
    assert read(SHAPES.message(text)).text == text


def test_the_reason_shows_nothing_of_the_content() -> None:
    found = read_activity(json.dumps(SHAPES.message("x") | {"text": {"Müller": 1}}).encode())
    assert isinstance(found, Malformed)
    assert "ller" not in found.reason


@pytest.mark.parametrize(
    "body", [b'"' + b'\\"' * 100_000 + b"[{" * 100, b"[]" * 100_000, b'"a' * 100_000 + b"[{" * 20, b"[" * 200_000]
)
def test_a_hostile_body_takes_no_time(body: bytes) -> None:
    """Measured: 20 ms at most; a search that goes back would take minutes."""
    begin = time.perf_counter()
    assert isinstance(read_activity(body), Malformed)
    assert time.perf_counter() - begin < 2
