"""The hand-over sheet for comp.ASS (D9): every field to copy, the template, the text for the Kooperationsplan.

Nothing here says that a step in comp.ASS is done; a person confirms that with the buttons or in words.
"""

from collections.abc import Iterator

from bot.cards.elements import (
    NBSP,
    Element,
    adaptive_card,
    box,
    button,
    buttons,
    column,
    columns,
    faint,
    feld,
    heading,
    kopf,
    rich,
    run,
    strong,
    wortlaut,
)
from bot.cards.inhalt import name
from bot.cards.platz import Platz, cut, fitted
from bot.german import anzahl, menge, modul_name, tag_kurz, visible
from dialogs.regelung.erwartungsbogen import Erwartungsbogen
from dialogs.regelung.fall import Elb, Fall
from dialogs.regelung.fristen import Zeitraum
from dialogs.regelung.hilfeprodukt import BRIEFEDITOR_VORLAGE, EINBUCHUNGSDAUER, HILFEPRODUKT
from dialogs.regelung.kplan import KPlan
from dialogs.turn import Values

ALLGEMEINER_TEXT = (
    "Ich nutze das Aktivzentrum Stadt Göttingen, um meinem beruflichen Ziel näherzukommen. "
    "Was ich dort erreichen will, welches Modul ich besuche und wie lange, halte ich mit meiner "
    "Integrationsfachkraft im jeweils neuesten Erwartungsbogen fest."
)
"""Nr. 3.2: a general wording; it stays right when goal or Modul changes."""


def card(values: Values) -> Element:
    """The card of `karte.uebergabe`: `fall`, `bogen`, `einbuchung`, `kplan`, `neu_gebucht`; `anpassen`: the plan must
    be adapted."""
    return fitted(lambda platz: _card(values, platz))


def kplan_text(kplan: KPlan, ziel: str) -> str:
    """Nr. 3.2: what goes into the Kooperationsplan: our general wording, or the goal in its O-Ton."""
    return ALLGEMEINER_TEXT if kplan is KPlan.ALLGEMEIN else ziel


def _card(values: Values, platz: Platz) -> Element:
    fall: Fall = values["fall"]
    bogen: Erwartungsbogen = values["bogen"]
    kopf_zeile = kopf("Für comp.ASS", strong(name(fall.elb.name), size="Large"), faint(f"\nNummer {fall.elb.nummer}"))
    steps = _first(values, platz) if values["neu_gebucht"] else _renewal(values, platz)
    fallback = f"Übergabe an comp.ASS zu {bogen.formularnummer}: Diese Karte lässt sich hier nicht anzeigen."
    return adaptive_card([kopf_zeile, *steps], fallback)


# --- a first Bogen: book, write the Bescheid, enter the plan -------------------------------------------


def _first(values: Values, platz: Platz) -> Iterator[Element]:
    fall: Fall = values["fall"]
    bogen: Erwartungsbogen = values["bogen"]
    nummer = fall.elb.nummer
    yield _step(
        "Schritt 1: Einbuchen",
        [*_booking(fall.elb, values["einbuchung"], bogen)],
        button("In comp.ASS eingebucht", f"{nummer} eingebucht", style="positive"),
    )
    yield _step(
        "Schritt 2: Bescheid",
        [feld("Vorlage im Briefeditor", strong(BRIEFEDITOR_VORLAGE))],
        button("Bescheid erstellt", f"Bescheid {nummer} erstellt", style="positive"),
    )
    yield _step("Schritt 3: Kooperationsplan", _plan(values["kplan"], bogen, platz))


def _booking(elb: Elb, span: Zeitraum, bogen: Erwartungsbogen) -> Iterator[Element]:
    yield feld("Hilfeprodukt", strong(HILFEPRODUKT))
    yield columns(
        column([feld("Name", strong(name(elb.name)))]),
        column([feld("Nummer", strong(visible(elb.nummer)))]),
    )
    yield columns(
        column([feld("Erster Tag", strong(tag_kurz(span.beginn)))]),
        column([feld("Letzter Tag", strong(tag_kurz(span.ende)), faint(f"\n{menge(EINBUCHUNGSDAUER)}"))]),
    )
    yield feld("Modul", strong(modul_name(bogen.modul)))


# --- a renewal: everything stays, only a concrete plan follows -------------------------------------------


def _renewal(values: Values, platz: Platz) -> Iterator[Element]:
    fall: Fall = values["fall"]
    span: Zeitraum = values["einbuchung"]
    stays = f"Die Einbuchung ({tag_kurz(span.beginn)} bis {tag_kurz(span.ende)}) und der Bescheid bleiben."
    yield box([rich(strong("✓ Nichts zu buchen")), rich(run(stays), _nr("3.3"), spacing="Small")], "good")
    if not values["anpassen"]:
        yield feld("Kooperationsplan", run("bleibt, wie er ist"), _nr("3.2"))
        return
    done = button("Kooperationsplan angepasst", f"K-Plan {fall.elb.nummer} angepasst", style="positive")
    must = rich(run("Ziel oder Modul hat sich geändert, der Plan ist anzupassen."), _nr("3.2"))
    yield _step("Kooperationsplan anpassen", [must, *_plan(values["kplan"], values["bogen"], platz)], done)


# --- parts -------------------------------------------------------------------------------------------------


def _step(title: str, items: list[Element], done: Element | None = None) -> Element:
    return box([heading(title, size="Default"), *items, buttons(done)], separator=True, spacing="Large")


def _nr(section: str) -> Element:
    return faint(f" ·{NBSP}Nr.{NBSP}{section}")


def _plan(kplan: KPlan, bogen: Erwartungsbogen, platz: Platz) -> list[Element]:
    kept, missing = cut(kplan_text(kplan, bogen.antworten.ziel), platz.oton)
    what = "Ziel im O-Ton" if kplan is KPlan.KONKRET else "Allgemeiner Text"
    note = rich(faint(f"Hier fehlen {anzahl(missing, 'Zeichen', 'Zeichen')}.")) if missing else None
    return [box([rich(faint(f"{what} zum Übernehmen")), rich(*wortlaut(kept), spacing="Small"), note], "emphasis")]
