"""Every card once, from invented people, for the pictures in docs/ and for the tests. Nobody here exists."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, Final

from bot.cards import bericht, bogen, erinnerung, formular, liste, status, uebergabe, vorschau
from bot.cards.elements import Element
from bot.cards.example_bericht import example_bericht
from bot.texts import say
from bot.texts.auskunft import titel
from bot.texts.erinnerung import karte
from dialogs.entwurf import Entwurf
from dialogs.erinnerungen import Erinnerung, ErinnerungArt
from dialogs.regelung.befund import Verstoss
from dialogs.regelung.erwartungsbogen import (
    Anlass,
    Antworten,
    BogenStatus,
    Erwartungsbogen,
    Gespraechsform,
    Rueckmeldung,
    RueckmeldungArt,
)
from dialogs.regelung.fall import Aufgabe, Elb, Fall, other_plan
from dialogs.regelung.fristen import Menge, Zeitraum, zeitraum
from dialogs.regelung.hilfeprodukt import (
    Bestaetigung,
    BestaetigungArt,
    Einbuchung,
    EinbuchungStatus,
    ZielErgebnis,
    einbuchungszeitraum,
)
from dialogs.regelung.kplan import KPlan
from dialogs.regelung.modul import Modul
from dialogs.regelung.teilnahmedauer import check_teilnahmedauer
from dialogs.requests import Liste, Seite, Zeile

HEUTE: Final = date(2027, 4, 19)
IFK: Final = "Jonas Brandt"
TRAEGER: Final = "Petra Osterloh"
AYLIN: Final = Elb("4711", "Aylin", "Demir", "ifk-1", IFK, "Team 1")

ERSTER: Final = Erwartungsbogen(
    formularnummer="AZ-7Q3K-M2XD",
    version=1,
    modul=Modul.DIGITALWERKSTATT,
    zeitraum=zeitraum(date(2027, 3, 1), Menge(months=2)),
    antworten=Antworten(
        "Ich will endlich am PC sicher werden, damit ich meine Bewerbungen allein schreiben kann.\n"
        "Und Mails mit Anhang, das klappt bei mir nie.",
        "Die Digitalwerkstatt, da kann man einfach mit seinen Sachen hinkommen.",
        "Zwei Monate, dann muss das sitzen.",
    ),
    gesendet_am=datetime(2027, 2, 25, 9, 12, tzinfo=UTC),
    gesendet_von=IFK,
    rueckmeldungen=(
        Rueckmeldung(RueckmeldungArt.EMPFANG, date(2027, 2, 26), TRAEGER, datetime(2027, 2, 26, 7, 40, tzinfo=UTC)),
        Rueckmeldung(
            RueckmeldungArt.RUECKFRAGE,
            date(2027, 2, 26),
            TRAEGER,
            datetime(2027, 2, 26, 7, 44, tzinfo=UTC),
            "Kann sie auch vormittags kommen? Nachmittags sind wir voll.",
        ),
        Rueckmeldung(
            RueckmeldungArt.ANTWORT,
            date(2027, 2, 26),
            IFK,
            datetime(2027, 2, 26, 10, 5, tzinfo=UTC),
            "Ja, vormittags bis 12 Uhr.",
        ),
        Rueckmeldung(RueckmeldungArt.BEGONNEN, date(2027, 3, 1), TRAEGER, datetime(2027, 3, 1, 12, 0, tzinfo=UTC)),
    ),
)
ZWEITER: Final = Erwartungsbogen(
    formularnummer="AZ-R8VN-4HTC",
    version=2,
    modul=Modul.JOBAKADEMIE,
    zeitraum=zeitraum(date(2027, 4, 12), Menge(months=3)),
    antworten=Antworten(
        "Der PC läuft jetzt. Jetzt will ich eine Stelle im Büro finden, gern halbtags.",
        "Die Jobakademie, wegen der Gespräche zum Üben.",
        "drei Monate",
    ),
    gesendet_am=datetime(2027, 4, 9, 8, 30, tzinfo=UTC),
    gesendet_von=IFK,
    anlass=Anlass.ANDERES_MODUL,
    gespraechsform=Gespraechsform.DREIERGESPRAECH,
    teilnehmende="Aylin Demir, Petra Osterloh und ich",
)
EINBUCHUNG: Final = Einbuchung(
    id=1,
    zeitraum=einbuchungszeitraum(date(2027, 3, 1)),
    kplan=KPlan.KONKRET,
    boegen=(ERSTER, ZWEITER),
    bestaetigungen=(
        Bestaetigung(BestaetigungArt.EINGEBUCHT, date(2027, 2, 25), IFK, datetime(2027, 2, 25, 9, 30, tzinfo=UTC)),
    ),
)
NEU: Final = Fall(AYLIN)
ERSTMALS: Final = Fall(AYLIN, (replace(EINBUCHUNG, boegen=(ERSTER,), bestaetigungen=()),))
LAUFEND: Final = Fall(AYLIN, (EINBUCHUNG,))
GESCHLOSSEN: Final = Fall(
    AYLIN,
    (
        replace(
            EINBUCHUNG,
            status=EinbuchungStatus.ABGESCHLOSSEN,
            abschluss_am=date(2027, 6, 18),
            ziel_ergebnis=ZielErgebnis.ERREICHT,
            ziel_oton="Ich fange am 1. Juli im Büro an!",
        ),
    ),
)
ZURUECKGEZOGEN: Final = Fall(
    AYLIN, (replace(EINBUCHUNG, boegen=(ERSTER, replace(ZWEITER, status=BogenStatus.ZURUECKGEZOGEN))),)
)
ENTWURF: Final = Entwurf(
    formularnummer="AZ-7Q3K-M2XD",
    nummer="4711",
    name="Aylin Demir",
    ziel=(ERSTER.antworten.ziel,),
    modul_antwort=(ERSTER.antworten.modul,),
    modul=Modul.DIGITALWERKSTATT,
    dauer=("So lange wie es geht, meine Rückenschmerzen sind mal so, mal so.",),
    beginn=date(2027, 3, 1),
    begruendung="Sie braucht mehr Übung, weil sie nur zwei Vormittage in der Woche kommen kann.",
    kplan=KPlan.ALLGEMEIN,
)
ERNEUERUNG: Final = Entwurf(
    formularnummer="AZ-R8VN-4HTC",
    nummer="4711",
    name="Aylin Demir",
    erneuerung=True,
    anlass=Anlass.ANDERES_MODUL,
    gespraechsform=Gespraechsform.DREIERGESPRAECH,
    teilnehmende=ZWEITER.teilnehmende,
    ziel=(ZWEITER.antworten.ziel,),
    modul_antwort=(ZWEITER.antworten.modul,),
    modul=Modul.JOBAKADEMIE,
    dauer=(ZWEITER.antworten.dauer,),
    beginn=date(2027, 4, 12),
    kplan=KPlan.KONKRET,
)


def examples() -> Mapping[str, Element]:
    """The cards by name."""
    return {
        "bogen": bogen.card(ERSTMALS, "AZ-7Q3K-M2XD", HEUTE),
        "bogen_ersetzt": bogen.card(LAUFEND, "AZ-7Q3K-M2XD", HEUTE),
        "bogen_version_2": bogen.card(LAUFEND, "AZ-R8VN-4HTC", HEUTE),
        "bogen_abgeschlossen": bogen.card(GESCHLOSSEN, "AZ-R8VN-4HTC", date(2027, 7, 1)),
        "bogen_zurueckgezogen": bogen.card(ZURUECKGEZOGEN, "AZ-R8VN-4HTC", HEUTE),
        "vorschau": vorschau.card(vorschau_values(ENTWURF, NEU, zeitraum(date(2027, 3, 1), Menge(months=3)))),
        "vorschau_erneuerung": vorschau.card(vorschau_values(ERNEUERUNG, ERSTMALS, ZWEITER.zeitraum)),
        "uebergabe": uebergabe.card(uebergabe_values(ERSTER, None, KPlan.ALLGEMEIN)),
        "uebergabe_erneuerung": uebergabe.card(uebergabe_values(ZWEITER, ERSTER, KPlan.KONKRET)),
        "status": status.card(LAUFEND, HEUTE),
        "status_ohne_bogen": status.card(NEU, HEUTE),
        "status_abgeschlossen": status.card(GESCHLOSSEN, date(2027, 7, 1)),
        "liste": liste.card(seite(), Liste.LAEUFT_AUS, _TITEL, HEUTE),
        "liste_aufgaben": liste.card(aufgaben(), Liste.AUFGABEN, titel({"art": Liste.AUFGABEN}), HEUTE),
        "erinnerung": erinnerung.card(erinnerung_values()),
        "formular": formular.card(_LEER, NEU, {}),
        "formular_fehler": formular.card(_ZU_LANG, ERSTMALS, _FEHLER),
        "bericht": bericht.card(example_bericht(HEUTE)),
    }


_TITEL: Final = titel({"art": Liste.LAEUFT_AUS, "zeitraum": Zeitraum(date(2027, 4, 19), date(2027, 5, 16))})
_LEER: Final = Entwurf(formularnummer="AZ-7Q3K-M2XD", nummer="4711", name="Aylin Demir")
_ZU_LANG: Final = ERNEUERUNG.model_copy(update={"dauer": ("acht Monate",)})
_TEILNAHME: Final = zeitraum(date(2027, 4, 12), Menge(months=8))
_FEHLER: Final = {
    "dauer": say(
        "verstoss",
        {
            "befund": next(
                b
                for b in check_teilnahmedauer(Modul.JOBAKADEMIE, _TEILNAHME, EINBUCHUNG.zeitraum, (ERSTER,))
                if isinstance(b, Verstoss)
            ),
            "modul": Modul.JOBAKADEMIE,
        },
    )
}


def vorschau_values(entwurf: Entwurf, fall: Fall, teilnahme: Zeitraum) -> Mapping[str, Any]:
    einbuchung = fall.open_einbuchung
    span = einbuchung.zeitraum if einbuchung else einbuchungszeitraum(teilnahme.beginn)
    modul = entwurf.modul or Modul.DIGITALWERKSTATT
    return {
        "entwurf": entwurf,
        "fall": fall,
        "stand": "vorschau-0123456789",
        "teilnahme": teilnahme,
        "einbuchung": span,
        "hinweise": check_teilnahmedauer(modul, teilnahme, span, einbuchung.boegen if einbuchung else ()),
        "kanal": True,
        "heute": HEUTE,
    }


def uebergabe_values(neu: Erwartungsbogen, vorher: Erwartungsbogen | None, kplan: KPlan) -> Mapping[str, Any]:
    return {
        "fall": LAUFEND,
        "bogen": neu,
        "einbuchung": EINBUCHUNG.zeitraum,
        "kplan": kplan,
        "neu_gebucht": vorher is None,
        "anpassen": vorher is not None and other_plan(kplan, vorher, neu),
        "gilt_weiter": (),
        "kanal": True,
    }


def seite() -> Seite:
    people = (
        ("4822", "Mehmet Aydın", Modul.JOBAKADEMIE, 1, date(2027, 4, 19)),
        ("4711", "Aylin Demir", Modul.JOBAKADEMIE, 2, date(2027, 4, 22)),
        ("4730", "Katarzyna Nowak", Modul.DIGITALWERKSTATT, 1, date(2027, 5, 2)),
        ("4655", "Bernd-Rüdiger von der Wiesenmühle", Modul.DIGITALWERKSTATT, 3, date(2027, 5, 14)),
    )
    lines = tuple(Zeile(n, who, modul=m, version=v, ende=end) for n, who, m, v, end in people)
    return Seite(lines, total=14, seite=2, seiten=4)


def aufgaben() -> Seite:
    tasks = (
        ("4711", "Aylin Demir", Aufgabe.BESCHEID, date(2027, 4, 9)),
        ("4711", "Aylin Demir", Aufgabe.KPLAN, date(2027, 4, 9)),
        ("4730", "Katarzyna Nowak", Aufgabe.EINGEBUCHT, date(2027, 4, 19)),
    )
    lines = tuple(Zeile(n, who, seit=since, aufgabe=task) for n, who, task, since in tasks)
    return Seite(lines, total=3, seite=1, seiten=1)


def erinnerung_values() -> Mapping[str, Any]:
    bogen_ends = Erinnerung("", ErinnerungArt.TEILNAHME_ENDET, "4711", date(2027, 7, 11), ZWEITER.formularnummer)
    return karte({"erinnerung": bogen_ends, "fall": LAUFEND})
