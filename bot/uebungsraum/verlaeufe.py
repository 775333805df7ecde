"""Nine months of invented cases: who says what on which day, so that every state of a participation is there today.

Data only, counted from the day the room begins. It is played through the real bot by nachspiel.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.uebungsraum.erfunden import ANNA_LENA, EMRE, MIRIAM, PARTICIPANTS, PETRA, SABINE, TORSTEN, Participant
from bot.uebungsraum.people import Person
from dialogs.regelung.hilfeprodukt import einbuchungszeitraum
from dialogs.regelung.werktage import after_werktage, is_werktag

ONE_DAY: Final = timedelta(days=1)
BIND: Final = "Träger-Kanal einrichten"


@dataclass(frozen=True, slots=True)
class Szene:
    """What one person writes on one day: in the own chat, or (`zu`) in the thread of this participant's form."""

    tag: date
    wer: Person
    texte: tuple[str, ...]
    zu: Participant | None = None
    im_kanal: bool = False


def szenen(heute: date) -> list[Szene]:
    """Everything that was said before `heute`, in its order."""
    kalender = Kalender(heute)
    faelle = [szene for verlauf in VERLAEUFE for szene in verlauf(kalender)]
    binden = Szene(kalender.vor(275), PETRA, (BIND,), im_kanal=True)
    return sorted([binden, *faelle], key=lambda szene: szene.tag)


@dataclass(frozen=True, slots=True)
class Kalender:
    """Days around the day the room begins."""

    heute: date

    def vor(self, tage: int) -> date:
        """So many days ago, or the last working day before."""
        tag = self.heute - timedelta(days=tage)
        while not is_werktag(tag):
            tag -= ONE_DAY
        return tag

    def in_tagen(self, tage: int) -> date:
        return self.heute + timedelta(days=tage)

    def montag_nach(self, tag: date) -> date:
        """The first Monday after it."""
        return tag + timedelta(days=7 - tag.weekday())

    def einbuchung_bis(self, ende: date) -> date:
        """The first day of the nine months that end on this day, or as little before it as the calendar allows."""
        tage = (ende - timedelta(days=n) for n in range(266, 280))
        return next(tag for tag in tage if einbuchungszeitraum(tag).ende <= ende)


def _elb(nachname: str, vorname: str = "") -> Participant:
    return next(p for p in PARTICIPANTS if p.nachname == nachname and p.vorname.startswith(vorname))


def danach(tag: date) -> date:
    """The next working day."""
    return after_werktage(tag, 1)


def _tag(tag: date) -> str:
    return f"{tag:%d.%m.%Y}"


@dataclass(frozen=True, slots=True)
class Fall:
    """Builds the scenes of one participant with their IFK."""

    elb: Participant
    ifk: Person

    def sagt(self, tag: date, *texte: str) -> Szene:
        """The IFK in the own chat; `{nr}` is the number of the case."""
        return Szene(tag, self.ifk, tuple(text.replace("{nr}", self.elb.nummer) for text in texte))

    def bogen(self, tag: date, antworten: tuple[str, str, str], beginn: date, *rest: str) -> Szene:
        """A first form; `rest` is a Begründung, if one is asked for, and the Kooperationsplan."""
        return self.sagt(tag, "neuer Bogen für {nr}", *antworten, _tag(beginn), *rest, "absenden")

    def erneuert(
        self, tag: date, anlass: tuple[str, ...], antworten: tuple[str, str, str], beginn: date, kplan: str
    ) -> Szene:
        return self.sagt(tag, "neuer Bogen für {nr}", *anlass, *antworten, _tag(beginn), kplan, "absenden")

    def eingebucht(self, tag: date) -> Szene:
        return self.sagt(tag, "{nr} eingebucht")

    def bescheid(self, tag: date) -> Szene:
        return self.sagt(tag, "Bescheid {nr} erstellt")

    def traeger(self, tag: date, text: str, wer: Person = MIRIAM) -> Szene:
        return Szene(tag, wer, (text,), zu=self.elb)

    def ueblich(self, tag: date, beginn: date, wer: Person = MIRIAM) -> Iterator[Szene]:
        """What mostly follows a first form: booked, decided, confirmed, begun."""
        yield self.eingebucht(tag)
        yield self.bescheid(tag)
        yield self.traeger(danach(tag), "Empfang bestätigt", wer)
        yield self.traeger(danach(beginn), f"begonnen am {_tag(beginn)}", wer)


def _begonnen(
    k: Kalender, fall: Fall, tag: date, antworten: tuple[str, str, str], *rest: str, durch: Person = MIRIAM
) -> Iterator[Szene]:
    """A first form of that day for the Monday after it, and what mostly follows."""
    beginn = k.montag_nach(tag)
    yield fall.bogen(tag, antworten, beginn, *rest)
    yield from fall.ueblich(tag, beginn, durch)


def _gerade_eingebucht(k: Kalender) -> Iterator[Szene]:
    fall, tag = Fall(_elb("Yılmaz"), SABINE), k.vor(1)
    antworten = ("Ich will mich am Computer sicher fühlen.", "Die Digitalwerkstatt.", "sechs Wochen erst mal")
    yield fall.bogen(tag, antworten, k.montag_nach(k.heute), "allgemein")
    yield fall.eingebucht(tag)


def _endet_in_14_tagen(k: Kalender) -> Iterator[Szene]:
    fall, tag, ende = Fall(_elb("Nguyễn"), SABINE), k.vor(65), k.in_tagen(14)
    antworten = ("Ich möchte wieder als Näherin arbeiten.", "Jobakademie 2.0", f"bis zum {_tag(ende)}")
    yield from _begonnen(k, fall, tag, antworten, "konkret")


def _rueckfrage_offen(k: Kalender) -> Iterator[Szene]:
    fall, tag = Fall(_elb("Al-Hassan"), SABINE), k.vor(4)
    antworten = ("Ein Lebenslauf, der gut aussieht.", "in die Jobakademie", "zwei Monate")
    yield fall.bogen(tag, antworten, k.montag_nach(k.heute), "allgemein")
    yield fall.eingebucht(tag)
    yield fall.bescheid(tag)
    yield fall.traeger(k.vor(1), "Rückfrage: Kann er auch nachmittags kommen? Vormittags ist die Gruppe voll.")


def _bescheid_fehlt(k: Kalender) -> Iterator[Szene]:
    fall, tag = Fall(_elb("Großmann"), SABINE), k.vor(12)
    beginn = k.montag_nach(tag)
    antworten = ("Ich will Bewerbungen selbst schreiben können.", "Digitalwerkstatt", "zwei Monate")
    yield fall.bogen(tag, antworten, beginn, "allgemein")
    yield fall.eingebucht(tag)
    yield fall.traeger(danach(tag), "Empfang bestätigt", TORSTEN)


def _kplan_offen(k: Kalender) -> Iterator[Szene]:
    fall, tag, neu = Fall(_elb("Schäfer-Özdemir"), SABINE), k.vor(75), k.vor(9)
    antworten = ("Excel, damit ich ins Büro kann.", "Digitalwerkstatt", "acht Wochen")
    yield from _begonnen(k, fall, tag, antworten, "konkret")
    weiter = ("Jetzt will ich mich bewerben, als Bürokraft.", "Jobakademie 2.0", "vier Monate")
    anlass = ("anderes Modul", "ja", "Frau Schäfer-Özdemir, Frau Okafor (Träger)")
    yield fall.erneuert(neu, anlass, weiter, k.montag_nach(neu), "konkret")
    yield fall.traeger(danach(neu), "Empfang bestätigt")


def _entwurf_liegt(k: Kalender) -> Iterator[Szene]:
    ziel = "Eine Umschulung wäre schön, am liebsten etwas mit Holz."
    yield Fall(_elb("Müller", "Andrea"), SABINE).sagt(k.vor(7), "neuer Bogen für {nr}", ziel, "pause")


def _endet_in_3_tagen(k: Kalender) -> Iterator[Szene]:
    fall, tag, ende = Fall(_elb("Şahin"), EMRE), k.vor(40), k.in_tagen(3)
    antworten = ("Ich will E-Mails schreiben wie alle anderen.", "Digitalwerkstatt", f"bis {_tag(ende)}")
    yield from _begonnen(k, fall, tag, antworten, "allgemein", durch=TORSTEN)


def _neun_monate_enden(k: Kalender) -> Iterator[Szene]:
    fall, beginn = Fall(_elb("Kowalczyk"), EMRE), k.einbuchung_bis(k.in_tagen(30))
    tag, neu = k.vor((k.heute - beginn).days + 3), k.vor(60)
    antworten = ("Eine feste Stelle im Lager.", "Jobakademie 2.0", "fünf Monate")
    yield fall.bogen(tag, antworten, beginn, "allgemein")
    yield from fall.ueblich(tag, beginn)
    weiter = ("Den Staplerschein anmelden, online.", "Digitalwerkstatt", f"bis {_tag(k.in_tagen(21))}")
    yield fall.erneuert(neu, ("neue Ziele", "nein"), weiter, k.montag_nach(neu), "allgemein")
    yield fall.traeger(danach(neu), "Empfang bestätigt")


def _abgeschlossen(
    k: Kalender, fall: Fall, vor: tuple[int, int], antworten: tuple[str, str, str], ergebnis: str
) -> Iterator[Szene]:
    """Begun and ended so many days ago; closed in comp.ASS as well."""
    tag, ende = k.vor(vor[0]), k.vor(vor[1])
    yield from _begonnen(k, fall, tag, antworten, "allgemein")
    yield fall.traeger(ende, f"beendet am {_tag(ende)}")
    yield fall.sagt(ende, f"Abschluss {{nr}} am {_tag(ende)}", ergebnis, "{nr} auf Abschluss gesetzt")


def _ziel_erreicht(k: Kalender) -> Iterator[Szene]:
    antworten = ("Ich will zurück in die Altenpflege.", "Jobakademie 2.0", "vier Monate")
    ergebnis = "Ziel erreicht: Ich fange im Pflegeheim an!"
    yield from _abgeschlossen(k, Fall(_elb("Schulze"), EMRE), (150, 40), antworten, ergebnis)


def _ziel_teilweise(k: Kalender) -> Iterator[Szene]:
    antworten = ("Deutsch am Computer üben.", "Digitalwerkstatt", "zehn Wochen")
    ergebnis = "Ziel teilweise erreicht: Das Schreiben geht, das Telefonieren noch nicht."
    yield from _abgeschlossen(k, Fall(_elb("da Silva"), EMRE), (170, 105), antworten, ergebnis)


def _nicht_angetreten(k: Kalender) -> Iterator[Szene]:
    fall, tag, ende = Fall(_elb("Ivanova"), EMRE), k.vor(110), k.vor(88)
    beginn = k.montag_nach(tag)
    antworten = ("Eine Ausbildung finden.", "Jobakademie 2.0", "drei Monate")
    yield fall.bogen(tag, antworten, beginn, "allgemein")
    yield fall.eingebucht(tag)
    yield fall.bescheid(tag)
    yield fall.traeger(danach(tag), "Empfang bestätigt")
    yield fall.traeger(ende, "nicht erschienen", TORSTEN)
    yield fall.sagt(ende, "Abschluss {nr} nicht angetreten", "{nr} auf Abschluss gesetzt")


def _traeger_schweigt(k: Kalender) -> Iterator[Szene]:
    fall, tag = Fall(_elb("Haddad"), EMRE), k.vor(8)
    antworten = ("Mein Abschluss aus Syrien soll anerkannt werden.", "Jobakademie 2.0", "vier Monate")
    yield fall.bogen(tag, antworten, k.montag_nach(tag), "allgemein")
    yield fall.eingebucht(tag)
    yield fall.bescheid(tag)


def _am_hoechstmass(k: Kalender) -> Iterator[Szene]:
    fall, tag = Fall(_elb("Mayer"), EMRE), k.vor(50)
    antworten = ("Computer, von Anfang an.", "Digitalwerkstatt", "die vollen drei Monate")
    yield from _begonnen(
        k, fall, tag, antworten, "Er hat noch nie einen Computer bedient und lernt langsam.", "allgemein"
    )


def _abschluss_nicht_in_compass(k: Kalender) -> Iterator[Szene]:
    fall, tag, ende = Fall(_elb("Fischer"), ANNA_LENA), k.vor(100), k.vor(9)
    antworten = ("Hausmeister, das wäre was.", "Jobakademie 2.0", "vier Monate")
    yield from _begonnen(k, fall, tag, antworten, "allgemein", durch=TORSTEN)
    yield fall.sagt(ende, f"Abschluss {{nr}} am {_tag(ende)}", "Ziel erreicht: Am Ersten geht es los.")


def _laeuft(k: Kalender) -> Iterator[Szene]:
    fall, tag = Fall(_elb("Traoré"), ANNA_LENA), k.vor(70)
    antworten = ("Eine Stelle in der Küche, mit Vertrag.", "Jobakademie 2.0", "fünf Monate")
    yield from _begonnen(k, fall, tag, antworten, "konkret")


def _ziel_nicht_erreicht(k: Kalender) -> Iterator[Szene]:
    fall, tag, neu = Fall(_elb("García López"), ANNA_LENA), k.vor(90), k.vor(45)
    antworten = ("Mit dem Handy zum Amt, ohne Hilfe.", "Digitalwerkstatt", "fünf Wochen")
    yield from _begonnen(k, fall, tag, antworten, "allgemein")
    weiter = ("Das mit den Formularen fehlt noch.", "weiter Digitalwerkstatt", "sieben Wochen")
    yield fall.erneuert(neu, ("Ziel nicht erreicht", "nein"), weiter, k.montag_nach(neu), "allgemein")
    yield fall.traeger(danach(neu), "Empfang bestätigt", TORSTEN)


def _laeuft_digital(k: Kalender) -> Iterator[Szene]:
    fall, tag = Fall(_elb("Krüger"), ANNA_LENA), k.vor(33)
    antworten = ("Fotos ordnen und Briefe schreiben.", "Digitalwerkstatt", "zehn Wochen")
    yield from _begonnen(k, fall, tag, antworten, "allgemein")


def _beginnt_spaeter(k: Kalender) -> Iterator[Szene]:
    fall, tag = Fall(_elb("Dvořák"), ANNA_LENA), k.vor(3)
    antworten = ("Wieder jeden Tag einen Grund haben aufzustehen.", "Jobakademie 2.0", "drei Monate")
    yield fall.bogen(tag, antworten, k.montag_nach(k.in_tagen(20)), "allgemein")
    yield fall.traeger(k.vor(2), "Empfang bestätigt")


def _lange_her(k: Kalender) -> Iterator[Szene]:
    antworten = ("Bewerbungstraining, damit ich mich traue.", "Jobakademie 2.0", "drei Monate")
    ergebnis = "Ziel erreicht: Drei Gespräche, eine Zusage."
    yield from _abgeschlossen(k, Fall(_elb("Tesfaye"), ANNA_LENA), (240, 160), antworten, ergebnis)


def _lange_her_digital(k: Kalender) -> Iterator[Szene]:
    antworten = ("Online einkaufen und überweisen.", "Digitalwerkstatt", "zwei Monate")
    yield from _abgeschlossen(k, Fall(_elb("Becker"), ANNA_LENA), (215, 160), antworten, "Ziel nicht erreicht")


VERLAEUFE: Final = (
    _gerade_eingebucht,
    _endet_in_14_tagen,
    _rueckfrage_offen,
    _bescheid_fehlt,
    _kplan_offen,
    _entwurf_liegt,
    _endet_in_3_tagen,
    _neun_monate_enden,
    _ziel_erreicht,
    _ziel_teilweise,
    _nicht_angetreten,
    _traeger_schweigt,
    _am_hoechstmass,
    _abschluss_nicht_in_compass,
    _laeuft,
    _ziel_nicht_erreicht,
    _laeuft_digital,
    _beginnt_spaeter,
    _lange_her,
    _lange_her_digital,
)
