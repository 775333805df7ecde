"""The token of a request: signature and claims, strictly, before anything of the body is read.

The claims against the body stand in `gate`.
"""

import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from pydantic import BaseModel, ConfigDict, ValidationError

from bot.auth.keys import KeySource, KeysUnavailableError
from bot.auth.verdict import Refusal, Ticket
from bot.service_url import TrustedHosts

ISSUER: Final = "https://api.botframework.com"
LEEWAY: Final = 300
_REQUIRED: Final = ("exp", "nbf", "iss", "aud", "serviceurl")
_REMEMBERED: Final = 1024


class _Header(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore")

    alg: str
    kid: str


class _Claims(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore")

    exp: int
    nbf: int
    iss: str
    aud: str
    serviceurl: str


@dataclass(frozen=True, slots=True)
class _Seen:
    kid: str
    key: RSAPublicKey
    nbf: int
    exp: int
    ticket: Ticket


class TokenCheck:
    """Answers for one app id. Teams sends one token with many activities, so verified ones are remembered by hash."""

    def __init__(
        self, app_id: str, hosts: TrustedHosts, keys: KeySource, *, now: Callable[[], float] = time.time
    ) -> None:
        self._app_id = app_id
        self._hosts = hosts
        self._keys = keys
        self._now = now
        self._seen: OrderedDict[bytes, _Seen] = OrderedDict()

    async def check(self, token: str) -> Ticket | Refusal:
        digest = hashlib.sha256(token.encode()).digest()
        remembered = self._remembered(digest)
        if remembered is not None:
            return remembered
        checked = await self._check_afresh(token)
        if isinstance(checked, Refusal):
            return checked
        self._remember(digest, checked)
        return checked.ticket

    def _remembered(self, digest: bytes) -> Ticket | None:
        seen = self._seen.get(digest)
        if seen is None:
            return None
        is_still_published = self._keys.known(seen.kid) is seen.key
        if is_still_published and seen.nbf - LEEWAY <= self._now() < seen.exp + LEEWAY:
            return seen.ticket
        del self._seen[digest]
        return None

    def _remember(self, digest: bytes, seen: _Seen) -> None:
        self._seen[digest] = seen
        while len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)

    async def _check_afresh(self, token: str) -> _Seen | Refusal:
        kid = _key_id(token)
        if isinstance(kid, Refusal):
            return kid
        try:
            key = await self._keys.find(kid)
        except KeysUnavailableError:
            return Refusal(503, "keys_unavailable")
        if key is None:
            return Refusal(401, "key_unknown")
        claims = self._claims(token, key)
        if isinstance(claims, Refusal):
            return claims
        if not claims.serviceurl.startswith("https://") or self._hosts.base(claims.serviceurl) is None:
            return Refusal(403, "service_url_not_trusted")
        return _Seen(kid, key, claims.nbf, claims.exp, Ticket(claims.serviceurl))

    def _claims(self, token: str, key: RSAPublicKey) -> _Claims | Refusal:
        try:
            payload = jwt.decode(
                token,
                key,
                algorithms=["RS256"],
                audience=self._app_id,
                issuer=ISSUER,
                leeway=LEEWAY,
                # exp and nbf are compared below, as for a remembered token, against the clock that came in
                options={"require": list(_REQUIRED), "strict_aud": True, "verify_exp": False, "verify_nbf": False},
            )
            claims = _Claims.model_validate(payload)
        except jwt.InvalidTokenError as error:
            return Refusal(401, f"token_{type(error).__name__}")
        except ValidationError:
            return Refusal(401, "token_claim_type")
        if not claims.nbf - LEEWAY <= self._now() < claims.exp + LEEWAY:
            return Refusal(401, "token_out_of_time")
        return claims


def _key_id(token: str) -> str | Refusal:
    try:
        header = _Header.model_validate(jwt.get_unverified_header(token))
    except (jwt.InvalidTokenError, ValidationError):
        return Refusal(401, "token_malformed")
    return header.kid if header.alg == "RS256" else Refusal(401, "token_algorithm")
