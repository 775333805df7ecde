"""From a template and data to a tagged PDF (PDF/UA-1). Data reach the template as JSON and are never markup."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any


def setze(vorlage: Path, daten: Mapping[str, Any], stand: datetime) -> bytes:
    """The PDF; the template reads `json(bytes(sys.inputs.daten))` and no file outside its own folder.

    `stand`, with a time zone, becomes the file's date, so that the same data give the same bytes.
    Raises typst.TypstError when the template and the data do not fit together.
    """
    # imported late: 20 MB that only paper needs
    import typst

    made = typst.compile(
        vorlage,
        root=vorlage.parent,
        format="pdf",
        sys_inputs={"daten": json.dumps(daten, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=int(stand.timestamp()),
    )
    if not isinstance(made, bytes):
        raise TypeError(type(made))
    return made
