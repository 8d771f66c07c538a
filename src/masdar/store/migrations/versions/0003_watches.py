"""What is known of channels and hosts, pages still to be fetched, sightings, and what is pushed."""

import sqlalchemy as sa
from alembic import op

from masdar.errors import WrongVersion

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "watches",
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("channel", name=op.f("pk_watches")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "hosts",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_hosts")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "errands",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("seen", sa.BigInteger(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=True),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_errands")),
    )
    op.create_index(op.f("ix_errands_due_seen"), "errands", ["due", "seen"], unique=False)
    op.create_table(
        "sightings",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", "channel", name=op.f("pk_sightings")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "subscriptions",
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("channel", name=op.f("pk_subscriptions")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_subscriptions_token"), "subscriptions", ["token"], unique=False)


def downgrade() -> None:
    raise WrongVersion("a home is never taken back to an older format; restore a backup instead")
