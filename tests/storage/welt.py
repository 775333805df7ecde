"""Invented people and cases for the tests of storage."""

from datetime import UTC, date, datetime, timedelta

from dialogs import records as r
from dialogs.delivery import Address
from dialogs.outbox import Art, Op, Outgoing
from dialogs.ports import UnitOfWork
from dialogs.regelung.erwartungsbogen import Anlass, Antworten, Erwartungsbogen, Gespraechsform
from dialogs.regelung.fristen import Zeitraum
from dialogs.regelung.hilfeprodukt import einbuchungszeitraum
from dialogs.regelung.kplan import KPlan
from dialogs.regelung.modul import Modul
from dialogs.rollen import Rolle, Staff

KEY = b"k" * 32
HEUTE = date(2027, 3, 1)
JETZT = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)

JANA = Staff("ifk-jana", "amt", "Jana Beispiel", frozenset({Rolle.IFK}), "Nord")
KEMAL = Staff("ifk-kemal", "amt", "Kemal Muster", frozenset({Rolle.IFK}), "Nord")
SUED = Staff("ifk-sued", "amt", "Sina Süd", frozenset({Rolle.IFK}), "Süd")
LEITUNG = Staff("leitung", "amt", "Lea Leitung", frozenset({Rolle.TEAMLEITUNG, Rolle.IFK}), "Nord")
STAFF = (JANA, KEMAL, SUED, LEITUNG)
TRAEGER = Staff("traeger-1", "fremd", "Tom Träger", frozenset({Rolle.TRAEGER}))

KANAL = r.KanalGebunden("19:kanal@thread", "https://smba.example/", "amt", "Träger")
KANAL_ADDRESS = Address(KANAL.service_url, KANAL.conversation_id)
CHAT = Address("https://smba.example/", "a:jana")


class FixedClock:
    """A clock the test sets."""

    def __init__(self) -> None:
        self.now = JETZT

    def jetzt(self) -> datetime:
        return self.now

    def heute(self) -> date:
        return self.now.date()

    def pass_by(self, seconds: float) -> datetime:
        """Time goes on."""
        self.now += timedelta(seconds=seconds)
        return self.now


def bogen(
    form: str = "F-1", version: int = 1, beginn: date = HEUTE, days: int = 56, **more: object
) -> Erwartungsbogen:
    """A form as it was sent."""
    made = Erwartungsbogen(
        formularnummer=form,
        version=version,
        modul=Modul.DIGITALWERKSTATT,
        zeitraum=Zeitraum(beginn, beginn + timedelta(days=days - 1)),
        antworten=Antworten("Ich will\n Excel 😀 lernen ", "das mit dem\u00a0Computer", "acht Wochen"),
        gesendet_am=JETZT,
        gesendet_von=JANA.name,
    )
    return replaced(made, **more)


def replaced(made: Erwartungsbogen, **more: object) -> Erwartungsbogen:
    """The same with other fields."""
    values = {name: getattr(made, name) for name in made.__slots__}
    return Erwartungsbogen(**{**values, **more})


def renewal(form: str = "F-2", version: int = 2) -> Erwartungsbogen:
    """A second form with everything a form can have."""
    return bogen(
        form,
        version,
        date(2027, 4, 1),
        30,
        modul=Modul.JOBAKADEMIE,
        antworten=Antworten("Bewerbungen", "Jobakademie", "einen Monat"),
        anlass=Anlass.ANDERES_MODUL,
        gespraechsform=Gespraechsform.DREIERGESPRAECH,
        teilnehmende="Frau Meier vom Träger",
        begruendung="braucht die Zeit",
        kurzfassung=Antworten("kurz", "kurz", "kurz"),
    )


def enter(uow: UnitOfWork, nummer: str = "4711", name: str = "Max Müller", wer: Staff = JANA) -> None:
    """A new participant."""
    vorname, _, nachname = name.rpartition(" ")
    uow.apply(r.ElbAngelegt(nummer, vorname, nachname), wer, JETZT)


def book(uow: UnitOfWork, nummer: str = "4711", form: str = "F-1", kplan: KPlan = KPlan.ALLGEMEIN) -> None:
    """Nine months and a first form for someone who is known."""
    uow.apply(r.EinbuchungGebucht(nummer, einbuchungszeitraum(HEUTE), kplan), JANA, JETZT)
    uow.apply(r.BogenGesendet(nummer, bogen(form), kplan), JANA, JETZT)


def einbuchung_id(uow: UnitOfWork, nummer: str = "4711") -> int:
    """The newest Einbuchung of someone."""
    fall = uow.load_fall(nummer)
    assert fall is not None
    return fall.einbuchungen[-1].id


def post(name: str, queue: str = "q", address: Address | None = CHAT, **more: object) -> Outgoing:
    """A message to send."""
    values = {"art": Art.ANTWORT, "op": Op.POST, "queue": queue, "address": address, "activity": f'{{"n":"{name}"}}'}
    return Outgoing(**{"id": name, **values, **more})  # type: ignore[arg-type]
