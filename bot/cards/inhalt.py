"""What the Träger reads of an Erwartungsbogen, the same on its card and in the preview. No state, no buttons."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.cards.elements import NBSP, Element, box, column, columns, faint, feld, kopf, rich, run, strong, wortlaut
from bot.cards.platz import Platz, cut, shortened
from bot.german import (
    anlass_name,
    anzahl,
    gespraechsform_name,
    has_unseen,
    modul_name,
    tag_kurz,
    tage,
    unseen,
    visible,
)
from dialogs.entwurf import Entwurf
from dialogs.regelung.erwartungsbogen import Anlass, Antworten, Erwartungsbogen, Gespraechsform
from dialogs.regelung.fall import Elb
from dialogs.regelung.fristen import Zeitraum
from dialogs.regelung.modul import Modul

FRAGEN = (
    "Was will eLb mit der Teilnahme am Aktivzentrum erreichen?",
    "Welches Modul des Aktivzentrums will er dafür nutzen?",
    "Wie viel Zeit/welche Teilnahmedauer will er sich dafür nehmen?",
)
"""Nr. 3.1: the wording of the form."""
ANTWORTEN = ("Ziel", "Modul", "Dauer")
_NAME_UNITS = 120


@dataclass(frozen=True, slots=True)
class Inhalt:
    """An Erwartungsbogen as the Träger gets it, sent already or about to be."""

    elb: Elb
    formularnummer: str
    version: int
    modul: Modul
    zeitraum: Zeitraum
    antworten: Antworten
    kurzfassung: Antworten | None
    anlass: Anlass | None
    gespraechsform: Gespraechsform | None
    teilnehmende: str | None
    begruendung: str | None


def of_bogen(bogen: Erwartungsbogen, elb: Elb) -> Inhalt:
    """A form that was sent."""
    return Inhalt(
        elb=elb,
        formularnummer=bogen.formularnummer,
        version=bogen.version,
        modul=bogen.modul,
        zeitraum=bogen.zeitraum,
        antworten=bogen.antworten,
        kurzfassung=bogen.kurzfassung,
        anlass=bogen.anlass,
        gespraechsform=bogen.gespraechsform,
        teilnehmende=bogen.teilnehmende,
        begruendung=bogen.begruendung,
    )


def of_entwurf(entwurf: Entwurf, elb: Elb, zeitraum: Zeitraum, version: int) -> Inhalt:
    """A form in work whose Modul is clear."""
    if entwurf.modul is None:
        raise ValueError("a form without a Modul has no preview")
    return Inhalt(
        elb=elb,
        formularnummer=entwurf.formularnummer,
        version=version,
        modul=entwurf.modul,
        zeitraum=zeitraum,
        antworten=entwurf.antworten,
        kurzfassung=entwurf.kurzfassung,
        anlass=entwurf.anlass,
        gespraechsform=entwurf.gespraechsform,
        teilnehmende=entwurf.teilnehmende,
        begruendung=entwurf.begruendung,
    )


def name(text: str) -> str:
    """A person's name as cards show it: nothing hidden in it, and never longer than a line or two."""
    return shortened(visible(text), _NAME_UNITS)


def in_order(antworten: Antworten) -> tuple[str, str, str]:
    """The answers as the form asks for them."""
    return antworten.ziel, antworten.modul, antworten.dauer


def bogen_kopf(inhalt: Inhalt, art: str = "Erwartungsbogen") -> Element:
    """Whom it is about, and the form number that never changes."""
    about = [f"Nummer {visible(inhalt.elb.nummer)}", f"Version {inhalt.version}"]
    if inhalt.anlass:
        about.append(f"Anlass: {anlass_name(inhalt.anlass)}")
    person = (strong(name(inhalt.elb.name), size="Large"), faint(f"\n{' · '.join(about)}"))
    return kopf(art, *person, rechts=faint(inhalt.formularnummer, fontType="Monospace"))


def vereinbart(inhalt: Inhalt) -> Element:
    """The two facts that are looked for first: Modul and Zeitraum."""
    return columns(
        column([feld("Modul", strong(modul_name(inhalt.modul)))], 2),
        column([feld("Zeitraum", *zeitraum_runs(inhalt.zeitraum))], 3),
    )


def zeitraum_runs(zeitraum: Zeitraum) -> list[Element]:
    """First and last day with their weekdays, and how many days that is."""
    first, last = tag_kurz(zeitraum.beginn), tag_kurz(zeitraum.ende)
    return [strong(_unbroken(first)), run(f" bis{NBSP}"), strong(_unbroken(last)), faint(f"\n{tage(zeitraum.days)}")]


def _unbroken(text: str) -> str:
    return text.replace(" ", NBSP)


def antworten(inhalt: Inhalt, platz: Platz) -> Element:
    """The three questions with the answers: O-Ton, or where there is one the shortened wording of the IFK."""
    shown = in_order(inhalt.kurzfassung or inhalt.antworten)
    rows = zip(FRAGEN, shown, in_order(inhalt.antworten), strict=True)
    items = [e for frage, text, oton in rows for e in _antwort(frage, text, platz, is_oton=text == oton)]
    return box(items, "emphasis")


def _antwort(frage: str, text: str, platz: Platz, *, is_oton: bool) -> Iterator[Element]:
    kept, missing = cut(text, platz.oton)
    mark = "O-Ton" if is_oton else "von der IFK gekürzt"
    yield feld(f"{frage} · {mark}", *wortlaut(kept))
    if missing:
        words = f"Hier fehlen {anzahl(missing, 'Zeichen', 'Zeichen')}; den ganzen Wortlaut hat die IFK."
        yield rich(strong(words, size="Small"), spacing="Small")
    if has_unseen(text):
        which = () if platz.knapp else (faint(f" ({unseen(text)})"),)
        yield rich(faint("Der Wortlaut enthält unsichtbare Zeichen."), *which, spacing="Small")


def umstaende(inhalt: Inhalt, platz: Platz) -> Iterator[Element]:
    """How it was agreed and why for so long, where the Regelung asks for it."""
    if inhalt.gespraechsform:
        value = [run(gespraechsform_name(inhalt.gespraechsform))]
        if inhalt.teilnehmende:
            value.append(run(f"\n{shortened(visible(inhalt.teilnehmende), platz.neben)}"))
        yield feld("Vereinbart im", *value)
    if inhalt.begruendung:
        yield feld("Begründung der Teilnahmedauer", run(shortened(visible(inhalt.begruendung), platz.neben)))


def ifk_feld(elb: Elb) -> Element:
    """Whom to ask."""
    return feld("Fragen an die IFK", run(name(elb.ifk_name)))
