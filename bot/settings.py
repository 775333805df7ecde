"""The settings, read from the environment and checked before anything starts.

Every mistake is found at once and said in German, naming the setting, never its value if that is secret.
Where Microsoft's login, keys and Connector stand is no setting but a constant beside the code that asks there.
"""

import base64
import binascii
import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, ClassVar, Final, Literal, Self, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretBytes,
    SecretStr,
    ValidationError,
    model_validator,
)
from pydantic_core import PydanticCustomError

from bot.service_url import HOST_ENTRY, MICROSOFT_HOSTS, is_loopback

OWN_PREFIX: Final = "AKTIVZENTRUM_"
_KEY_BYTES: Final = 32
_DATABASES: Final = ("sqlite:///", "postgresql+psycopg://")
_SEVERAL_TENANTS: Final = frozenset({"common", "organizations", "consumers", "botframework.com"})


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with the settings; `text` is a German sentence for the operator."""

    setting: str
    text: str


def _wrong(text: str) -> PydanticCustomError:
    return PydanticCustomError("setting", text)


def _read_keys(value: object) -> tuple[bytes, ...]:
    return tuple(_read_key(part.strip(), number) for number, part in enumerate(str(value).split(","), start=1))


def _read_key(text: str, number: int) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise _wrong(f"Schlüssel Nr. {number} der Liste ist kein Base64.") from None
    if len(key) != _KEY_BYTES:
        raise _wrong(f"Schlüssel Nr. {number} der Liste hat {len(key)} statt {_KEY_BYTES} Byte.")
    return key


def _read_hosts(value: object) -> frozenset[str]:
    hosts = frozenset(part.strip().lower() for part in str(value).split(","))
    for host in sorted(hosts):
        if not HOST_ENTRY.fullmatch(host):
            raise _wrong(f"„{host}“ ist kein genauer Rechnername.")
    return hosts


def _read_file_hosts(value: object) -> frozenset[str]:
    """Host names alone: files go by https on its own port."""
    hosts = _read_hosts(value)
    for host in sorted(hosts):
        if ":" in host or "." not in host or is_loopback(host) or host.replace(".", "").isdecimal():
            raise _wrong(f"„{host}“ ist kein Rechnername, an den Dateien gehen können.")
    return hosts


def _read_database(value: object) -> str:
    if not str(value).startswith(_DATABASES):
        raise _wrong("Die Adresse der Datenbank beginnt mit keinem bekannten Anfang.")
    return str(value)


def _read_tenant(value: object) -> str:
    if str(value).lower() in _SEVERAL_TENANTS:
        raise _wrong(f"„{value}“ steht für mehrere Mandanten.")
    return str(value)


Identifier = Annotated[str, Field(pattern=r"^[0-9A-Za-z][0-9A-Za-z.-]{2,99}$")]


class Settings(BaseModel):
    """What practice and production have in common."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    host: str = Field("127.0.0.1", alias="AKTIVZENTRUM_HOST")
    port: int = Field(3978, alias="PORT", ge=0, le=65535)
    database_url: Annotated[SecretStr, BeforeValidator(_read_database)] | None = Field(
        None, alias="AKTIVZENTRUM_DATABASE_URL"
    )
    keys: Annotated[tuple[SecretBytes, ...], BeforeValidator(_read_keys)] = Field((), alias="AKTIVZENTRUM_SCHLUESSEL")
    service_hosts: Annotated[frozenset[str], BeforeValidator(_read_hosts)] = Field(
        frozenset(MICROSOFT_HOSTS), alias="AKTIVZENTRUM_SERVICE_HOSTS"
    )
    file_hosts: Annotated[frozenset[str], BeforeValidator(_read_file_hosts)] = Field(
        frozenset(), alias="AKTIVZENTRUM_DATEI_RECHNER"
    )
    jwks_min_refresh: float = Field(60.0, alias="AKTIVZENTRUM_JWKS_MIN_REFRESH", ge=0, le=3600)
    reminder_hour: int = Field(8, alias="AKTIVZENTRUM_ERINNERUNG_STUNDE", ge=0, le=23)
    protokoll: Path | None = Field(None, alias="AKTIVZENTRUM_PROTOKOLL")
    entwurf_days: int = Field(30, alias="AKTIVZENTRUM_FRIST_ENTWURF_TAGE", ge=1, le=3650)
    nachricht_days: int = Field(90, alias="AKTIVZENTRUM_FRIST_NACHRICHT_TAGE", ge=1, le=3650)
    einbuchung_years: int = Field(3, alias="AKTIVZENTRUM_FRIST_EINBUCHUNG_JAHRE", ge=1, le=30)
    audit_years: int = Field(3, alias="AKTIVZENTRUM_FRIST_ZUGRIFFE_JAHRE", ge=1, le=30)

    needs: ClassVar[tuple[str, ...]] = ()


class StoreSettings(Settings):
    """For the commands that work on the database alone."""

    needs: ClassVar[tuple[str, ...]] = ("AKTIVZENTRUM_SCHLUESSEL",)


class Production(Settings):
    """`python app.py`. There is always an authentication, on whatever address it listens."""

    app_id: Identifier = Field(alias="MicrosoftAppId")
    password: SecretStr = Field(alias="MicrosoftAppPassword")
    tenant_id: Annotated[Identifier, BeforeValidator(_read_tenant)] = Field(alias="MicrosoftAppTenantId")
    app_type: Literal["SingleTenant"] = Field("SingleTenant", alias="MicrosoftAppType")

    needs: ClassVar[tuple[str, ...]] = (
        "MicrosoftAppId",
        "MicrosoftAppPassword",
        "MicrosoftAppTenantId",
        "AKTIVZENTRUM_SCHLUESSEL",
    )


class Practice(Settings):
    """`python app.py uebung`: no app id, and nothing beyond this machine."""

    forbidden_app_id: str | None = Field(None, alias="MicrosoftAppId")

    @model_validator(mode="after")
    def _stays_here(self) -> Self:
        if self.forbidden_app_id is not None:
            raise _wrong("MicrosoftAppId ist gesetzt, damit wäre dies der echte Betrieb.")
        if not is_loopback(self.host):
            raise _wrong(f"AKTIVZENTRUM_HOST ist „{self.host}“, das ist nicht dieser Rechner.")
        return self


_S = TypeVar("_S", bound=Settings)

_RIGHT: Final[Mapping[str, str]] = {
    "MicrosoftAppId": "Einzutragen ist die Anwendungs-ID (Client-ID) der Bot-Registrierung. Ohne sie "
    "gäbe es keine Anmeldung, und jeder könnte sich als Teams ausgeben; zum Üben ohne Teams: python app.py uebung.",
    "MicrosoftAppPassword": "Einzutragen ist das Clientgeheimnis der Bot-Registrierung (der Wert, nicht seine ID).",
    "MicrosoftAppTenantId": "Einzutragen ist die Mandanten-ID (Verzeichnis-ID) des eigenen Hauses.",
    "MicrosoftAppType": "Richtig ist SingleTenant; andere Arten von Bots kennt dieses Programm nicht.",
    "PORT": "Richtig ist eine Zahl von 0 bis 65535; 0 sucht einen freien Anschluss, ohne Angabe gilt 3978.",
    "AKTIVZENTRUM_HOST": "Richtig ist die Adresse, auf der der Bot lauscht; ohne Angabe 127.0.0.1.",
    "AKTIVZENTRUM_DATABASE_URL": "Richtig ist sqlite:///PFAD oder postgresql+psycopg://BENUTZER@RECHNER/DATENBANK.",
    "AKTIVZENTRUM_SCHLUESSEL": "Richtig sind ein oder mehrere Schlüssel von 32 Byte als Base64, mit Komma getrennt, "
    "der erste verschlüsselt; einen neuen macht: openssl rand -base64 32",
    "AKTIVZENTRUM_SERVICE_HOSTS": "Richtig sind genaue Rechnernamen (oder NAME:PORT), mit Komma getrennt, "
    "ohne Platzhalter und ohne https://; ohne Angabe gelten die von Microsoft Teams.",
    "AKTIVZENTRUM_DATEI_RECHNER": "Richtig sind die genauen Namen der SharePoint-Rechner des Hauses, mit Komma "
    "getrennt, zum Beispiel name-my.sharepoint.com; ohne Angabe gibt der Bot keine Dateien im Chat heraus.",
    "AKTIVZENTRUM_ERINNERUNG_STUNDE": "Richtig ist eine volle Stunde von 0 bis 23, ab der an Arbeitstagen erinnert "
    "wird; ohne Angabe gilt 8.",
    "AKTIVZENTRUM_JWKS_MIN_REFRESH": "Richtig sind Sekunden von 0 bis 3600; ohne Angabe gelten 60.",
    "AKTIVZENTRUM_PROTOKOLL": "Richtig ist ein Ordner außerhalb der Datenbank für die Enden der Prüfketten und das "
    "Verzeichnis der Löschungen; ohne Angabe der Ordner der Datenbankdatei, sonst var/.",
    "AKTIVZENTRUM_FRIST_ENTWURF_TAGE": "Richtig sind Tage von 1 bis 3650, ohne Angabe 30: so lange bleiben Entwürfe "
    "und Gesprächszustände.",
    "AKTIVZENTRUM_FRIST_NACHRICHT_TAGE": "Richtig sind Tage von 1 bis 3650, ohne Angabe 90: so lange bleiben "
    "zugestellte Nachrichten.",
    "AKTIVZENTRUM_FRIST_EINBUCHUNG_JAHRE": "Richtig sind Jahre von 1 bis 30, ohne Angabe 3: so lange bleibt alles zu "
    "einer Einbuchung nach dem Ende des Jahres ihres Abschlusses.",
    "AKTIVZENTRUM_FRIST_ZUGRIFFE_JAHRE": "Richtig sind Jahre von 1 bis 30, ohne Angabe 3: so lange bleibt das "
    "Zugriffsprotokoll.",
}
_PRACTICE: Final = (
    "Die Übung startet nur ohne MicrosoftAppId und auf 127.0.0.1; der echte Betrieb startet mit python app.py."
)
_MISSING: Final = "Die Einstellung fehlt oder ist leer."
_UNREADABLE: Final = "Der Wert ist nicht zu lesen."


def known_settings() -> tuple[str, ...]:
    """The names of all settings, for the documentation and for finding a misspelled one."""
    return tuple(_RIGHT)


def read_settings(kind: type[_S], environ: Mapping[str, str]) -> _S | tuple[Problem, ...]:
    """The settings of this kind, or all that is wrong with them. An empty value counts as not set."""
    present = {name: text for name, value in environ.items() if (text := value.strip())}
    problems = [*_misspelled(present), *_missing(kind, present)]
    told = {problem.setting for problem in problems}
    try:
        settings = kind.model_validate({name: present[name] for name in _RIGHT if name in present})
    except ValidationError as error:
        found = [_problem(dict(entry)) for entry in error.errors(include_url=False, include_input=False)]
        return (*problems, *(problem for problem in found if problem.setting not in told))
    return tuple(problems) if problems else settings


def _missing(kind: type[Settings], present: Mapping[str, str]) -> list[Problem]:
    return [
        Problem(name, f"{name}: {_MISSING}{_like(name, present)} {_RIGHT[name]}")
        for name in kind.needs
        if name not in present
    ]


def _like(name: str, present: Mapping[str, str]) -> str:
    close = difflib.get_close_matches(name.lower(), [other.lower() for other in present], n=1, cutoff=0.9)
    written = [other for other in present if other.lower() in close]
    return f" Gefunden wurde {written[0]}; Groß- und Kleinschreibung zählt." if written else ""


def _misspelled(present: Mapping[str, str]) -> list[Problem]:
    unknown = [name for name in present if name.startswith(OWN_PREFIX) and name not in _RIGHT]
    return [Problem(name, f"{name}: Diese Einstellung gibt es nicht.{_meant(name)}") for name in sorted(unknown)]


def _meant(name: str) -> str:
    close = difflib.get_close_matches(name, _RIGHT, n=1)
    return f" Gemeint ist vielleicht {close[0]}." if close else f" Es gibt: {', '.join(_RIGHT)}."


def _problem(entry: Mapping[str, Any]) -> Problem:
    name = str(entry["loc"][0]) if entry["loc"] else ""
    what = str(entry["msg"]) if entry["type"] == "setting" else _UNREADABLE
    return Problem(name, f"{name}: {what} {_RIGHT[name]}" if name else f"{what} {_PRACTICE}")
