"""The invented people of the practice room: who can be played, and the participants there are cases of.

Data only. Nobody here is real; common surnames of many origins, so that searching and sorting can be practised.
"""

from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from bot.uebungsraum.people import Channel, Person

HOUSE = Channel().tenant_id
PROVIDER = "b94d7f1e-0c63-4f5a-9e27-81a6d3c05b72"


def invented_id(name: str) -> str:
    """An aadObjectId that is the same on every machine."""
    return str(uuid5(NAMESPACE_URL, f"urn:uebungsraum:{name}"))


IFK_SUGGESTIONS = ("neuer Bogen", "neuer Bogen für Müller", "Status Nowak", "Was ist offen?", "meine Fälle", "hilfe")
LEITUNG_SUGGESTIONS = ("Status Nowak", "Was ist offen?", "Wer läuft aus?", "Monitoring", "hilfe")
TRAEGER_SUGGESTIONS = ("Empfang bestätigt", "Rückfrage: ", "begonnen am ", "nicht erschienen", "beendet am ", "Liste")
BIND_SUGGESTIONS = ("Träger-Kanal einrichten", "Liste")


def _staff(name: str, label: str, rolle: str, team: str, *suggestions: str, in_channel: bool = True) -> Person:
    bind = BIND_SUGGESTIONS if rolle in ("teamleitung", "admin") else ("Liste",)
    return Person(
        name,
        label,
        invented_id(name),
        HOUSE,
        rolle=rolle,
        team=team,
        in_channel=in_channel,
        suggestions=suggestions,
        channel_suggestions=bind,
    )


SABINE = _staff("Sabine Krämer", "IFK, Team Nord", "ifk", "Nord", *IFK_SUGGESTIONS)
EMRE = _staff("Emre Yıldız", "IFK, Team Nord", "ifk", "Nord", *IFK_SUGGESTIONS)
ANNA_LENA = _staff("Anna-Lena Vogt", "IFK, Team Süd", "ifk", "Süd", *IFK_SUGGESTIONS)
PETRA = _staff("Petra Sommer", "Teamleitung, Team Nord", "teamleitung", "Nord", *LEITUNG_SUGGESTIONS)
HENNING = _staff(
    "Henning Albers",
    "Fachaufsicht",
    "fachaufsicht",
    "",
    "Monitoring",
    "Bericht 2. Quartal",
    "hilfe",
    in_channel=False,
)
JONAS = _staff("Jonas Weber", "Administration", "admin", "", "hilfe")
MIRIAM = Person(
    "Miriam Okafor",
    "Träger, eigener Mandant",
    invented_id("Miriam Okafor"),
    PROVIDER,
    suggestions=("hilfe",),
    channel_suggestions=TRAEGER_SUGGESTIONS,
)
TORSTEN = Person(
    "Torsten Brandt",
    "Träger, Gast",
    invented_id("Torsten Brandt"),
    HOUSE,
    guest=True,
    suggestions=("hilfe",),
    channel_suggestions=TRAEGER_SUGGESTIONS,
)
KAI = Person(
    "Kai Lorenz",
    "nicht eingetragen",
    invented_id("Kai Lorenz"),
    HOUSE,
    in_channel=False,
    suggestions=("Status Nowak", "neuer Bogen"),
)

PEOPLE = (SABINE, EMRE, ANNA_LENA, PETRA, HENNING, JONAS, MIRIAM, TORSTEN, KAI)


@dataclass(frozen=True, slots=True)
class Participant:
    """An eLb: number of the case, name, and the aadObjectId of the responsible IFK."""

    nummer: str
    nachname: str
    vorname: str
    ifk: str


_NAMES: tuple[tuple[str, str, Person], ...] = (
    ("Müller", "Andrea", SABINE),
    ("Müller", "Thomas", SABINE),
    ("Nowak", "Katarzyna", SABINE),
    ("Yılmaz", "Elif", SABINE),
    ("Schäfer-Özdemir", "Leyla", SABINE),
    ("Nguyễn", "Thị Lan", SABINE),
    ("Schmidt", "Jürgen", SABINE),
    ("Al-Hassan", "Omar", SABINE),
    ("Petrović", "Dragana", SABINE),
    ("Großmann", "René", SABINE),
    ("Şahin", "Murat", EMRE),
    ("Kowalczyk", "Piotr", EMRE),
    ("Schulze", "Heike", EMRE),
    ("da Silva", "João", EMRE),
    ("Ivanova", "Olena", EMRE),
    ("von Bergen", "Ulrike", EMRE),
    ("Haddad", "Samira", EMRE),
    ("Mayer", "Björn", EMRE),
    ("Meier", "Björn", EMRE),
    ("Weiß", "Zoë", EMRE),
    ("Fischer", "Günther", ANNA_LENA),
    ("Popescu", "Ștefan", ANNA_LENA),
    ("Traoré", "Aminata", ANNA_LENA),
    ("García López", "María", ANNA_LENA),
    ("Krüger", "Änne", ANNA_LENA),
    ("O’Connor", "Sinéad", ANNA_LENA),
    ("Tesfaye", "Abebe", ANNA_LENA),
    ("Dvořák", "Jiří", ANNA_LENA),
    ("Becker", "Ömer", ANNA_LENA),
)

PARTICIPANTS = tuple(
    Participant(str(4711 + 13 * index), nachname, vorname, ifk.aad_object_id)
    for index, (nachname, vorname, ifk) in enumerate(_NAMES)
)
