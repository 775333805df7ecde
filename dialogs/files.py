"""A file for somebody, as values: what it is made from. How it looks and where it goes is known to the edge."""

from dataclasses import dataclass

from dialogs.monitoring import Bericht
from dialogs.regelung.fall import Fall


@dataclass(frozen=True, slots=True)
class ReportFile:
    """The report of the monitoring; `art` is `excel` or `pdf`."""

    bericht: Bericht
    art: str


@dataclass(frozen=True, slots=True)
class PaperFile:
    """A form on paper; `art` is `bogen`, or `handzettel` in a language."""

    fall: Fall
    formularnummer: str
    art: str
    sprache: str = "de"


File = ReportFile | PaperFile
