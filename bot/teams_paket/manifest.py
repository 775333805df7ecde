"""The manifest by Microsoft's schema 1.25, the newest that is documented as released, and its English strings."""

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Final

from bot.texts import teams_app as words
from bot.texts.teams_app import Sprache

SCHEMA_VERSION: Final = "1.25"
LOCALIZATION: Final = (
    f"https://developer.microsoft.com/json-schemas/teams/v{SCHEMA_VERSION}/MicrosoftTeams.Localization.schema.json"
)
SCHEMA: Final = f"https://developer.microsoft.com/json-schemas/teams/v{SCHEMA_VERSION}/MicrosoftTeams.schema.json"
STATUS_COMMAND: Final = "status"
"""The id of the command, as it comes back in the activities of its dialog."""
STADT: Final = "https://www.goettingen.de/"
_HTTPS: Final = re.compile(r"https://[^\s/@]+\.[^\s/@]+(/\S*)?")
_GUID: Final = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_VERSION: Final = re.compile(r"(0|[1-9][0-9]{0,5})(\.(0|[1-9][0-9]{0,5})){2}")
_LISTS: Final = (("personal", words.PERSOENLICH), ("team", words.IM_TEAM))


@dataclass(frozen=True, slots=True)
class Adressen:
    """Pages of the house that the manifest must name: about the app, its privacy notice, its terms of use.

    Only the house has them. What it has not named is the city's own page, which says nothing of the app.
    """

    website: str = STADT
    datenschutz: str = STADT
    nutzung: str = STADT

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of those that the house has still to give."""
        return tuple(name for name, url in asdict(self).items() if url == STADT)


def manifest(app_id: str, version: str, adressen: Adressen) -> dict[str, Any]:
    """The whole manifest, in German. Raises ValueError for an id, a version or a page that Teams would refuse.

    No valid domains and no sign-in: the bot brings no page of its own and knows people by what Teams says.
    """
    if not _GUID.fullmatch(app_id):
        raise ValueError(f"no GUID: {app_id}")
    if not _VERSION.fullmatch(version):
        raise ValueError(f"not three numbers: {version}")
    if not all(_HTTPS.fullmatch(url) for url in asdict(adressen).values()):
        raise ValueError("not https")
    return {
        "$schema": SCHEMA,
        "manifestVersion": SCHEMA_VERSION,
        "version": version,
        "id": app_id,
        "localizationInfo": {
            "defaultLanguageTag": "de",
            "additionalLanguages": [{"languageTag": "en", "file": "en.json"}],
        },
        "developer": {
            "name": words.HERAUSGEBER,
            "websiteUrl": adressen.website,
            "privacyUrl": adressen.datenschutz,
            "termsOfUseUrl": adressen.nutzung,
        },
        "name": {"short": words.KURZ, "full": words.NAME["de"]},
        "description": {"short": words.BESCHREIBUNG["de"], "full": words.LANG["de"]},
        "icons": {"color": "color.png", "outline": "outline.png"},
        "accentColor": "#5B5FC7",
        "bots": [_bot(app_id)],
        "composeExtensions": [_status(app_id)],
        "permissions": ["identity", "messageTeamMembers"],
        "validDomains": [],
        "supportsChannelFeatures": "tier1",
        "defaultInstallScope": "personal",
        "defaultGroupCapability": {"team": "bot"},
    }


def _bot(app_id: str) -> dict[str, Any]:
    return {
        "botId": app_id,
        "scopes": ["personal", "team"],
        "supportsFiles": True,
        "isNotificationOnly": False,
        "commandLists": [{"scopes": [scope], "commands": _commands(commands, "de")} for scope, commands in _LISTS],
    }


def _commands(commands: tuple[tuple[str, dict[Sprache, str]], ...], sprache: Sprache) -> list[dict[str, str]]:
    return [{"title": title, "description": said[sprache]} for title, said in commands]


def _status(app_id: str) -> dict[str, Any]:
    """An action command with a dialog: what it shows goes to the one who asks, and never into the compose box."""
    command = {
        "id": STATUS_COMMAND,
        "type": "action",
        "title": words.STATUS_TITEL["de"],
        "description": words.STATUS_WAS["de"],
        "context": ["compose", "commandBox"],
        "fetchTask": True,
    }
    return {"botId": app_id, "commands": [command]}


def english() -> dict[str, str]:
    """The strings that differ in English, by their places in the manifest."""
    return {"$schema": LOCALIZATION, **dict(_english())}


def _english() -> Iterator[tuple[str, str]]:
    yield "name.short", words.KURZ
    yield "name.full", words.NAME["en"]
    yield "description.short", words.BESCHREIBUNG["en"]
    yield "description.full", words.LANG["en"]
    for n, (_, commands) in enumerate(_LISTS):
        for m, (_, said) in enumerate(commands):
            yield f"bots[0].commandLists[{n}].commands[{m}].description", said["en"]
    yield "composeExtensions[0].commands[0].title", words.STATUS_TITEL["en"]
    yield "composeExtensions[0].commands[0].description", words.STATUS_WAS["en"]
