"""The tables. What stands in them is written by the modules of their subject; how they came about by `migrations`.

Days and moments are ISO text (see `codec`), encrypted columns are bytes (see `crypto`). The indexes over a part of a
table stand in `partial_indexes`.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# keys and days compare by bytes in both databases, whatever language PostgreSQL was set up for
Key = Text().with_variant(Text(collation="C"), "postgresql")
Id = BigInteger().with_variant(Integer, "sqlite")


def _key(name: str, *, null: bool = False) -> Column[str]:
    return Column(name, Key, nullable=null)


def _text(name: str, *, null: bool = False) -> Column[str]:
    return Column(name, Text, nullable=null)


def _secret(name: str, *, null: bool = True) -> Column[bytes]:
    return Column(name, LargeBinary, nullable=null)


def _flag(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default=text("0"))


def _ref(name: str, target: str, *, null: bool = False) -> Column[Any]:
    return Column(name, Id, ForeignKey(target), nullable=null)


meta = Table("meta", metadata, Column("name", Key, primary_key=True), _text("value"))

schluessel = Table("schluessel", metadata, Column("id", Key, primary_key=True), _secret("probe", null=False))

staff = Table(
    "staff",
    metadata,
    Column("id", Key, primary_key=True),
    _key("tenant_id"),
    _text("name"),
    _key("team"),
    _key("rollen"),
    _flag("gesperrt"),
    Column("erinnerungen", Integer, nullable=False, server_default=text("1")),
    _key("pseudonym"),
    Index("ix_staff_team", "team"),
)

traegerperson = Table(
    "traegerperson", metadata, Column("id", Key, primary_key=True), _text("name"), _key("pseudonym")
)

vertretung = Table(
    "vertretung",
    metadata,
    _key("durch_id"),
    _key("fuer_id"),
    _key("bis"),
    PrimaryKeyConstraint("durch_id", "fuer_id"),
)

elb = Table(
    "elb",
    metadata,
    Column("id", Id, primary_key=True),
    _key("nummer"),
    _text("vorname"),
    _text("nachname"),
    _key("ifk_id"),
    _key("pseudonym"),
    _key("angelegt_am"),
    _flag("gehalten"),
    UniqueConstraint("nummer"),
    sqlite_autoincrement=True,
)

elbname = Table(
    "elbname",
    metadata,
    _key("nachname_key"),
    _key("vorname_key"),
    _key("ifk_id"),
    # no foreign key: nobody looks here by it, and each would cost an index of its own
    Column("elb_id", Id, nullable=False),
    PrimaryKeyConstraint("nachname_key", "vorname_key", "ifk_id", "elb_id"),
    sqlite_with_rowid=False,
)

namensvariante = Table(
    "namensvariante",
    metadata,
    _key("variante"),
    _key("key"),
    PrimaryKeyConstraint("variante", "key"),
    sqlite_with_rowid=False,
)

einbuchung = Table(
    "einbuchung",
    metadata,
    Column("id", Id, primary_key=True),
    _ref("elb_id", "elb.id"),
    _key("beginn"),
    _key("ende"),
    _key("kplan"),
    _key("status"),
    _key("abschluss_am", null=True),
    _key("ziel_ergebnis", null=True),
    _secret("ziel_oton"),
    _key("gebucht_am"),
    _text("gebucht_von"),
    _key("geschlossen_am", null=True),
    Index("ix_einbuchung_elb_id", "elb_id"),
    sqlite_autoincrement=True,
)

bogen = Table(
    "bogen",
    metadata,
    Column("formularnummer", Key, primary_key=True),
    _ref("einbuchung_id", "einbuchung.id"),
    Column("version", Integer, nullable=False),
    _key("modul"),
    _key("beginn"),
    _key("ende"),
    _key("anlass", null=True),
    _key("gespraechsform", null=True),
    _key("status"),
    _key("gesendet_am"),
    _text("gesendet_von"),
    _key("zurueckgezogen_am", null=True),
    _text("zurueckgezogen_von", null=True),
    _secret("inhalt", null=False),
    _key("pruefsumme_ziel"),
    _key("pruefsumme_modul"),
    _key("pruefsumme_dauer"),
    UniqueConstraint("einbuchung_id", "version"),
)

bestaetigung = Table(
    "bestaetigung",
    metadata,
    Column("id", Id, primary_key=True),
    _ref("einbuchung_id", "einbuchung.id"),
    _key("art"),
    _key("am"),
    _text("durch"),
    _key("erfasst"),
    _key("zurueck_am", null=True),
    _text("zurueck_durch", null=True),
    Index("ix_bestaetigung_einbuchung_id", "einbuchung_id"),
)

rueckmeldung = Table(
    "rueckmeldung",
    metadata,
    Column("id", Key, primary_key=True),
    Column("formularnummer", Key, ForeignKey("bogen.formularnummer"), nullable=False),
    _key("art"),
    _key("am"),
    _text("durch"),
    _key("erfasst"),
    _secret("text"),
    Index("ix_rueckmeldung_formularnummer", "formularnummer"),
)

listenzeile = Table(
    "listenzeile",
    metadata,
    Column("id", Id, primary_key=True),
    _key("liste"),
    _ref("elb_id", "elb.id"),
    _key("ifk_id"),
    _key("tag"),
    _key("formularnummer", null=True),
    _key("modul", null=True),
    Column("version", Integer),
    _key("beginn", null=True),
    _key("ende", null=True),
    _key("seit", null=True),
    Index("ix_listenzeile_elb_id", "elb_id"),
    Index("ix_listenzeile_liste", "liste", "tag", "id"),
    Index("ix_listenzeile_modul", "liste", "modul", "tag", "id"),
    Index("ix_listenzeile_ifk_id", "ifk_id", "liste", "tag"),
)

entwurf = Table(
    "entwurf",
    metadata,
    Column("formularnummer", Key, primary_key=True),
    _key("staff_id"),
    _key("nummer", null=True),
    _secret("zustand", null=False),
    _key("geaendert"),
    Index("ix_entwurf_staff_id", "staff_id"),
    Index("ix_entwurf_nummer", "nummer"),
)

erinnerung = Table(
    "erinnerung",
    metadata,
    Column("key", Key, primary_key=True),
    _key("nummer", null=True),
    _key("gesendet_am"),
    Index("ix_erinnerung_nummer", "nummer"),
)

gespraech = Table(
    "gespraech",
    metadata,
    Column("conversation_id", Key, primary_key=True),
    _key("staff_id"),
    _text("service_url"),
    _secret("zustand"),
    _key("nummer", null=True),
    _key("geaendert"),
    Index("ix_gespraech_staff_id", "staff_id"),
    Index("ix_gespraech_nummer", "nummer"),
)

activity = Table("activity", metadata, Column("key", Key, primary_key=True), _key("erfasst"), _secret("antwort"))

kanal = Table(
    "kanal",
    metadata,
    Column("id", Id, primary_key=True),
    _key("conversation_id"),
    _text("service_url"),
    _key("tenant_id"),
    _text("team_name"),
    _flag("active"),
    _key("gebunden_am"),
    UniqueConstraint("conversation_id"),
    sqlite_autoincrement=True,
)

outbox = Table(
    "outbox",
    metadata,
    Column("seq", Id, primary_key=True),
    _key("id"),
    _key("art"),
    _key("op"),
    _key("queue"),
    _text("service_url", null=True),
    _key("conversation_id", null=True),
    _secret("activity"),
    _secret("placeholder"),
    _key("target", null=True),
    _key("thread", null=True),
    _key("formularnummer", null=True),
    _key("nummer", null=True),
    _key("zustand"),
    Column("attempts", Integer, nullable=False),
    _key("activity_id", null=True),
    # NULL: finished, whatever became of it
    _key("again_at", null=True),
    _key("lease_until", null=True),
    _key("lease_by", null=True),
    _text("grund", null=True),
    _key("erstellt"),
    _key("erledigt", null=True),
    UniqueConstraint("id"),
    sqlite_autoincrement=True,
)

audit = Table(
    "audit",
    metadata,
    _key("chain"),
    Column("nr", Integer, nullable=False),
    _key("am"),
    _key("wer"),
    _key("person", null=True),
    _key("was"),
    _key("bezug", null=True),
    Column("mac", LargeBinary, nullable=False),
    PrimaryKeyConstraint("chain", "nr"),
    Index("ix_audit_person", "person", "am"),
    sqlite_with_rowid=False,
)

audit_anker = Table(
    "audit_anker",
    metadata,
    Column("chain", Key, primary_key=True),
    Column("nr", Integer, nullable=False),
    Column("mac", LargeBinary, nullable=False),
    Column("siegel", LargeBinary, nullable=False),
)

loeschung = Table(
    "loeschung",
    metadata,
    Column("id", Id, primary_key=True),
    _key("am"),
    _key("klasse"),
    _key("bezug", null=True),
    Column("anzahl", Integer, nullable=False),
)
