"""Searches that keep watching, what they tell, and the messages that do."""

import sqlalchemy as sa
from alembic import op

from masdar.errors import WrongVersion

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "alerts",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alerts")),
    )
    op.create_table(
        "matches",
        sa.Column("alert", sa.Text(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("news", sa.Text(), nullable=False),
        sa.Column("story", sa.Text(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("delivery", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("alert", "article", "news", name=op.f("pk_matches")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_matches_article"), "matches", ["article"], unique=False)
    op.create_index(op.f("ix_matches_alert_story"), "matches", ["alert", "story"], unique=False)
    op.create_index(op.f("ix_matches_delivery"), "matches", ["delivery"], unique=False)
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("alert", sa.Text(), nullable=False),
        sa.Column("made", sa.BigInteger(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=True),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
    )
    op.create_index(op.f("ix_deliveries_alert_made"), "deliveries", ["alert", "made"], unique=False)
    op.create_index(op.f("ix_deliveries_due"), "deliveries", ["due"], unique=False)


def downgrade() -> None:
    raise WrongVersion("a home is never taken back to an older format; restore a backup instead")
