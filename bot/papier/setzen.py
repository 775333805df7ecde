"""From a template and data to a tagged PDF (PDF/UA-1). Data reach the template as JSON and are never markup."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

_PLAIN: Final = 0x250
"""Below this (Latin letters) every font has every character."""
_MOST_TRIED: Final = 1000
_ONE: Final = b'#set document(title: "x")\n#set text(font: "Libertinus Serif")\n#json(bytes(sys.inputs.daten))'


def setze(vorlage: Path, daten: Mapping[str, Any], stand: datetime) -> bytes:
    """The PDF; the template reads `json(bytes(sys.inputs.daten))` and can reach no file outside its own folder.

    A character that no font of this machine has is printed as ⟨U+6F22⟩. `stand`, with a time zone, becomes the
    file's date, so that the same data give the same bytes on the same machine.
    Raises typst.TypstError when the template and the data do not fit together.
    """
    # imported late: 20 MB that only paper needs
    import typst

    compiler = typst.Compiler(root=vorlage.parent)

    def compiled(source: bytes, values: Any) -> bytes:
        inputs = {"daten": json.dumps(values, ensure_ascii=False)}
        when = int(stand.timestamp())
        made = compiler.compile(source, format="pdf", sys_inputs=inputs, pdf_standards=["ua-1"], timestamp=when)
        return made if isinstance(made, bytes) else b""

    template = vorlage.read_bytes()

    def has_glyph(character: str) -> bool:
        try:
            return bool(compiled(_ONE, character))
        except typst.TypstError:
            return False

    try:
        return compiled(template, daten)
    except typst.TypstError:
        missing = _missing(daten, has_glyph)
        if not missing:
            raise
        return compiled(template, _shown(daten, missing))


def _missing(daten: Any, has_glyph: Callable[[str], bool]) -> frozenset[str]:
    """The characters that cannot be printed; of very many different ones the rest is not tried, but taken as such."""
    rare = sorted({c for text in _texts(daten) for c in text if ord(c) >= _PLAIN})
    return frozenset(c for n, c in enumerate(rare) if n >= _MOST_TRIED or not has_glyph(c))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


def _shown(value: Any, missing: frozenset[str]) -> Any:
    """The same data with those characters by their numbers."""
    if isinstance(value, str):
        return "".join(f"⟨U+{ord(c):04X}⟩" if c in missing else c for c in value)
    if isinstance(value, Mapping):
        return {key: _shown(item, missing) for key, item in value.items()}
    return [_shown(item, missing) for item in value] if isinstance(value, list) else value
