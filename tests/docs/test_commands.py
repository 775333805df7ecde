"""The commands in README.md and docs/betrieb.md do what the page says, as far as Microsoft and root are not needed.

Whatever `sudo aktivzentrum ...` the operator's page names is run, in the page's order, on a database of its own; the
files it installs are checked by who reads them; of all else the shell at least understands the words.
"""

import base64
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from configparser import ConfigParser
from importlib.util import find_spec
from pathlib import Path

import pytest

from bot.metrics import Metrics
from bot.settings import known_settings
from storage.importing import TEILNEHMENDE
from storage.roster import PERSONAL

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGE = (ROOT / "docs" / "betrieb.md").read_text(encoding="utf-8")
FILES = ROOT / "docs" / "betrieb"
UNITS = sorted(path for path in FILES.iterdir() if path.suffix in (".service", ".timer"))
HOUSE = "/srv/aktivzentrum"
BACKUPS = "/var/backups/aktivzentrum"
OURS = "sudo aktivzentrum "
APP_ID = "1f5e0000-0000-4000-8000-000000000001"
KEY = base64.b64encode(bytes(range(32))).decode()


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


LINES = [line for block in blocks("sh") for line in block.splitlines()]


def run(
    *words: str, folder: Path = ROOT, settings: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AKTIVZENTRUM", "Microsoft"))}
    env = {**kept, **(settings or {})}
    return subprocess.run(words, cwd=folder, env=env, capture_output=True, text=True, check=False)  # noqa: S603


# --- the bot's own commands -------------------------------------------------------------------------------


def placed(text: str, folder: Path) -> str:
    """Paths of the house as paths of the test."""
    return text.replace(BACKUPS, str(folder)).replace(f"{HOUSE}/var", str(folder))


def test_the_operators_commands_run_in_the_order_of_the_page(tmp_path: Path) -> None:
    settings = {
        "MicrosoftAppId": APP_ID,
        "MicrosoftAppPassword": "x",
        "MicrosoftAppTenantId": APP_ID,
        "AKTIVZENTRUM_SCHLUESSEL": KEY,
        "AKTIVZENTRUM_DATABASE_URL": f"sqlite:///{tmp_path / 'a.sqlite'}",
    }
    for name, table in zip(("personal.csv", "teilnehmende.csv"), blocks("csv"), strict=True):
        (tmp_path / name).write_text(table, encoding="utf-8")
    commands = [placed(line.removeprefix(OURS), tmp_path) for line in LINES if line.startswith(OURS)]
    assert len(commands) > 12
    for command in commands:
        done = run(sys.executable, "app.py", *shlex.split(command), settings=settings)
        assert done.returncode == 0, (command, done.stdout, done.stderr)
    made = {path.name for path in tmp_path.iterdir()}
    assert {"aktivzentrum.zip", "von-hand.bak", "vor-dem-update.bak", "bericht.xlsx", "bericht.pdf"} <= made


def test_a_command_that_does_not_exist_would_be_noticed() -> None:
    assert run(sys.executable, "app.py", "gibtesnicht").returncode == 2


def test_the_example_tables_have_the_columns_of_the_import() -> None:
    heads = [tuple(block.splitlines()[0].split(",")) for block in blocks("csv")]
    assert heads == [tuple(PERSONAL), tuple(TEILNEHMENDE)]


def named(text: str) -> Iterator[list[str]]:
    """The bot's commands named in a text, with what is not to be written word for word left out."""
    for command in re.findall(r"`(?:sudo )?(?:python app\.py|aktivzentrum) ([a-z][^`]*)`", text):
        yield [word for word in shlex.split(command) if not (word.isupper() or "FILE" in word or "…" in word)]


@pytest.mark.parametrize("page", [README, PAGE], ids=["README", "betrieb"])
def test_commands_named_in_passing_exist(page: str) -> None:
    known = run(sys.executable, "app.py", "--help").stdout
    for first, *rest in named(page):
        if first.startswith("-"):
            continue
        assert f"    {first} " in known, first
        options = run(sys.executable, "app.py", first, "--help").stdout
        assert [word for word in rest if word.startswith("--") and word not in options] == []


# --- what the shell, systemd, nginx and Prometheus read -----------------------------------------------------------


def test_the_shell_understands_every_line() -> None:
    assert len(LINES) > 40
    done = subprocess.run(["/bin/sh", "-n"], input="\n".join(LINES), capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert run("/bin/sh", "-n", str(FILES / "aktivzentrum.sh")).stderr == ""


def test_every_file_the_page_names_is_there_and_every_one_there_is_named() -> None:
    assert {path for path in re.findall(r"docs/betrieb/[\w.-]+", PAGE) if not (ROOT / path).is_file()} == set()
    assert {path.name for path in FILES.iterdir() if path.name not in PAGE} == set()
    for path in ("requirements.lock", "app.py", "bot", "dialogs", "storage"):
        assert path in PAGE
        assert (ROOT / path).exists()


def test_a_fresh_key_is_one_the_bot_takes() -> None:
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    assert "openssl rand -base64 32" in LINES
    assert len(base64.b64decode(run("openssl", "rand", "-base64", "32").stdout)) == 32


def test_the_settings_file_names_settings_the_bot_knows() -> None:
    text = (FILES / "aktivzentrum.env").read_text(encoding="utf-8")
    names = set(re.findall(r"^#?([A-Za-z_]+)='", text, re.MULTILINE))
    assert names - {"HTTPS_PROXY", "NO_PROXY", "SSL_CERT_FILE"} <= set(known_settings())
    assert {"MicrosoftAppId", "MicrosoftAppPassword", "MicrosoftAppTenantId", "AKTIVZENTRUM_SCHLUESSEL"} <= names


def test_the_shell_reads_the_settings_as_systemd_does(tmp_path: Path) -> None:
    """What Microsoft makes up as a secret has signs that mean something to a shell."""
    text = (FILES / "aktivzentrum.env").read_text(encoding="utf-8")
    secret = "a~b$c;d#e&f"
    (tmp_path / "env").write_text(text.replace("Password=''", f"Password='{secret}'"), encoding="utf-8")
    done = run("/bin/sh", "-c", 'set -a; . ./env; printf %s "$MicrosoftAppPassword"', folder=tmp_path)
    assert (done.stdout, done.stderr) == (secret, "")


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_systemd_finds_nothing_wrong_with_a_unit(unit: Path, tmp_path: Path) -> None:
    python = tmp_path / "house" / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    for path in UNITS:
        text = path.read_text(encoding="utf-8").replace(HOUSE, str(tmp_path / "house"))
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    parsed = ConfigParser(strict=False, interpolation=None)
    parsed.optionxform = str  # type: ignore[assignment,method-assign]  # systemd's keys have capitals
    parsed.read(unit, encoding="utf-8")
    assert parsed.sections()
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed; the unit was parsed")
    assert run("systemd-analyze", "verify", "--man=no", str(tmp_path / unit.name)).stderr == ""


@pytest.mark.parametrize("unit", [u for u in UNITS if u.suffix == ".service"], ids=lambda path: path.name)
def test_a_unit_starts_commands_that_are_there(unit: Path) -> None:
    known = run(sys.executable, "app.py", "--help").stdout
    commands = re.findall(r"^ExecStart=\S+/python app\.py ?(\S*)", unit.read_text(encoding="utf-8"), re.MULTILINE)
    assert commands
    assert all(f"    {command} " in known for command in commands if command)


def test_the_proxy_lets_one_path_in() -> None:
    text = re.sub(r"#.*", "", (FILES / "nginx.conf").read_text(encoding="utf-8"))
    assert text.count("{") == text.count("}") > 0
    assert all(line.rstrip().endswith((";", "{", "}")) for line in text.splitlines() if line.strip())
    assert "location = /api/messages" in text
    assert "location / { return 404; }" in text
    if shutil.which("nginx"):
        assert "unknown directive" not in run("nginx", "-t", "-c", str(FILES / "nginx.conf")).stderr


def test_prometheus_asks_for_metrics_that_are_there() -> None:
    told = Metrics()
    told.refused("x")
    told.failed("x")
    rules = (FILES / "prometheus-regeln.yml").read_text(encoding="utf-8")
    names = set(re.findall(r"aktivzentrum_\w+", rules))
    assert names
    assert {name for name in names if f"\n{name}" not in told.text().decode()} == set()


# --- all pages ---------------------------------------------------------------------------------------------------


PAGES = [ROOT / "README.md", ROOT / "CHANGES.md", *sorted((ROOT / "docs").glob("*.md"))]
PAGES += sorted((ROOT / ".github").glob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_what_a_page_links_to_and_tells_to_run_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    targets = re.findall(r"\]\((?!https?:)([^)\s#]+)", text)
    assert [target for target in targets if not (page.parent / target).exists()] == []
    modules = set(re.findall(r"python -m ([\w.]+)", text))
    assert {name for name in modules if name != "pytest" and find_spec(name) is None} == set()
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    made = re.findall(r"(?:`|^)make ([a-z]+)", text, re.MULTILINE)
    assert set(made) <= set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))


def test_the_version_has_its_place_in_the_changes() -> None:
    changes = (ROOT / "CHANGES.md").read_text(encoding="utf-8")
    version = re.search(r'^version = "([^"]+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert version is not None
    assert re.search(rf"^## {re.escape(version[1])}\b", changes, re.MULTILINE)
