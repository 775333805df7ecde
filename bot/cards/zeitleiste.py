"""The nine months of an Einbuchung as a line of weighted columns, and the same said in words."""

from collections.abc import Iterator, Sequence
from datetime import date

from bot.cards.elements import NBSP, Element, box, column, columns, faint, rich, run, strong
from bot.cards.geltung import Abschnitt, abschnitte
from bot.german import anzahl, modul_name, tag, tage, zeitraum
from dialogs.regelung.fristen import ONE_DAY, Zeitraum
from dialogs.regelung.hilfeprodukt import Einbuchung
from dialogs.regelung.modul import Modul

_GROUND = {Modul.DIGITALWERKSTATT: "accent", Modul.JOBAKADEMIE: "good"}
_EMPTY = "emphasis"


def line(einbuchung: Einbuchung, heute: date) -> Element:
    """Today's mark, the line, its two ends, and a row of words for each Teilnahmezeitraum on it."""
    parts = abschnitte(einbuchung)
    span = einbuchung.zeitraum
    ends = columns(
        column([rich(faint(tag(span.beginn)))]),
        column([rich(faint(tag(span.ende)), horizontalAlignment="Right")]),
        spacing="Small",
    )
    return box([_today(span, heute), _bar(parts), ends, *_words(parts, heute)])


def _bar(parts: Sequence[Abschnitt]) -> Element:
    return columns(*(_piece(part) for part in parts), spacing="None")


def _piece(part: Abschnitt) -> Element:
    words = f"V{part.bogen.version}" if part.bogen else NBSP
    ground = _GROUND[part.bogen.modul] if part.bogen else _EMPTY
    inner = rich(run(words, size="Small"), horizontalAlignment="Center")
    return column([inner], part.zeitraum.days, style=ground, spacing="None")


def _today(span: Zeitraum, heute: date) -> Element | None:
    """Where today is; beyond the nine months there is nothing to mark."""
    if heute not in span:
        return None
    before, after = (heute - span.beginn).days, (span.ende - heute).days
    mark = faint("heute")
    if before >= after:
        return columns(
            column([rich(mark, faint(" ▼"), horizontalAlignment="Right")], before + 1, spacing="None"),
            *([column([], after, spacing="None")] if after else []),
        )
    return columns(
        *([column([], before, spacing="None")] if before else []),
        column([rich(faint("▼ "), mark)], after + 1, spacing="None"),
    )


def _words(parts: Sequence[Abschnitt], heute: date) -> Iterator[Element]:
    for part in parts:
        if part.bogen:
            yield _sentence(part, heute)
    if not any(part.bogen for part in parts):
        yield rich(run("Kein Erwartungsbogen in Kraft"))


def _sentence(part: Abschnitt, heute: date) -> Element:
    if part.bogen is None:
        raise ValueError("an empty span has no words")
    now = [strong(" · heute")] if heute in part.zeitraum else []
    what = strong(f"V{part.bogen.version} · {modul_name(part.bogen.modul)}")
    return rich(
        what, run(f" · {zeitraum(part.zeitraum)}"), faint(f" · {tage(part.zeitraum.days)}"), *now, spacing="Small"
    )


def position(span: Zeitraum, heute: date) -> str:
    """Tag 46 von 275; before and after it, how far away."""
    if heute < span.beginn:
        return f"beginnt in {anzahl((span.beginn - heute).days, 'Tag', 'Tagen')}"
    if heute > span.ende:
        return f"abgelaufen seit {anzahl((heute - span.ende).days, 'Tag', 'Tagen')}"
    return f"Tag {(heute - span.beginn + ONE_DAY).days} von {span.days}"
