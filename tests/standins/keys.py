"""Stand-in for login.botframework.com: the list of signing keys, and the Connector's tokens signed with them."""

import asyncio
import base64
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import rsa

HOST = "login.botframework.com"
ISSUER = "https://api.botframework.com"
CONFIGURATION = "/v1/.well-known/openidconfiguration"
KEYS = "/v1/.well-known/keys"


@dataclass(frozen=True)
class SigningKey:
    kid: str
    endorsements: Sequence[str] | None = ("msteams", "webchat")
    private: rsa.RSAPrivateKey | None = None

    @property
    def signer(self) -> rsa.RSAPrivateKey:
        return self.private or _private_key(self.kid)

    def published(self) -> dict[str, Any]:
        numbers = self.signer.public_key().public_numbers()
        entry: dict[str, Any] = {"kty": "RSA", "use": "sig", "kid": self.kid, "x5t": self.kid}
        entry |= {"n": _number(numbers.n), "e": _number(numbers.e)}
        return entry if self.endorsements is None else entry | {"endorsements": list(self.endorsements)}


@cache
def _private_key(kid: str) -> rsa.RSAPrivateKey:
    """One for each id and process: making them is what takes the time."""
    del kid
    return new_private_key()


def new_private_key(bits: int = 2048) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


def _number(value: int) -> str:
    raw = value.to_bytes((value.bit_length() + 7) // 8, "big")
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


class KeyService:
    """Publishes `keys`, signs with the last; `fetches` counts readings of the list; the fields below disturb it."""

    def __init__(self) -> None:
        self.keys = [SigningKey("key-1")]
        self._made = 1
        self.fetches = 0
        self.status = 200
        self.delay = 0.0
        self.jwks_uri = f"https://{HOST}{KEYS}"
        self.raw: bytes | None = None

    def rotate(self, *, keep_old: bool = False) -> SigningKey:
        self._made += 1
        fresh = SigningKey(f"key-{self._made}")
        self.keys = [*self.keys, fresh] if keep_old else [fresh]
        return fresh

    async def handle(self, request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(self.delay)
        if request.path == KEYS:
            self.fetches += 1
        if self.status != 200:
            return web.Response(status=self.status)
        if request.path == CONFIGURATION:
            return web.json_response({"issuer": ISSUER, "jwks_uri": self.jwks_uri})
        if request.path == KEYS and self.raw is None:
            return web.json_response({"keys": [key.published() for key in self.keys]})
        return web.Response(body=self.raw) if request.path == KEYS else web.Response(status=404)

    def token(
        self,
        app_id: str,
        service_url: str,
        *,
        key: SigningKey | None = None,
        headers: Mapping[str, Any] | None = None,
        **claims: Any,
    ) -> str:
        """A token as the Connector sends it; a claim given as None is left out."""
        now = int(time.time())
        payload = {"serviceurl": service_url, "iss": ISSUER, "aud": app_id, "nbf": now - 60, "exp": now + 3600}
        present = {name: value for name, value in (payload | claims).items() if value is not None}
        signer = key or self.keys[-1]
        return jwt.encode(present, signer.signer, algorithm="RS256", headers={"kid": signer.kid, **(headers or {})})
