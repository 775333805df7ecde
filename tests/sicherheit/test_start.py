"""What must not start does not: it says in German what is wrong and how to mend it, never listens, writes nothing."""

import base64
import hashlib
import socket
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Final

import pytest
import pytest_asyncio

from tests.datenbank import url_of
from tests.sicherheit.betrieb import ANNA, Betrieb, betrieb

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.xdist_group("sicherheit-start")]

KEY: Final = base64.b64encode(bytes(range(32))).decode()
OTHER_KEY: Final = base64.b64encode(bytes(32)).decode()

REFUSED: Final[dict[str, tuple[dict[str, str], str]]] = {
    "no app id": ({"MicrosoftAppId": ""}, "MicrosoftAppId"),
    "an app id of blanks": ({"MicrosoftAppId": "  "}, "MicrosoftAppId"),
    "no app id beyond this machine": ({"MicrosoftAppId": "", "AKTIVZENTRUM_HOST": "0.0.0.0"}, "MicrosoftAppId"),  # noqa: S104  that is the point
    "no password": ({"MicrosoftAppPassword": ""}, "MicrosoftAppPassword"),
    "no tenant": ({"MicrosoftAppTenantId": ""}, "MicrosoftAppTenantId"),
    "every tenant": ({"MicrosoftAppTenantId": "common"}, "MicrosoftAppTenantId"),
    "the old shared tenant": ({"MicrosoftAppTenantId": "botframework.com"}, "MicrosoftAppTenantId"),
    "several tenants": ({"MicrosoftAppType": "MultiTenant"}, "MicrosoftAppType"),
    "no keys": ({"AKTIVZENTRUM_SCHLUESSEL": ""}, "AKTIVZENTRUM_SCHLUESSEL"),
    "a short key": ({"AKTIVZENTRUM_SCHLUESSEL": base64.b64encode(bytes(16)).decode()}, "AKTIVZENTRUM_SCHLUESSEL"),
    "a key that is a word": ({"AKTIVZENTRUM_SCHLUESSEL": "geheim"}, "AKTIVZENTRUM_SCHLUESSEL"),
    "every host": ({"AKTIVZENTRUM_SERVICE_HOSTS": "*"}, "AKTIVZENTRUM_SERVICE_HOSTS"),
    "a whole domain": ({"AKTIVZENTRUM_SERVICE_HOSTS": "*.trafficmanager.net"}, "AKTIVZENTRUM_SERVICE_HOSTS"),
    "hosts without TLS": ({"AKTIVZENTRUM_SERVICE_HOSTS": "http://smba.example"}, "AKTIVZENTRUM_SERVICE_HOSTS"),
    "hardly ever new keys": ({"AKTIVZENTRUM_JWKS_MIN_REFRESH": "86400"}, "AKTIVZENTRUM_JWKS_MIN_REFRESH"),
    "a switch for tests": ({"AKTIVZENTRUM_SKIP_AUTH": "1"}, "AKTIVZENTRUM_SKIP_AUTH"),
    "a misspelled setting": ({"AKTIVZENTRUM_SERVICEHOSTS": "smba.example"}, "AKTIVZENTRUM_SERVICE_HOSTS"),
    "no database of ours": ({"AKTIVZENTRUM_DATABASE_URL": "mysql://localhost/x"}, "AKTIVZENTRUM_DATABASE_URL"),
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def empty(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Betrieb]:
    """A house without a database."""
    async with betrieb(tmp_path_factory.mktemp("leer"), people=False) as house:
        yield house


@pytest.fixture
def taken() -> Iterator[str]:
    """A port in use: a bot that came so far as to listen on it would say so."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield str(server.getsockname()[1])


async def _refused(house: Betrieb, port: str, *words: str, **settings: str) -> str:
    code, out, err = await house.command(*words, PORT=port, **settings)
    assert (code, out) == (1, ""), (code, out, err)
    assert "kann der Bot nicht lauschen" not in err
    assert "Traceback" not in err
    return err


@pytest.mark.parametrize(("settings", "named"), REFUSED.values(), ids=REFUSED)
async def test_a_setting_that_is_missing_or_would_loosen_the_door(
    settings: dict[str, str], named: str, empty: Betrieb, taken: str
) -> None:
    said = await _refused(empty, taken, **settings)
    assert named in said
    assert not [secret for secret in (KEY, "a-client-secret-of-the-tests") if secret in said]
    assert empty.content() == b""


async def test_with_the_right_settings_it_would_have_listened(empty: Betrieb, taken: str) -> None:
    """The last with this empty house: now it makes the database."""
    code, _, err = await empty.command(PORT=taken)
    assert code == 1
    assert "kann der Bot nicht lauschen" in err
    assert empty.content()


@pytest.mark.parametrize(
    ("key", "said"),
    [(OTHER_KEY, "Ein Schlüssel dieser Datenbank fehlt"), ("", "AKTIVZENTRUM_SCHLUESSEL: Die Einstellung fehlt")],
    ids=["wrong", "missing"],
)
async def test_a_wrong_key_overwrites_nothing(key: str, said: str, tmp_path: Path, taken: str) -> None:
    async with betrieb(tmp_path) as house:
        digest = hashlib.sha256(house.content()).hexdigest()
        for words in ((), ("personal", "import", str(tmp_path / "personal.csv"))):
            assert said in await _refused(house, taken, *words, AKTIVZENTRUM_SCHLUESSEL=key)
        assert hashlib.sha256(house.content()).hexdigest() == digest
        await house.start()
        assert "kein Erwartungsbogen" in await house.says("Status Nowak", ANNA)


async def test_production_and_practice_never_meet(tmp_path: Path, taken: str) -> None:
    async with betrieb(tmp_path) as house:
        bare = {"MicrosoftAppId": "", "MicrosoftAppPassword": "", "MicrosoftAppTenantId": ""}
        said = await _refused(house, taken, "uebung", "--datenbank", house.url, **bare)
        assert "nicht als Übung gekennzeichnet" in said
        assert "MicrosoftAppId ist gesetzt" in await _refused(house, taken, "uebung")
        beyond = await _refused(house, taken, "uebung", AKTIVZENTRUM_HOST="0.0.0.0", **bare)  # noqa: S104  that is the point
        assert "nicht dieser Rechner" in beyond
        practice = url_of(tmp_path / "uebung.sqlite", bare=True)
        await house.command("uebung", "--datenbank", practice, PORT=taken, **bare)
        assert "gehört zum Übungsraum" in await _refused(house, taken, "--datenbank", practice)
