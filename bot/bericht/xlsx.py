"""The report as a workbook with Excel's own charts, figures and definitions. No cell is a formula."""

from collections.abc import Mapping
from datetime import datetime, time
from io import BytesIO
from itertools import takewhile
from typing import Any, Final

from bot import german
from bot.texts.monitoring import DEFINITION, MONATSWEISE, SCHUTZ, TITEL, name, zeitraum, zelle
from dialogs.monitoring import Art, Bericht, Tabelle, Zelle

Sheet = Any
Format = Any

FIGURES: Final = "Zahlen"
CHARTS: Final = "Diagramme"
DEFINITIONS: Final = "Definitionen"
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_CHARTS: Final[Mapping[str, tuple[str, str | None]]] = {
    "teilnahmen": ("column", "stacked"),
    "dauer": ("bar", None),
    "anlass": ("bar", None),
    "abschluss": ("bar", None),
}
_COLOURS: Final = ("#3B5998", "#2E7D5B", "#B7791F")
_CHART_SIZE: Final = (640, 320)
_ROW_PIXELS: Final = 20


def xlsx(bericht: Bericht) -> bytes:
    """The whole file."""
    # imported only here: every start would wait for what is wanted once a month
    import xlsxwriter  # type: ignore[import-untyped]  # it ships no types

    target = BytesIO()
    book = xlsxwriter.Workbook(target, _OPTIONS)
    title = f"Monitoring {zeitraum(bericht.zeitraum)}"
    book.set_properties({"title": title, "created": datetime.combine(bericht.stand, time())})
    writer = _Writer(book)
    writer.figures(bericht, title)
    writer.definitions()
    book.close()
    return target.getvalue()


def text(sheet: Sheet, row: int, column: int, words: str, style: Format, defused: Format) -> None:
    """A string that stays one: never a formula, a link or a number, also when the cell is edited or copied on."""
    sheet.write_string(row, column, words, defused if words.startswith(_FORMULA_SIGNS) else style)


class _Writer:
    def __init__(self, book: Any) -> None:
        self._book = book
        self._formats: dict[str, tuple[Format, Format]] = {
            kind: (book.add_format(look), book.add_format(look | {"quote_prefix": True}))
            for kind, look in _LOOKS.items()
        }

    def figures(self, bericht: Bericht, title: str) -> None:
        """All tables below each other, and their charts on a sheet of their own."""
        sheet, charts = self._sheet(FIGURES), self._sheet(CHARTS)
        sheet.set_column(0, 0, 38)
        sheet.set_column(1, max(len(t.spalten) for t in bericht.tabellen), 18)
        self._head(sheet, bericht, title)
        row, place = 4, 0
        for tabelle in bericht.tabellen:
            shown = tabelle.turned() if tabelle.name == "teilnahmen" else tabelle
            if tabelle.name in _CHARTS:
                chart_row = 2 + place * (_CHART_SIZE[1] // _ROW_PIXELS + 1)
                charts.insert_chart(chart_row, 0, self._chart(shown, row + 1), {"description": _said(shown)})
                place += 1
            row = self._table(sheet, row, shown)
        self._text(charts, 0, 0, title, "title")

    def _head(self, sheet: Sheet, bericht: Bericht, title: str) -> None:
        self._text(sheet, 0, 0, title, "title")
        self._text(sheet, 1, 0, f"{german.zeitraum(bericht.zeitraum)}, Stand {german.tag(bericht.stand)}", "note")
        sheet.merge_range(2, 0, 2, 4, "", self._formats["note_wrapped"][0])
        self._text(sheet, 2, 0, f"{MONATSWEISE} {SCHUTZ}", "note_wrapped")
        sheet.set_row(2, 48)

    def _table(self, sheet: Sheet, top: int, tabelle: Tabelle) -> int:
        """Writes one table; gives the row where the next one may begin."""
        self._text(sheet, top, 0, TITEL[tabelle.name], "heading")
        sheet.set_row(top + 1, 32 if tabelle.name == "dauer" else None)
        self._text(sheet, top + 1, 0, "", "head")
        for column, key in enumerate(tabelle.spalten, start=1):
            self._text(sheet, top + 1, column, name(key), "head")
        for row, reihe in enumerate(tabelle.reihen, start=top + 2):
            self._text(sheet, row, 0, name(reihe.name), "total" if reihe.name == "gesamt" else "label")
            for column, cell in enumerate(reihe.zellen, start=1):
                self._cell(sheet, row, column, cell)
        return top + 3 + len(tabelle.reihen)

    def _cell(self, sheet: Sheet, row: int, column: int, cell: Zelle | None) -> None:
        if cell is None or cell.wert is None:
            self._text(sheet, row, column, zelle(cell), "hidden")
        else:
            value = cell.wert / 100 if cell.art is Art.PROZENT else cell.wert
            sheet.write_number(row, column, value, self._formats[cell.art.value][0])

    def _chart(self, tabelle: Tabelle, head: int) -> Any:
        kind, subtype = _CHARTS[tabelle.name]
        chart = self._book.add_chart({"type": kind, **({"subtype": subtype} if subtype else {})})
        for number, series in enumerate(_series(tabelle, head)):
            chart.add_series({**series, "fill": {"color": _COLOURS[number % len(_COLOURS)]}, "gap": 60})
        chart.set_title({"name": TITEL[tabelle.name], "name_font": {"size": 12}})
        chart.set_legend({"position": "bottom"} if len(chart.series) > 1 else {"none": True})
        numbers = {"major_gridlines": {"visible": True, "line": {"color": "#DDDDDD"}}, "min": 0}
        lying = kind == "bar"
        (chart.set_x_axis if lying else chart.set_y_axis)(numbers)
        if lying:
            chart.set_y_axis({"reverse": True})
        chart.set_size(dict(zip(("width", "height"), _CHART_SIZE, strict=True)))
        return chart

    def definitions(self) -> None:
        """What every figure means."""
        sheet = self._sheet(DEFINITIONS)
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, 1, 100)
        self._text(sheet, 0, 0, "Was die Zahlen bedeuten", "title")
        lines = [*((TITEL[key], words) for key, words in DEFINITION.items()), ("Schutz kleiner Zahlen", SCHUTZ)]
        for row, (head, words) in enumerate(lines, start=2):
            self._text(sheet, row, 0, head, "label")
            self._text(sheet, row, 1, words, "wrapped")

    def _sheet(self, title: str) -> Sheet:
        sheet = self._book.add_worksheet(title)
        sheet.set_portrait()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        return sheet

    def _text(self, sheet: Sheet, row: int, column: int, words: str, kind: str) -> None:
        text(sheet, row, column, words, *self._formats[kind])


_LOOKS: Final[Mapping[str, dict[str, Any]]] = {
    "title": {"bold": True, "font_size": 16},
    "note": {"font_color": "#555555"},
    "note_wrapped": {"font_color": "#555555", "text_wrap": True, "valign": "top"},
    "heading": {"bold": True, "font_size": 12},
    "head": {"bold": True, "bottom": 1, "align": "right", "text_wrap": True, "valign": "bottom"},
    "label": {"valign": "top"},
    "total": {"bold": True},
    "hidden": {"align": "right", "font_color": "#555555"},
    "wrapped": {"text_wrap": True, "valign": "top"},
    Art.ANZAHL.value: {"num_format": "#,##0"},
    Art.TAGE.value: {"num_format": '#,##0 "Tage"'},
    Art.PROZENT.value: {"num_format": "0 %"},
}


def _series(tabelle: Tabelle, head: int) -> list[dict[str, Any]]:
    """Each column of the same kind of numbers over the rows before the first total."""
    parts = [*takewhile(lambda reihe: reihe.name not in ("gesamt", "erneuerungen"), tabelle.reihen)]
    first, last = head + 1, head + len(parts)
    return [
        {
            "name": [FIGURES, head, column],
            "categories": [FIGURES, first, 0, last, 0],
            "values": [FIGURES, first, column, last, column],
        }
        for column, key in enumerate(tabelle.spalten, start=1)
        if key not in ("boegen", "gesamt")
    ]


def _said(tabelle: Tabelle) -> str:
    """What the chart shows, in words, for who does not see it."""
    rows = (f"{name(r.name)}: {', '.join(filter(None, map(zelle, r.zellen)))}" for r in tabelle.reihen)
    return f"{TITEL[tabelle.name]}. " + "; ".join(rows)
