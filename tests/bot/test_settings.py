"""The settings: what is refused, that everything wrong is said at once, and that no secret is shown."""

import base64

import pytest

from bot.settings import Practice, Problem, Production, Settings, StoreSettings, known_settings, read_settings

KEY = base64.b64encode(bytes(range(32))).decode()
GOOD = {
    "MicrosoftAppId": "11111111-2222-4333-8444-555555555555",
    "MicrosoftAppPassword": "geheimes-wort",
    "MicrosoftAppTenantId": "99999999-8888-4777-8666-555555555555",
    "MicrosoftAppType": "SingleTenant",
    "AKTIVZENTRUM_SCHLUESSEL": KEY,
}


def problems(kind: type[Settings], environ: dict[str, str]) -> list[Problem]:
    read = read_settings(kind, environ)
    return list(read) if isinstance(read, tuple) else []


def test_production_reads_everything() -> None:
    settings = read_settings(
        Production,
        GOOD
        | {
            "PORT": "0",
            "AKTIVZENTRUM_HOST": "0.0.0.0",  # noqa: S104  production authenticates on every address
            "AKTIVZENTRUM_SCHLUESSEL": f"{KEY}, {base64.b64encode(b'k' * 32).decode()}",
            "AKTIVZENTRUM_SERVICE_HOSTS": "SMBA.trafficmanager.net, smba.infra.gcc.teams.microsoft.com:443",
            "AKTIVZENTRUM_JWKS_MIN_REFRESH": "5",
            "AKTIVZENTRUM_DATABASE_URL": "postgresql+psycopg://bot:wort@db/bot",
            "PATH": "/usr/bin",
        },
    )
    assert isinstance(settings, Production)
    assert (settings.port, settings.host, settings.jwks_min_refresh) == (0, "0.0.0.0", 5.0)  # noqa: S104
    assert [key.get_secret_value() for key in settings.keys] == [bytes(range(32)), b"k" * 32]
    assert settings.service_hosts == {"smba.trafficmanager.net", "smba.infra.gcc.teams.microsoft.com:443"}
    assert settings.database_url is not None
    assert settings.database_url.get_secret_value() == "postgresql+psycopg://bot:wort@db/bot"


def test_files_go_nowhere_unless_the_house_says_where() -> None:
    plain = read_settings(Production, GOOD)
    assert isinstance(plain, Production)
    assert plain.file_hosts == frozenset()
    named = read_settings(
        Production, GOOD | {"AKTIVZENTRUM_DATEI_RECHNER": "GOE-my.sharepoint.com, goe.sharepoint.com"}
    )
    assert isinstance(named, Production)
    assert named.file_hosts == {"goe-my.sharepoint.com", "goe.sharepoint.com"}


def test_production_defaults() -> None:
    settings = read_settings(Production, GOOD)
    assert isinstance(settings, Production)
    assert (settings.host, settings.port, settings.jwks_min_refresh) == ("127.0.0.1", 3978, 60.0)
    assert "smba.trafficmanager.net:443" in settings.service_hosts
    assert settings.database_url is None


@pytest.mark.parametrize(
    "name", ["MicrosoftAppId", "MicrosoftAppPassword", "MicrosoftAppTenantId", "AKTIVZENTRUM_SCHLUESSEL"]
)
@pytest.mark.parametrize("value", [None, "", "   "], ids=["not set", "empty", "spaces"])
def test_production_refuses_to_start_without(name: str, value: str | None) -> None:
    environ = {other: text for other, text in GOOD.items() if other != name}
    found = problems(Production, environ if value is None else environ | {name: value})
    assert [problem.setting for problem in found] == [name]
    assert found[0].text.startswith(f"{name}: ")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MicrosoftAppType", "MultiTenant"),
        ("MicrosoftAppType", "UserAssignedMSI"),
        ("MicrosoftAppTenantId", "common"),
        ("MicrosoftAppTenantId", "Organizations"),
        ("MicrosoftAppTenantId", "botframework.com"),
        ("MicrosoftAppId", "a b"),
        ("MicrosoftAppId", "../x"),
        ("AKTIVZENTRUM_SCHLUESSEL", "kein base64!"),
        ("AKTIVZENTRUM_SCHLUESSEL", base64.b64encode(b"kurz").decode()),
        ("AKTIVZENTRUM_SCHLUESSEL", f"{KEY},"),
        ("AKTIVZENTRUM_SERVICE_HOSTS", "*"),
        ("AKTIVZENTRUM_SERVICE_HOSTS", "*.trafficmanager.net"),
        ("AKTIVZENTRUM_SERVICE_HOSTS", ".trafficmanager.net"),
        ("AKTIVZENTRUM_SERVICE_HOSTS", "smba.trafficmanager.net,"),
        ("AKTIVZENTRUM_SERVICE_HOSTS", "https://smba.trafficmanager.net"),
        ("AKTIVZENTRUM_SERVICE_HOSTS", "smba.trafficmanager.net/de"),
        ("AKTIVZENTRUM_SERVICE_HOSTS", "a@smba.trafficmanager.net"),
        ("AKTIVZENTRUM_SERVICE_HOSTS", "{0}"),
        ("AKTIVZENTRUM_DATEI_RECHNER", "*.sharepoint.com"),
        ("AKTIVZENTRUM_DATEI_RECHNER", "https://goe-my.sharepoint.com"),
        ("AKTIVZENTRUM_DATEI_RECHNER", "goe-my.sharepoint.com:8443"),
        ("AKTIVZENTRUM_DATEI_RECHNER", "goe-my.sharepoint.com/personal"),
        ("AKTIVZENTRUM_DATEI_RECHNER", "localhost"),
        ("AKTIVZENTRUM_DATEI_RECHNER", "127.0.0.1"),
        ("AKTIVZENTRUM_DATEI_RECHNER", "169.254.169.254"),
        ("AKTIVZENTRUM_DATEI_RECHNER", "dateien"),
        ("AKTIVZENTRUM_JWKS_MIN_REFRESH", "-1"),
        ("AKTIVZENTRUM_JWKS_MIN_REFRESH", "nan"),
        ("AKTIVZENTRUM_JWKS_MIN_REFRESH", "oft"),
        ("AKTIVZENTRUM_DATABASE_URL", "mysql://bot:geheimes-wort@db/bot"),
        ("PORT", "65536"),
        ("PORT", "http"),
    ],
)
def test_a_value_that_would_loosen_or_cannot_be_read(name: str, value: str) -> None:
    found = problems(Production, GOOD | {name: value})
    assert [problem.setting for problem in found] == [name]
    assert name in found[0].text


def test_everything_wrong_is_said_at_once_and_no_secret_is_shown() -> None:
    found = problems(
        Production,
        {
            "MicrosoftAppPassword": "geheimes-wort",
            "AKTIVZENTRUM_SCHLUESSEL": "geheimer-schluessel",
            "AKTIVZENTRUM_DATABASE_URL": "geheime-adresse",
            "PORT": "x",
        },
    )
    assert {problem.setting for problem in found} == {
        "MicrosoftAppId",
        "MicrosoftAppTenantId",
        "AKTIVZENTRUM_SCHLUESSEL",
        "AKTIVZENTRUM_DATABASE_URL",
        "PORT",
    }
    assert "geheim" not in " ".join(problem.text for problem in found)


def test_secrets_do_not_show_when_settings_are_printed() -> None:
    settings = read_settings(
        Production, GOOD | {"AKTIVZENTRUM_DATABASE_URL": "postgresql+psycopg://u:geheimes-wort@d/b"}
    )
    assert "geheimes-wort" not in repr(settings)
    assert repr(bytes(range(32))) not in repr(settings)


def test_a_misspelled_setting_is_named_with_the_right_one() -> None:
    found = problems(Production, GOOD | {"AKTIVZENTRUM_SERVICEHOSTS": "x"})
    assert [problem.setting for problem in found] == ["AKTIVZENTRUM_SERVICEHOSTS"]
    assert "AKTIVZENTRUM_SERVICE_HOSTS" in found[0].text


def test_a_setting_in_the_wrong_case_is_found() -> None:
    environ = {name: text for name, text in GOOD.items() if name != "MicrosoftAppId"}
    (found,) = problems(Production, environ | {"MICROSOFTAPPID": "x"})
    assert "MICROSOFTAPPID" in found.text


def test_practice_needs_nothing() -> None:
    settings = read_settings(Practice, {})
    assert isinstance(settings, Practice)
    assert settings.host == "127.0.0.1"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.8.8.8"])
def test_practice_stays_on_this_machine(host: str) -> None:
    assert problems(Practice, {"AKTIVZENTRUM_HOST": host}) == []


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.org", "localhost.example.org"])  # noqa: S104
def test_practice_refuses_every_other_address(host: str) -> None:
    (found,) = problems(Practice, {"AKTIVZENTRUM_HOST": host})
    assert host in found.text


def test_practice_refuses_an_app_id() -> None:
    (found,) = problems(Practice, {"MicrosoftAppId": "11111111-2222-4333-8444-555555555555"})
    assert "MicrosoftAppId" in found.text


def test_commands_on_the_database_need_the_keys_alone() -> None:
    assert problems(StoreSettings, {"AKTIVZENTRUM_SCHLUESSEL": KEY}) == []
    assert [problem.setting for problem in problems(StoreSettings, {})] == ["AKTIVZENTRUM_SCHLUESSEL"]


def test_every_setting_of_the_models_is_known() -> None:
    aliases = {field.alias for kind in (Production, Practice, StoreSettings) for field in kind.model_fields.values()}
    assert aliases == set(known_settings())
