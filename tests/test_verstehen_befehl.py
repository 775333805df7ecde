"""`python app.py verstehen`: every line gets its answer, one that is none of its questions a sentence."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.texts.befehlszeile import zeilenmangel
from dialogs.verstehen.zeile import Mangel

ROOT = Path(__file__).parent.parent


def said(was: str, lines: bytes) -> tuple[int, list[dict[str, object]], str]:
    """Exit code, the lines of standard output, standard error; no settings, no language of the machine."""
    command = [sys.executable, str(ROOT / "app.py"), "verstehen", was]
    done = subprocess.run(command, input=lines, capture_output=True, env={"LC_ALL": "C"}, cwd=ROOT, check=False)  # noqa: S603
    return done.returncode, [json.loads(line) for line in done.stdout.decode().splitlines()], done.stderr.decode()


@pytest.mark.parametrize("was", ["dauer", "modul", "befehl"])
def test_a_bad_line_is_named_and_the_others_are_answered(was: str) -> None:
    good = '{"text": "fünf Wochen Jobakademie 😀", "start": "2027-03-01"}\n'.encode()
    code, alone, err = said(was, good)
    assert (code, len(alone), err) == (0, 1, "")
    bad = b'\n{"text": \n["x"]\n{}\n{"text": "x", "start": "morgen"}\nf\xfcnf\n{"text": "x", "context": "x"}\n'
    code, found, err = said(was, bad + good)
    assert (code, err) == (1, "")
    assert found[-1:] == alone
    order = (Mangel.JSON, Mangel.OBJEKT, Mangel.TEXT, Mangel.START, Mangel.UTF8, Mangel.CONTEXT)
    assert found[:-1] == [{"fehler": zeilenmangel(m, line)} for line, m in enumerate(order, start=2)]


@pytest.mark.parametrize("mangel", Mangel)
def test_each_fault_has_its_sentence(mangel: Mangel) -> None:
    assert zeilenmangel(mangel, 7).startswith("Zeile 7: ")
    assert zeilenmangel(mangel, 7).endswith(".")
