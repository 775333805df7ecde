"""The Teams app package: valid under Microsoft's schema, with commands the bot understands and own icons."""

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator

import app
from bot.teams_paket import Adressen, paket
from bot.teams_paket.manifest import SCHEMA_VERSION, STATUS_COMMAND
from bot.uebungsraum.install import WEB, installed
from dialogs.flows.traeger import read_art
from dialogs.regelung.erwartungsbogen import RueckmeldungArt
from dialogs.verstehen.befehl import Context, Intent, verstehe_befehl

APP_ID = "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"
SCHEMAS = WEB / "node_modules/@microsoft/app-manifest/build/json-schemas/teams" / f"v{SCHEMA_VERSION}"


def files(**more: Any) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(paket(APP_ID, "1.2.3", **more))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def manifest(**more: Any) -> dict[str, Any]:
    found = json.loads(files(**more)["manifest.json"])
    assert isinstance(found, dict)
    return found


def errors(value: object, schema: str) -> list[str]:
    """What Microsoft's schema says; skipped by name where it is not installed."""
    if not installed(dev=True):
        pytest.skip("@microsoft/app-manifest is not installed (python -m bot.uebungsraum.install --dev)")
    official = json.loads((SCHEMAS / schema).read_text("utf-8-sig"))
    return [f"{list(e.absolute_path)}: {e.message[:200]}" for e in Draft4Validator(official).iter_errors(value)]


def test_the_official_schema_finds_nothing() -> None:
    inside = files()
    assert errors(json.loads(inside["manifest.json"]), "MicrosoftTeams.schema.json") == []
    assert errors(json.loads(inside["en.json"]), "MicrosoftTeams.Localization.schema.json") == []


@pytest.mark.parametrize(
    ("where", "wrong"),
    [
        ("accentColor", "blau"),
        ("supportsChannelFeatures", "alle"),
        ("unbekannt", True),
        ("id", "keine GUID"),
    ],
)
def test_the_schema_check_can_fail(where: str, wrong: object) -> None:
    assert errors({**manifest(), where: wrong}, "MicrosoftTeams.schema.json")


def test_a_place_that_english_does_not_know_is_found() -> None:
    assert errors({"name.kurz": "x"}, "MicrosoftTeams.Localization.schema.json")


def test_one_tenant_two_scopes_files_and_all_kinds_of_channels() -> None:
    made = manifest()
    [bot] = made["bots"]
    assert made["id"] == bot["botId"] == APP_ID
    assert made["version"] == "1.2.3"
    assert made["$schema"].endswith(f"/v{made['manifestVersion']}/MicrosoftTeams.schema.json")
    assert bot["scopes"] == ["personal", "team"]
    assert bot["supportsFiles"] is True
    assert made["supportsChannelFeatures"] == "tier1"
    assert made["validDomains"] == []
    assert made["localizationInfo"]["defaultLanguageTag"] == "de"
    assert "webApplicationInfo" not in made


def test_the_status_command_opens_a_dialog_where_one_writes() -> None:
    """With a dialog nothing comes into the compose box; on other people's messages it has no business."""
    made = manifest()
    [extension] = made["composeExtensions"]
    [command] = extension["commands"]
    assert extension["botId"] == APP_ID
    assert (command["id"], command["type"], command["fetchTask"]) == (STATUS_COMMAND, "action", True)
    assert command["context"] == ["compose", "commandBox"]
    assert command["title"] == "Status nachsehen"


def test_the_houses_own_pages_can_be_named() -> None:
    own = Adressen("https://a.example/", "https://b.example/", "https://c.example/")
    developer = manifest(adressen=own)["developer"]
    named = [developer[key] for key in ("websiteUrl", "privacyUrl", "termsOfUseUrl")]
    assert named == [own.website, own.datenschutz, own.nutzung]
    assert own.missing == ()


def test_pages_that_the_house_has_not_named_are_known() -> None:
    assert Adressen().missing == ("website", "datenschutz", "nutzung")
    assert Adressen(datenschutz="https://b.example/").missing == ("website", "nutzung")


@pytest.mark.parametrize(
    "url", ["", "http://a.example/", "https://a", "https://a.example/ b", "https://a@b.example/"]
)
def test_a_page_that_teams_would_refuse_is_no_package(url: str) -> None:
    with pytest.raises(ValueError, match="not https"):
        paket(APP_ID, "1.0.0", Adressen(datenschutz=url))


def test_english_speaks_of_places_that_are_there() -> None:
    made, english = manifest(), json.loads(files()["en.json"])
    for place, said in english.items():
        if place != "$schema":
            assert isinstance(at(made, place), str), place
            assert said


def at(value: Any, place: str) -> Any:
    """`bots[0].commandLists[1]` as Teams reads it."""
    for step in place.replace("[", ".").replace("]", "").split("."):
        value = value[int(step)] if step.isdecimal() else value[step]
    return value


def test_every_description_of_a_command_is_there_in_english() -> None:
    english = json.loads(files()["en.json"])
    for n, commands in enumerate(manifest()["bots"][0]["commandLists"]):
        for m, _ in enumerate(commands["commands"]):
            assert f"bots[0].commandLists[{n}].commands[{m}].description" in english


def commands(scope: str) -> Sequence[str]:
    lists = manifest()["bots"][0]["commandLists"]
    [found] = [entry["commands"] for entry in lists if entry["scopes"] == [scope]]
    return [command["title"] for command in found]


def test_the_bot_understands_what_teams_writes_in_the_chat() -> None:
    """A command's title is sent as if the person had written it."""
    understood = {title: verstehe_befehl(title, Context.IDLE).intent for title in commands("personal")}
    assert understood == {
        "neuer Bogen": Intent.START_FORM,
        "Status": Intent.STATUS_OF_PERSON,
        "meine Fälle": Intent.MY_CASES,
        "was ist offen?": Intent.OPEN_TASKS,
        "wer läuft diesen Monat aus?": Intent.ENDING_SOON,
        "weiter": Intent.RESUME,
        "Monitoring": Intent.MONITORING_REPORT,
        "hilfe": Intent.HELP,
    }


def test_the_bot_understands_what_teams_writes_in_the_channel() -> None:
    *answers, binding = commands("team")
    assert {title: read_art(title) for title in answers} == {
        "Empfang bestätigt": RueckmeldungArt.EMPFANG,
        "Rückfrage:": RueckmeldungArt.RUECKFRAGE,
        "begonnen": RueckmeldungArt.BEGONNEN,
        "nicht erschienen": RueckmeldungArt.NICHT_ERSCHIENEN,
        "beendet": RueckmeldungArt.BEENDET,
    }
    assert verstehe_befehl(binding, Context.IDLE).intent is Intent.BIND_CHANNEL


# --- icons -----------------------------------------------------------------------------------------------


def pixels(png: bytes) -> list[list[tuple[int, ...]]]:
    """Rows of red, green, blue, alpha; only for what is written here: 8 bits, no filter."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    place, data, size = 8, b"", (0, 0)
    while place < len(png):
        length, kind = struct.unpack(">I4s", png[place : place + 8])
        body, check = png[place + 8 : place + 8 + length], png[place + 8 + length : place + 12 + length]
        assert check == struct.pack(">I", zlib.crc32(kind + body))
        if kind == b"IHDR":
            size = struct.unpack(">II", body[:8])
            assert body[8:] == bytes([8, 6, 0, 0, 0])
        data += body if kind == b"IDAT" else b""
        place += 12 + length
    raw, width = zlib.decompress(data), 4 * size[0] + 1
    assert len(raw) == width * size[1]
    rows = [raw[n * width : (n + 1) * width] for n in range(size[1])]
    assert {row[0] for row in rows} == {0}
    return [[tuple(row[n : n + 4]) for n in range(1, width, 4)] for row in rows]


def test_the_color_icon_fills_its_square() -> None:
    picture = pixels(files()["color.png"])
    assert (len(picture), {len(row) for row in picture}) == (192, {192})
    flat = [pixel for row in picture for pixel in row]
    assert {pixel[3] for pixel in flat} == {255}
    corners = {picture[y][x] for y in (0, 191) for x in (0, 191)}
    assert corners == {(0x5B, 0x5F, 0xC7, 255)}
    white = [(x, y) for y, row in enumerate(picture) for x, pixel in enumerate(row) if pixel[:3] == (255, 255, 255)]
    assert len(white) > 192 * 192 // 10
    assert all(36 <= n < 156 for place in white for n in place), "within the middle 120 by 120"


def test_the_outline_icon_is_white_on_nothing() -> None:
    picture = pixels(files()["outline.png"])
    assert (len(picture), {len(row) for row in picture}) == (32, {32})
    flat = [pixel for row in picture for pixel in row]
    assert {pixel[:3] for pixel in flat} == {(255, 255, 255)}
    assert {picture[y][x][3] for y in (0, 31) for x in (0, 31)} == {0}
    assert sum(pixel[3] == 255 for pixel in flat) > 30
    edge = [pixel for row in picture for pixel in (row[0], row[-1])] + [*picture[0], *picture[-1]]
    assert not any(pixel[3] for pixel in edge), "nothing is cut off"


# --- what is refused ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("app_id", "version"),
    [
        ("", "1.0.0"),
        ("0f1e2d3c", "1.0.0"),
        (f"{APP_ID}\n", "1.0.0"),
        (APP_ID, "1.0"),
        (APP_ID, "01.0.0"),
        (APP_ID, "1.0.0-beta"),
        (APP_ID, "1.0.0\n"),
    ],
)
def test_what_teams_would_refuse_is_no_package(app_id: str, version: str) -> None:
    with pytest.raises(ValueError, match=r"no GUID|three numbers"):
        paket(app_id, version)


def command(target: Path, *words: str) -> int:
    options = app._parser().parse_args(["teams-paket", str(target), *words])
    return int(options.run(options))


def test_the_command_says_which_pages_are_still_to_be_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MicrosoftAppId", APP_ID)
    assert command(tmp_path / "a.zip") == 0
    said = capsys.readouterr().out
    assert all(f"--{name} URL" in said for name in ("website", "datenschutz", "nutzung"))
    assert zipfile.is_zipfile(tmp_path / "a.zip")
    pages = [f"--{name}=https://{name}.example/" for name in ("website", "datenschutz", "nutzung")]
    assert command(tmp_path / "b.zip", *pages) == 0
    assert "anzugeben" not in capsys.readouterr().out
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        developer = json.loads(archive.read("manifest.json"))["developer"]
    assert developer["privacyUrl"] == "https://datenschutz.example/"


@pytest.mark.parametrize(
    ("app_id", "words", "said"),
    [
        ("", (), "MicrosoftAppId fehlt"),
        ("keine", (), "keine GUID"),
        (APP_ID, ("--website", "http://a.example/"), "beginnt nicht mit https://"),
    ],
)
def test_the_command_refuses_in_german(
    app_id: str, words: tuple[str, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MicrosoftAppId", app_id)
    with pytest.raises(app.Refused, match=said):
        command(tmp_path / "a.zip", *words)
    assert not (tmp_path / "a.zip").exists()


def test_the_same_words_give_the_same_package(tmp_path: Path) -> None:
    assert paket(APP_ID, "1.0.0") == paket(APP_ID, "1.0.0")
    target = tmp_path / "app.zip"
    target.write_bytes(paket(APP_ID, "1.0.0"))
    assert zipfile.is_zipfile(target)
