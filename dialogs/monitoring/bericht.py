"""The report: which counts add up, what may be shown of them, and in which tables. No prose."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from dialogs.monitoring.geheimhaltung import SMALL, Summe, Zaehlung, hidden
from dialogs.monitoring.werte import (
    GESAMT,
    MODULE,
    Art,
    Bericht,
    Reihe,
    Tabelle,
    Verdeckt,
    Verlauf,
    Zelle,
    months,
    whole_months,
)
from dialogs.monitoring.zaehlen import Zaehler, count_all
from dialogs.regelung.erwartungsbogen import Anlass, Gespraechsform
from dialogs.regelung.fristen import Zeitraum
from dialogs.regelung.hilfeprodukt import ZielErgebnis
from dialogs.regelung.modul import Modul

_ANLASS: Final = (Anlass.NEUE_ZIELE, Anlass.ZIEL_NICHT_ERREICHT, Anlass.ANDERES_MODUL)
_ERGEBNIS: Final = (*ZielErgebnis, "ohne_angabe")
BOEGEN: Final = f"anlass.{GESAMT}.anzahl"
ERNEUERUNGEN: Final = "anlass.erneuerungen.anzahl"


def sums(columns: Sequence[str], *, reason_missing: Iterable[Modul] = ()) -> list[Summe]:
    """Everything that adds up in a report with these columns of participations; parts with a dash are not shown.

    That no Begründung is missing is the rule (D3) and gives nobody away; where one is, their number is watched.
    """
    missing = frozenset(reason_missing)
    added = [_of(f"teilnahmen.{GESAMT}.{c}", (f"teilnahmen.{m}.{c}" for m in MODULE)) for c in columns]
    added += [_split(f"teilnahmen.{m}.{columns[-1]}", m, "summe_ueber", "-nicht_ueber") for m in MODULE]
    added += [_split(f"dauer.{m}.boegen", m, "am_hoechst", "-darunter") for m in MODULE]
    for modul in MODULE:
        reasons = ("begruendet", "-ohne_begruendung") if modul in missing else ("begruendet",)
        added.append(_split(f"hoechstdauer.{modul}.am_hoechst", modul, *reasons))
    return [
        *added,
        _of(BOEGEN, (f"dauer.{m}.boegen" for m in MODULE)),
        _of(BOEGEN, ("anlass.erstmals.anzahl", ERNEUERUNGEN)),
        _of(ERNEUERUNGEN, (f"anlass.{a}.anzahl" for a in _ANLASS)),
        _of(ERNEUERUNGEN, (f"gespraech.{g}.anzahl" for g in Gespraechsform)),
        _of(BOEGEN, ("traeger.bestaetigt.anzahl", "traeger.offen.anzahl")),
        _of(f"bescheid.{GESAMT}.anzahl", ("bescheid.erstellt.anzahl", "bescheid.offen.anzahl")),
        _of(f"abschluss.{GESAMT}.anzahl", (f"abschluss.{e}.anzahl" for e in _ERGEBNIS)),
    ]


def _of(total: str, parts: Iterable[str]) -> Summe:
    return Summe(total, tuple(parts))


def _split(total: str, modul: Modul, *parts: str) -> Summe:
    return Summe(total, tuple(f"hoechstdauer.{modul}.{part}" for part in parts))


class _Schreiber:
    """Cells of a report: what may be shown is, everything else says why not."""

    def __init__(self, zaehler: Zaehler, columns: Sequence[str]) -> None:
        self._zaehler = zaehler
        without = [m for m in MODULE if zaehler.number(f"hoechstdauer.{m}.-ohne_begruendung")]
        added = sums(columns, reason_missing=without)
        names = {name for s in added for name in s.names}
        names.add("abschluss.nicht_angetreten.anzahl")
        counts = {name: zaehler.number(name) for name in names}
        unshown = frozenset(name for name in names if ".-" in name)
        few = frozenset(name for name in names - unshown if not zaehler.has_enough_people(name))
        self._zaehlung = Zaehlung(counts, added, unshown, few)
        self._hidden = hidden(self._zaehlung)

    def count(self, name: str) -> Zelle:
        if name not in self._hidden:
            return Zelle(self._zaehler.number(name))
        return Zelle(None, verdeckt=Verdeckt.KLEIN if self._zaehlung.is_small(name) else Verdeckt.SCHUTZ)

    def average(self, name: str, of: str | None = None) -> Zelle:
        """Of at least 5 people; with `of`, only where that count is shown too."""
        if (of and of in self._hidden) or not self._zaehler.has_enough_people(name):
            return Zelle(None, Art.TAGE, Verdeckt.SCHUTZ if self._zaehler.number(name) >= SMALL else Verdeckt.KLEIN)
        return Zelle(self._zaehler.average(name), Art.TAGE)

    def share(self, name: str, of: str) -> Zelle:
        """In percent, where both counts are shown."""
        part, whole = self.count(name), self.count(of)
        if part.wert is None or whole.wert is None:
            return Zelle(None, Art.PROZENT, part.verdeckt or whole.verdeckt)
        return Zelle((200 * part.wert + whole.wert) // (2 * whole.wert), Art.PROZENT)


def bericht(verlaeufe: Iterable[Verlauf], zeitraum: Zeitraum, stand: date) -> Bericht:
    """The report on the months that these days lie in; `verlaeufe` are all Einbuchungen that may touch them."""
    whole = whole_months(zeitraum)
    single = [(f"{m.beginn:%Y-%m}", m) for m in months(whole)]
    spans = single if len(single) == 1 else [*single, (GESAMT, whole)]
    columns = tuple(name for name, _ in spans)
    schreiber = _Schreiber(count_all(verlaeufe, whole, spans), columns)
    return Bericht(whole, stand, tuple(_tabellen(schreiber, columns)))


def _tabellen(s: _Schreiber, columns: tuple[str, ...]) -> Iterator[Tabelle]:
    rows = (*MODULE, GESAMT)
    yield _tabelle("teilnahmen", columns, rows, lambda r, c: s.count(f"teilnahmen.{r}.{c}"))
    yield _tabelle("dauer", _DAUER, MODULE, lambda r, c: _dauer(s, r, c))
    yield _tabelle("hoechstdauer", _HOECHSTDAUER, MODULE, lambda r, c: _hoechstdauer(s, r, c))
    rows = ("erstmals", *_ANLASS, "erneuerungen", GESAMT)
    yield _tabelle("anlass", ("anzahl",), rows, lambda r, _: s.count(f"anlass.{r}.anzahl"))
    yield _tabelle("gespraech", ("anzahl", "anteil"), tuple(Gespraechsform), lambda r, c: _gespraech(s, r, c))
    yield _tabelle("traeger", ("anzahl", "tage"), ("bestaetigt", "offen"), lambda r, c: _traeger(s, r, c))
    rows = ("erstellt", "offen", GESAMT)
    yield _tabelle("bescheid", ("anzahl",), rows, lambda r, _: s.count(f"bescheid.{r}.anzahl"))
    rows = (*_ERGEBNIS, GESAMT, "nicht_angetreten")
    yield _tabelle("abschluss", ("anzahl",), rows, lambda r, _: s.count(f"abschluss.{r}.anzahl"))


_DAUER: Final = ("boegen", "vereinbart", "abgeschlossen_vereinbart", "abgeschlossen_tatsaechlich")
_HOECHSTDAUER: Final = ("am_hoechst", "anteil", "begruendet", "summe_ueber")


def _dauer(s: _Schreiber, modul: str, column: str) -> Zelle:
    match column:
        case "boegen":
            return s.count(f"dauer.{modul}.boegen")
        case "vereinbart":
            return s.average(f"dauer.{modul}.vereinbart", of=f"dauer.{modul}.boegen")
        case _:
            return s.average(f"dauer.{modul}.{column}")


def _hoechstdauer(s: _Schreiber, modul: str, column: str) -> Zelle:
    if column == "anteil":
        return s.share(f"hoechstdauer.{modul}.am_hoechst", of=f"dauer.{modul}.boegen")
    return s.count(f"hoechstdauer.{modul}.{column}")


def _gespraech(s: _Schreiber, form: str, column: str) -> Zelle:
    if column == "anteil":
        return s.share(f"gespraech.{form}.anzahl", of=ERNEUERUNGEN)
    return s.count(f"gespraech.{form}.anzahl")


def _traeger(s: _Schreiber, row: str, column: str) -> Zelle | None:
    if column == "anzahl":
        return s.count(f"traeger.{row}.anzahl")
    return s.average("traeger.bestaetigt.tage", of="traeger.bestaetigt.anzahl") if row == "bestaetigt" else None


def _tabelle(
    name: str, columns: Sequence[str], rows: Sequence[str], cell: Callable[[str, str], Zelle | None]
) -> Tabelle:
    return Tabelle(
        name,
        tuple(map(str, columns)),
        tuple(Reihe(str(row), tuple(cell(row, column) for column in columns)) for row in rows),
    )
