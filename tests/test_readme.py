"""The README's table and commands are true: what it names is there, what it says the bot says, the bot says."""

import re
import tomllib
from pathlib import Path

import pytest

from dialogs.regelung.fall import Elb
from tests.gespraech import IDA, Chat

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
ROWS = [line for line in README.splitlines() if "`tests/" in line and line.startswith("|")]


@pytest.mark.parametrize("row", ROWS)
def test_each_row_names_a_function_and_a_test_that_are_there(row: str) -> None:
    *function, test = re.findall(r"`([^`]+)`", row)
    assert re.search(r"def test_|TestCase", (ROOT / test).read_text(encoding="utf-8"))
    if function:
        source = (ROOT / function[0]).read_text(encoding="utf-8")
        names = function[1:]
        assert all(re.search(rf"^(def|class) {name}\b", source, re.MULTILINE) for name in names)


def test_the_table_is_there() -> None:
    assert len(ROWS) >= 15


async def test_the_conversation_goes_as_it_stands_there() -> None:
    """What is left out stands as …, a card in brackets; lines are broken where the page ends."""
    block = README.partition("## What it looks like")[2].split("```")[1]
    nowak = Elb("4737", "Katarzyna", "Nowak", IDA.id, IDA.name, IDA.team)
    chat = Chat(cases=(nowak,))
    turns = re.findall(r"^IFK   (.*)\n((?:Bot   .*\n(?:      .*\n)*)?)", block, re.MULTILINE)
    assert len(turns) >= 8
    for said, answer in turns:
        heard = plain(await chat.says(said))
        for piece in re.split(r"…|\[[^]]*]", plain(answer.removeprefix("Bot"))):
            assert FORM.sub("AZ", piece.strip()) in FORM.sub("AZ", heard), said


FORM = re.compile(r"AZ-[0-9A-Z]{4}-[0-9A-Z]{4}")


def plain(text: str) -> str:
    """Without signs of Markdown and line breaks."""
    return " ".join(text.replace("**", "").replace("`", "").split())


def test_the_two_commands_are_targets_of_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"`?make ([a-z]+)", README)) <= targets


def test_every_runtime_dependency_has_its_reason_and_nothing_else_has() -> None:
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    runtime = {re.split(r"[^a-z-]", name)[0] for name in pyproject["project"]["dependencies"]}
    table = README.partition("## Dependencies")[2].partition("Both lock files")[0]
    rows = re.findall(r"^\| (?!package|---)([^|]+?) \| [^|]+ \|$", table, re.MULTILINE)
    assert {name for row in rows if "npm" not in row for name in row.split(", ")} == runtime


def test_every_package_of_the_tests_is_named() -> None:
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    names = {re.split(r"[^a-z-]", name)[0] for name in pyproject["dependency-groups"]["dev"]}
    named = README.partition("For the tests:")[2].partition("\n\n")[0]
    assert {name for name in names if not name.startswith("types-") and name not in named} == set()


def test_every_setting_is_documented() -> None:
    from bot.settings import known_settings

    assert [name for name in known_settings() if name not in README and name != "MicrosoftAppType"] == []
