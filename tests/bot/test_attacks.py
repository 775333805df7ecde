"""Attacks on the door, over HTTP, against the production edge: each ends in a 4xx, nothing arrives, nothing is sent.

One row for each line of the list; after each the right request still works.
"""

import base64
import hmac
import json
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.bot.edge import RunningEdge
from tests.standins.activities import ANNA, Activity, Person
from tests.standins.connector import SERVICE_URL
from tests.standins.keys import ISSUER, SigningKey, new_private_key
from tests.standins.microsoft import APP_ID, FOREIGN_TENANT_ID, TENANT_ID, Microsoft
from tests.standins.teams import TeamsClient


@dataclass(frozen=True)
class Attacker:
    """Knows the stand-ins and how Teams speaks."""

    microsoft: Microsoft
    teams: TeamsClient

    def payload(self, **claims: Any) -> dict[str, Any]:
        good: dict[str, Any] = jwt.decode(self.teams.token(), options={"verify_signature": False})
        return good | claims


@pytest.fixture
def attacker(microsoft: Microsoft, teams: TeamsClient) -> Attacker:
    return Attacker(microsoft, teams)


async def assert_nothing_happened(edge: RunningEdge, attacker: Attacker) -> None:
    assert edge.echo.arrivals == []
    assert attacker.microsoft.connector.calls == []
    assert (await attacker.teams.say("Guten Tag")).status == 200
    assert [arrival.activity.text for arrival in edge.echo.arrivals] == ["Guten Tag"]


def _part(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def _unsigned(attacker: Attacker) -> str:
    return f"{_part({'alg': 'none', 'kid': 'key-1'})}.{_part(attacker.payload())}."


def _signed_with_public_key(attacker: Attacker) -> str:
    """The public key as the secret of an HMAC: what is signed then verifies with what everybody knows."""
    public = attacker.microsoft.keys.keys[0].signer.public_key()
    secret = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    signed = f"{_part({'alg': 'HS256', 'kid': 'key-1'})}.{_part(attacker.payload())}"
    digest = hmac.digest(secret, signed.encode(), "sha256")
    return f"{signed}.{base64.urlsafe_b64encode(digest).rstrip(b'=').decode()}"


def _other_algorithm(algorithm: str) -> Callable[[Attacker], str]:
    def make(attacker: Attacker) -> str:
        key = attacker.microsoft.keys.keys[0].signer
        return jwt.encode(attacker.payload(), key, algorithm=algorithm, headers={"kid": "key-1"})

    return make


def _signed_by_another(attacker: Attacker) -> str:
    return attacker.teams.token(key=SigningKey("key-1", private=new_private_key()))


def _unknown_key(attacker: Attacker) -> str:
    return attacker.teams.token(key=SigningKey("key-nobody-published"))


def _brings_its_own_key(attacker: Attacker) -> str:
    own = SigningKey("own")
    headers = {"jwk": own.published(), "jku": "https://evil.example/keys", "x5u": "https://evil.example/chain"}
    return attacker.teams.token(key=own, headers=headers)


def _without_kid(attacker: Attacker) -> str:
    return jwt.encode(attacker.payload(), attacker.microsoft.keys.keys[0].signer, algorithm="RS256")


def _kid_of_a_number(attacker: Attacker) -> str:
    header, payload, signature = attacker.teams.token().split(".")
    del header
    return f"{_part({'alg': 'RS256', 'kid': 7})}.{payload}.{signature}"


def _endorsed_for(endorsements: tuple[str, ...] | None) -> Callable[[Attacker], str]:
    def make(attacker: Attacker) -> str:
        key = SigningKey("key-elsewhere", endorsements)
        attacker.microsoft.keys.keys.insert(0, key)
        return attacker.teams.token(key=key)

    return make


def _weak_key(attacker: Attacker) -> str:
    key = SigningKey("key-weak", private=new_private_key(1024))
    attacker.microsoft.keys.keys.insert(0, key)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # PyJWT warns of such a key as well
        return attacker.teams.token(key=key)


def _tampered(attacker: Attacker) -> str:
    header, _, signature = attacker.teams.token().split(".")
    return f"{header}.{_part(attacker.payload(exp=9_999_999_999))}.{signature}"


def _critical_extension(attacker: Attacker) -> str:
    return attacker.teams.token(headers={"crit": ["x"], "x": 1})


def _claims(**claims: Any) -> Callable[[Attacker], str]:
    return lambda attacker: attacker.teams.token(**claims)


def _relative(**seconds: int) -> Callable[[Attacker], str]:
    def make(attacker: Attacker) -> str:
        now = attacker.payload()["nbf"] + 60
        return attacker.teams.token(**{name: now + offset for name, offset in seconds.items()})

    return make


EMULATOR = "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/"
SKILL = "https://login.microsoftonline.com/d6d49420-f39b-4df7-a1dc-d59a935871db/v2.0"

TOKENS: dict[str, tuple[Callable[[Attacker], str], int]] = {
    "no signature": (_unsigned, 401),
    "the public key as a secret": (_signed_with_public_key, 401),
    "RS384": (_other_algorithm("RS384"), 401),
    "PS256": (_other_algorithm("PS256"), 401),
    "signed by another key": (_signed_by_another, 401),
    "a key nobody published": (_unknown_key, 401),
    "brings its own key": (_brings_its_own_key, 401),
    "no key id": (_without_kid, 401),
    "key id of another type": (_kid_of_a_number, 401),
    "a key without endorsements": (_endorsed_for(None), 401),
    "a key endorsed for another channel": (_endorsed_for(("webchat",)), 401),
    "a key of 1024 bits": (_weak_key, 401),
    "claims changed after signing": (_tampered, 401),
    "a critical extension": (_critical_extension, 401),
    "no exp": (_claims(exp=None), 401),
    "exp as text": (_claims(exp="9999999999"), 401),
    "expired": (_relative(exp=-301), 401),
    "no nbf": (_claims(nbf=None), 401),
    "not valid yet": (_relative(nbf=330), 401),
    "no issuer": (_claims(iss=None), 401),
    "issuer: emulator": (_claims(iss=EMULATOR, appid=APP_ID, ver="1.0"), 401),
    "issuer: skill": (_claims(iss=SKILL, azp=APP_ID, ver="2.0"), 401),
    "issuer: another cloud": (_claims(iss="https://api.botframework.us"), 401),
    "issuer with a tail": (_claims(iss=f"{ISSUER}/"), 401),
    "no audience": (_claims(aud=None), 401),
    "audience: another app": (_claims(aud="22222222-2222-4333-8444-555555555555"), 401),
    "audience: ours in a list": (_claims(aud=[APP_ID, "22222222"]), 401),
    "no serviceurl": (_claims(serviceurl=None), 401),
    "serviceurl of another type": (_claims(serviceurl=[SERVICE_URL]), 401),
    "serviceurl: http": (_claims(serviceurl=SERVICE_URL.replace("https", "http")), 403),
    "serviceurl: another host": (_claims(serviceurl="https://evil.example/de/"), 403),
    "serviceurl: a neighbour": (_claims(serviceurl="https://evil.trafficmanager.net/de/"), 403),
    "serviceurl: ours as a prefix": (_claims(serviceurl="https://smba.trafficmanager.net.evil.example/"), 403),
    "serviceurl: ours as a user": (_claims(serviceurl="https://smba.trafficmanager.net@evil.example/"), 403),
    "serviceurl: a backslash": (_claims(serviceurl="https://evil.example\\@smba.trafficmanager.net/"), 403),
    "serviceurl: another port": (_claims(serviceurl="https://smba.trafficmanager.net:8443/de/"), 403),
    "serviceurl: a query": (_claims(serviceurl="https://smba.trafficmanager.net/de/?x="), 403),
    "serviceurl: dots": (_claims(serviceurl="https://smba.trafficmanager.net/de/../"), 403),
    "serviceurl: loopback": (_claims(serviceurl="https://127.0.0.1/"), 403),
}


@pytest.mark.parametrize(("make", "status"), TOKENS.values(), ids=TOKENS)
async def test_a_token_that_is_not_right(
    make: Callable[[Attacker], str], status: int, edge: RunningEdge, attacker: Attacker
) -> None:
    activity = attacker.teams.shapes.message("Ich bin Teams")
    answer = await attacker.teams.post(activity, token=make(attacker))
    assert answer.status == status
    assert not any("evil" in host for host in attacker.microsoft.proxy.asked)
    await assert_nothing_happened(edge, attacker)


@pytest.mark.parametrize(
    "authorization",
    [
        None,
        "",
        "Bearer",
        "Bearer ",
        "Bearer x",
        "Bearer a.b",
        "Bearer a.b.c",
        "Basic {token}",
        "{token}",
        "Bearer {token} x",
    ],
)
async def test_an_authorization_that_is_no_bearer_token(
    authorization: str | None, edge: RunningEdge, attacker: Attacker
) -> None:
    headers = {"Content-Type": "application/json"}
    if authorization is not None:
        headers["Authorization"] = authorization.format(token=attacker.teams.token())
    answer = await attacker.teams.send(json.dumps(attacker.teams.shapes.message("x")).encode(), headers)
    assert (answer.status, answer.headers.get("WWW-Authenticate")) == (401, "Bearer")
    await assert_nothing_happened(edge, attacker)


def _bend(path: str, value: object) -> Callable[[Activity], None]:
    """Sets a field, or takes it away if `value` is None."""
    *way, last = path.split(".")

    def bend(activity: Activity) -> None:
        place = activity
        for name in way:
            place = place[name]
        if value is None:
            del place[last]
        else:
            place[last] = value

    return bend


def _without_any_tenant(activity: Activity) -> None:
    del activity["channelData"]["tenant"]
    del activity["conversation"]["tenantId"]


def _group_chat_of_another_tenant(activity: Activity) -> None:
    activity["conversation"]["conversationType"] = "groupChat"
    activity["channelData"]["tenant"]["id"] = FOREIGN_TENANT_ID


BODIES: dict[str, tuple[Callable[[Activity], None], int]] = {
    "another serviceUrl of the allow-list": (_bend("serviceUrl", "https://smba.trafficmanager.net/emea/"), 403),
    "a serviceUrl of the attacker": (_bend("serviceUrl", "https://evil.example/"), 403),
    "no serviceUrl": (_bend("serviceUrl", None), 400),
    "channel emulator": (_bend("channelId", "emulator"), 403),
    "channel webchat": (_bend("channelId", "webchat"), 403),
    "channel MSTeams": (_bend("channelId", "MSTeams"), 403),
    "no channel": (_bend("channelId", None), 400),
    "for another bot": (_bend("recipient.id", "28:22222222-2222-4333-8444-555555555555"), 403),
    "for our id without its prefix": (_bend("recipient.id", APP_ID), 403),
    "no recipient": (_bend("recipient", None), 400),
    "another tenant in channelData": (_bend("channelData.tenant.id", FOREIGN_TENANT_ID), 403),
    "another tenant in conversation": (_bend("conversation.tenantId", FOREIGN_TENANT_ID), 403),
    "another tenant of the sender": (_bend("from.tenantId", FOREIGN_TENANT_ID), 403),
    "a group chat with another tenant": (_group_chat_of_another_tenant, 403),
    "no tenant": (_without_any_tenant, 403),
    "no conversation": (_bend("conversation", None), 400),
    "a conversation id that steers": (_bend("conversation.id", ".."), 400),
    "a conversation id of control characters": (_bend("conversation.id", "a\r\nHost: evil"), 400),
    "a conversation id without end": (_bend("conversation.id", "a" * 1001), 400),
    "an activity id that steers": (_bend("id", "."), 400),
    "no id": (_bend("id", None), 400),
    "no sender": (_bend("from", None), 400),
    "a sender that is a list": (_bend("from", [1]), 400),
    "a text that is a number": (_bend("text", 4711), 400),
    "a text that is an object": (_bend("text", {"$ne": ""}), 400),
    "a value that is a list": (_bend("value", [1]), 400),
    "an aadObjectId that is an object": (_bend("from.aadObjectId", {"x": 1}), 400),
    "more attachments than there are": (_bend("attachments", [{"contentType": "x"}] * 501), 400),
    "a lone surrogate in the text": (_bend("text", "\ud83d"), 400),
    "a lone surrogate in a field nobody reads": (_bend("summary", "\udc00"), 400),
    "a value that is too deep": (_bend("value", json.loads('{"a":' * 40 + "1" + "}" * 40)), 400),
    "a type without name": (_bend("type", ""), 400),
}


@pytest.mark.parametrize(("bend", "status"), BODIES.values(), ids=BODIES)
async def test_a_good_token_with_a_body_it_does_not_fit(
    bend: Callable[[Activity], None], status: int, edge: RunningEdge, attacker: Attacker
) -> None:
    activity = attacker.teams.shapes.message("Ich bin Teams")
    bend(activity)
    assert (await attacker.teams.post(activity)).status == status
    await assert_nothing_happened(edge, attacker)


RAW: dict[str, bytes] = {
    "nothing": b"",
    "no JSON": b"hello",
    "half a JSON": b'{"type": "message"',
    "a list": b"[]",
    "null": b"null",
    "brackets without end": b"[" * 200_000,
    "objects without end": b'{"a":' * 40_000,
    "not UTF-8": b'{"type": "\xff\xfe"}',
    "UTF-16": '{"type": "message"}'.encode("utf-16"),
    "a byte order mark": b"\xef\xbb\xbf{}",
    "a number without end": b'{"value": {"a": ' + b"9" * 10_000 + b"}}",
}


@pytest.mark.parametrize("body", RAW.values(), ids=RAW)
async def test_a_body_that_is_no_activity(body: bytes, edge: RunningEdge, attacker: Attacker) -> None:
    headers = {"Authorization": f"Bearer {attacker.teams.token()}", "Content-Type": "application/json"}
    assert (await attacker.teams.send(body, headers)).status == 400
    await assert_nothing_happened(edge, attacker)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e999", "9" * 5000])
async def test_a_number_that_could_not_be_stored_again(number: str, edge: RunningEdge, attacker: Attacker) -> None:
    body = json.dumps(attacker.teams.shapes.submit({"a": 0})).replace('"a": 0', f'"a": {number}')
    headers = {"Authorization": f"Bearer {attacker.teams.token()}", "Content-Type": "application/json"}
    assert (await attacker.teams.send(body.encode(), headers)).status == 400
    await assert_nothing_happened(edge, attacker)


HEADERS: dict[str, dict[str, str]] = {
    "no content type": {"Content-Type": ""},
    "a form": {"Content-Type": "application/x-www-form-urlencoded"},
    "plain text": {"Content-Type": "text/plain"},
    "nearly JSON": {"Content-Type": "application/jsonp"},
    "Latin-1": {"Content-Type": "application/json; charset=iso-8859-1"},
    "UTF-7": {"Content-Type": "application/json; charset=utf-7"},
    "UTF-16": {"Content-Type": "application/json; charset=utf-16"},
    "packed": {"Content-Type": "application/json", "Content-Encoding": "gzip"},
}


@pytest.mark.parametrize("headers", HEADERS.values(), ids=HEADERS)
async def test_a_kind_of_body_that_is_not_read(
    headers: dict[str, str], edge: RunningEdge, attacker: Attacker
) -> None:
    body = json.dumps(attacker.teams.shapes.message("x")).encode()
    authorization = {"Authorization": f"Bearer {attacker.teams.token()}"}
    assert (await attacker.teams.send(body, authorization | headers)).status == 415
    await assert_nothing_happened(edge, attacker)


async def test_a_foreign_person_in_a_channel_is_let_in_as_foreign(edge: RunningEdge, teams: TeamsClient) -> None:
    guest = Person("Fremd", "b0000000-0000-4000-8000-000000000001", tenant_id=FOREIGN_TENANT_ID)
    assert (await teams.say_in_channel("Empfang bestätigt", guest)).status == 200
    assert (await teams.say_in_channel("Empfang bestätigt", ANNA)).status == 200
    seen = [(arrival.admitted.tenant_id, arrival.admitted.foreign) for arrival in edge.echo.arrivals]
    assert seen == [(FOREIGN_TENANT_ID, True), (TENANT_ID, False)]


@pytest.mark.parametrize("skew", [-299, 240], ids=["expired within the leeway", "valid soon"])
async def test_clocks_may_differ_by_five_minutes(skew: int, teams: TeamsClient) -> None:
    now = jwt.decode(teams.token(), options={"verify_signature": False})["nbf"] + 60
    claims = {"exp": now + skew} if skew < 0 else {"nbf": now + skew}
    assert (await teams.post(teams.shapes.message("x"), token=teams.token(**claims))).status == 200
