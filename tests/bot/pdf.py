"""Looks into a PDF: its objects without their compression, its text by poppler where that is installed."""

import re
import shutil
import subprocess
import zlib
from pathlib import Path

import pytest

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def objects(file: bytes) -> bytes:
    """The file with all its compressed parts unpacked behind it."""
    unpacked = []
    for match in _STREAM.finditer(file):
        try:
            unpacked.append(zlib.decompress(match[1]))
        except zlib.error:
            continue
    return b"\n".join([file, *unpacked])


def pages(file: bytes) -> int:
    return len(re.findall(rb"/Type ?/Page\b(?!s)", objects(file)))


def is_tagged(file: bytes, language: str) -> bool:
    """A structure tree, marked content, a language and a title to show: what PDF/UA-1 wants first of all."""
    inside = objects(file)
    marks = (b"/StructTreeRoot", b"/MarkInfo", b"/Marked true", b"/DisplayDocTitle true", b"<pdfuaid:part>1<")
    return all(mark in inside for mark in marks) and re.search(rb"/Lang ?\(" + language.encode(), inside) is not None


def roles(file: bytes) -> set[str]:
    """The kinds of elements in the structure tree."""
    return {found.decode() for found in re.findall(rb"/S ?/([A-Z][A-Za-z0-9]*)", objects(file))}


def text(file: bytes, folder: Path) -> str:
    """What one can select and copy, in reading order."""
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    source = folder / "file.pdf"
    source.write_bytes(file)
    done = subprocess.run([tool, "-raw", "-enc", "UTF-8", source, "-"], capture_output=True, check=True)  # noqa: S603
    return done.stdout.decode()
