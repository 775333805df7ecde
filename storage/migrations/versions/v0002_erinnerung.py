"""Reminders that were sent, so that each is sent once."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

KEY = sa.Text().with_variant(sa.TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "erinnerung",
        sa.Column("key", KEY, nullable=False),
        sa.Column("nummer", KEY, nullable=True),
        sa.Column("gesendet_am", KEY, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_erinnerung"),
    )
    op.create_index("ix_erinnerung_nummer", "erinnerung", ["nummer"], unique=False)
