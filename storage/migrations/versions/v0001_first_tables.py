"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

KEY = sa.Text().with_variant(sa.TEXT(collation="C"), "postgresql")
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OPEN = sa.text("again_at IS NOT NULL")


def upgrade() -> None:
    """Create everything."""
    _roster_and_people()
    _faelle()
    _conversations()
    _outgoing()
    _keeping()


def _roster_and_people() -> None:
    op.create_table(
        "staff",
        sa.Column("id", KEY, nullable=False),
        sa.Column("tenant_id", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("team", KEY, nullable=False),
        sa.Column("rollen", KEY, nullable=False),
        sa.Column("gesperrt", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("erinnerungen", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("pseudonym", KEY, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_staff"),
    )
    op.create_index("ix_staff_team", "staff", ["team"], unique=False)
    op.create_table(
        "traegerperson",
        sa.Column("id", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("pseudonym", KEY, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_traegerperson"),
    )
    op.create_table(
        "vertretung",
        sa.Column("durch_id", KEY, nullable=False),
        sa.Column("fuer_id", KEY, nullable=False),
        sa.Column("bis", KEY, nullable=False),
        sa.PrimaryKeyConstraint("durch_id", "fuer_id", name="pk_vertretung"),
    )
    op.create_table(
        "elb",
        sa.Column("id", ID, nullable=False),
        sa.Column("nummer", KEY, nullable=False),
        sa.Column("vorname", sa.Text(), nullable=False),
        sa.Column("nachname", sa.Text(), nullable=False),
        sa.Column("ifk_id", KEY, nullable=False),
        sa.Column("pseudonym", KEY, nullable=False),
        sa.Column("angelegt_am", KEY, nullable=False),
        sa.Column("gehalten", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_elb"),
        sa.UniqueConstraint("nummer", name="uq_elb_nummer"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "elbname",
        sa.Column("nachname_key", KEY, nullable=False),
        sa.Column("vorname_key", KEY, nullable=False),
        sa.Column("ifk_id", KEY, nullable=False),
        sa.Column("elb_id", ID, nullable=False),
        sa.PrimaryKeyConstraint("nachname_key", "vorname_key", "ifk_id", "elb_id", name="pk_elbname"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "namensvariante",
        sa.Column("variante", KEY, nullable=False),
        sa.Column("key", KEY, nullable=False),
        sa.PrimaryKeyConstraint("variante", "key", name="pk_namensvariante"),
        sqlite_with_rowid=False,
    )


def _faelle() -> None:
    op.create_table(
        "einbuchung",
        sa.Column("id", ID, nullable=False),
        sa.Column("elb_id", ID, nullable=False),
        sa.Column("beginn", KEY, nullable=False),
        sa.Column("ende", KEY, nullable=False),
        sa.Column("kplan", KEY, nullable=False),
        sa.Column("status", KEY, nullable=False),
        sa.Column("abschluss_am", KEY, nullable=True),
        sa.Column("ziel_ergebnis", KEY, nullable=True),
        sa.Column("ziel_oton", sa.LargeBinary(), nullable=True),
        sa.Column("gebucht_am", KEY, nullable=False),
        sa.Column("gebucht_von", sa.Text(), nullable=False),
        sa.Column("geschlossen_am", KEY, nullable=True),
        sa.ForeignKeyConstraint(["elb_id"], ["elb.id"], name="fk_einbuchung_elb_id"),
        sa.PrimaryKeyConstraint("id", name="pk_einbuchung"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_einbuchung_elb_id", "einbuchung", ["elb_id"], unique=False)
    op.create_index(
        "uq_einbuchung_open",
        "einbuchung",
        ["elb_id"],
        unique=True,
        sqlite_where=sa.text("status = 'offen'"),
        postgresql_where=sa.text("status = 'offen'"),
    )
    op.create_table(
        "bogen",
        sa.Column("formularnummer", KEY, nullable=False),
        sa.Column("einbuchung_id", ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("modul", KEY, nullable=False),
        sa.Column("beginn", KEY, nullable=False),
        sa.Column("ende", KEY, nullable=False),
        sa.Column("anlass", KEY, nullable=True),
        sa.Column("gespraechsform", KEY, nullable=True),
        sa.Column("status", KEY, nullable=False),
        sa.Column("gesendet_am", KEY, nullable=False),
        sa.Column("gesendet_von", sa.Text(), nullable=False),
        sa.Column("zurueckgezogen_am", KEY, nullable=True),
        sa.Column("zurueckgezogen_von", sa.Text(), nullable=True),
        sa.Column("inhalt", sa.LargeBinary(), nullable=False),
        sa.Column("pruefsumme_ziel", KEY, nullable=False),
        sa.Column("pruefsumme_modul", KEY, nullable=False),
        sa.Column("pruefsumme_dauer", KEY, nullable=False),
        sa.ForeignKeyConstraint(["einbuchung_id"], ["einbuchung.id"], name="fk_bogen_einbuchung_id"),
        sa.PrimaryKeyConstraint("formularnummer", name="pk_bogen"),
        sa.UniqueConstraint("einbuchung_id", "version", name="uq_bogen_einbuchung_id_version"),
    )
    op.create_table(
        "bestaetigung",
        sa.Column("id", ID, nullable=False),
        sa.Column("einbuchung_id", ID, nullable=False),
        sa.Column("art", KEY, nullable=False),
        sa.Column("am", KEY, nullable=False),
        sa.Column("durch", sa.Text(), nullable=False),
        sa.Column("erfasst", KEY, nullable=False),
        sa.Column("zurueck_am", KEY, nullable=True),
        sa.Column("zurueck_durch", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["einbuchung_id"], ["einbuchung.id"], name="fk_bestaetigung_einbuchung_id"),
        sa.PrimaryKeyConstraint("id", name="pk_bestaetigung"),
    )
    op.create_index("ix_bestaetigung_einbuchung_id", "bestaetigung", ["einbuchung_id"], unique=False)
    op.create_table(
        "rueckmeldung",
        sa.Column("id", KEY, nullable=False),
        sa.Column("formularnummer", KEY, nullable=False),
        sa.Column("art", KEY, nullable=False),
        sa.Column("am", KEY, nullable=False),
        sa.Column("durch", sa.Text(), nullable=False),
        sa.Column("erfasst", KEY, nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["formularnummer"], ["bogen.formularnummer"], name="fk_rueckmeldung_formularnummer"),
        sa.PrimaryKeyConstraint("id", name="pk_rueckmeldung"),
    )
    op.create_index("ix_rueckmeldung_formularnummer", "rueckmeldung", ["formularnummer"], unique=False)
    op.create_table(
        "listenzeile",
        sa.Column("id", ID, nullable=False),
        sa.Column("liste", KEY, nullable=False),
        sa.Column("elb_id", ID, nullable=False),
        sa.Column("ifk_id", KEY, nullable=False),
        sa.Column("tag", KEY, nullable=False),
        sa.Column("formularnummer", KEY, nullable=True),
        sa.Column("modul", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("beginn", KEY, nullable=True),
        sa.Column("ende", KEY, nullable=True),
        sa.Column("seit", KEY, nullable=True),
        sa.ForeignKeyConstraint(["elb_id"], ["elb.id"], name="fk_listenzeile_elb_id"),
        sa.PrimaryKeyConstraint("id", name="pk_listenzeile"),
    )
    op.create_index("ix_listenzeile_elb_id", "listenzeile", ["elb_id"], unique=False)
    op.create_index("ix_listenzeile_ifk_id", "listenzeile", ["ifk_id", "liste", "tag"], unique=False)
    op.create_index("ix_listenzeile_liste", "listenzeile", ["liste", "tag", "id"], unique=False)
    op.create_index("ix_listenzeile_modul", "listenzeile", ["liste", "modul", "tag", "id"], unique=False)


def _conversations() -> None:
    op.create_table(
        "entwurf",
        sa.Column("formularnummer", KEY, nullable=False),
        sa.Column("staff_id", KEY, nullable=False),
        sa.Column("nummer", KEY, nullable=True),
        sa.Column("zustand", sa.LargeBinary(), nullable=False),
        sa.Column("geaendert", KEY, nullable=False),
        sa.PrimaryKeyConstraint("formularnummer", name="pk_entwurf"),
    )
    op.create_index("ix_entwurf_nummer", "entwurf", ["nummer"], unique=False)
    op.create_index("ix_entwurf_staff_id", "entwurf", ["staff_id"], unique=False)
    op.create_table(
        "gespraech",
        sa.Column("conversation_id", KEY, nullable=False),
        sa.Column("staff_id", KEY, nullable=False),
        sa.Column("service_url", sa.Text(), nullable=False),
        sa.Column("zustand", sa.LargeBinary(), nullable=True),
        sa.Column("nummer", KEY, nullable=True),
        sa.Column("geaendert", KEY, nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", name="pk_gespraech"),
    )
    op.create_index("ix_gespraech_nummer", "gespraech", ["nummer"], unique=False)
    op.create_index("ix_gespraech_staff_id", "gespraech", ["staff_id"], unique=False)
    op.create_table(
        "activity",
        sa.Column("key", KEY, nullable=False),
        sa.Column("erfasst", KEY, nullable=False),
        sa.Column("antwort", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("key", name="pk_activity"),
    )


def _outgoing() -> None:
    op.create_table(
        "kanal",
        sa.Column("id", ID, nullable=False),
        sa.Column("conversation_id", KEY, nullable=False),
        sa.Column("service_url", sa.Text(), nullable=False),
        sa.Column("tenant_id", KEY, nullable=False),
        sa.Column("team_name", sa.Text(), nullable=False),
        sa.Column("active", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("gebunden_am", KEY, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_kanal"),
        sa.UniqueConstraint("conversation_id", name="uq_kanal_conversation_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "outbox",
        sa.Column("seq", ID, nullable=False),
        sa.Column("id", KEY, nullable=False),
        sa.Column("art", KEY, nullable=False),
        sa.Column("op", KEY, nullable=False),
        sa.Column("queue", KEY, nullable=False),
        sa.Column("service_url", sa.Text(), nullable=True),
        sa.Column("conversation_id", KEY, nullable=True),
        sa.Column("activity", sa.LargeBinary(), nullable=True),
        sa.Column("placeholder", sa.LargeBinary(), nullable=True),
        sa.Column("target", KEY, nullable=True),
        sa.Column("thread", KEY, nullable=True),
        sa.Column("formularnummer", KEY, nullable=True),
        sa.Column("nummer", KEY, nullable=True),
        sa.Column("zustand", KEY, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("activity_id", KEY, nullable=True),
        sa.Column("again_at", KEY, nullable=True),
        sa.Column("lease_until", KEY, nullable=True),
        sa.Column("lease_by", KEY, nullable=True),
        sa.Column("grund", sa.Text(), nullable=True),
        sa.Column("erstellt", KEY, nullable=False),
        sa.Column("erledigt", KEY, nullable=True),
        sa.PrimaryKeyConstraint("seq", name="pk_outbox"),
        sa.UniqueConstraint("id", name="uq_outbox_id"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_outbox_activity_id",
        "outbox",
        ["activity_id"],
        unique=False,
        sqlite_where=sa.text("art = 'bogen'"),
        postgresql_where=sa.text("art = 'bogen'"),
    )
    op.create_index(
        "ix_outbox_lease",
        "outbox",
        ["queue", "lease_by", "lease_until"],
        unique=False,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.create_index(
        "ix_outbox_nummer",
        "outbox",
        ["nummer"],
        unique=False,
        sqlite_where=sa.text("art = 'bogen'"),
        postgresql_where=sa.text("art = 'bogen'"),
    )
    op.create_index(
        "ix_outbox_queue", "outbox", ["queue", "seq"], unique=False, sqlite_where=OPEN, postgresql_where=OPEN
    )


def _keeping() -> None:
    op.create_table(
        "meta",
        sa.Column("name", KEY, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_meta"),
    )
    op.create_table(
        "schluessel",
        sa.Column("id", KEY, nullable=False),
        sa.Column("probe", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_schluessel"),
    )
    op.create_table(
        "audit",
        sa.Column("chain", KEY, nullable=False),
        sa.Column("nr", sa.Integer(), nullable=False),
        sa.Column("am", KEY, nullable=False),
        sa.Column("wer", KEY, nullable=False),
        sa.Column("person", KEY, nullable=True),
        sa.Column("was", KEY, nullable=False),
        sa.Column("bezug", KEY, nullable=True),
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("chain", "nr", name="pk_audit"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_audit_person", "audit", ["person", "am"], unique=False)
    op.create_table(
        "audit_anker",
        sa.Column("chain", KEY, nullable=False),
        sa.Column("nr", sa.Integer(), nullable=False),
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.Column("siegel", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("chain", name="pk_audit_anker"),
    )
    op.create_table(
        "loeschung",
        sa.Column("id", ID, nullable=False),
        sa.Column("am", KEY, nullable=False),
        sa.Column("klasse", KEY, nullable=False),
        sa.Column("bezug", KEY, nullable=True),
        sa.Column("anzahl", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_loeschung"),
    )
