"""The Teams app package: manifest, two languages, icons, all in one zip. What the bot can do is decided elsewhere."""

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

from bot.teams_paket.manifest import Adressen, english, manifest
from bot.teams_paket.zeichen import color_icon, outline_icon

__all__ = ["Adressen", "paket"]

_ALWAYS = (1980, 1, 1, 0, 0, 0)
"""So that the same manifest gives the same bytes."""


def paket(app_id: str, version: str, adressen: Adressen | None = None) -> bytes:
    """The zip to upload; `version` has three numbers and grows with each change.

    Raises ValueError for an id that is no GUID, a version of another shape, or an address that is not https.
    """
    files = {
        "manifest.json": _json(manifest(app_id, version, adressen or Adressen())),
        "en.json": _json(english()),
        "color.png": color_icon(),
        "outline.png": outline_icon(),
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _ALWAYS), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _json(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode()
