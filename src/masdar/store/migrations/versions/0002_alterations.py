"""Releases that are not as they first were, as a list of their own."""

import sqlalchemy as sa
from alembic import op

from masdar.errors import WrongVersion
from masdar.model import ReleaseStatus
from masdar.store.releases import alteration, unpacked
from masdar.store.tables import alterations

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_PORTION = 500


def upgrade() -> None:
    op.create_table(
        "alterations",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alterations")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_alterations_at_id"), "alterations", ["at", "id"], unique=False)
    op.create_index(op.f("ix_alterations_status_at_id"), "alterations", ["status", "at", "id"], unique=False)
    _fill(op.get_bind())


def _fill(connection: sa.Connection) -> None:
    """Put down what the releases say that are already kept."""
    releases = sa.table("releases", sa.column("id"), sa.column("data"))
    last = ""
    while rows := connection.execute(
        sa.select(releases.c.id, releases.c.data)
        .where(releases.c.id > last)
        .order_by(releases.c.id)
        .limit(_PORTION)
    ).all():
        last = rows[-1].id
        found = [unpacked(row.data) for row in rows]
        altered = [alteration(each) for each in found if each.status is not ReleaseStatus.USABLE]
        if altered:
            connection.execute(sa.insert(alterations), altered)


def downgrade() -> None:
    raise WrongVersion("a home is never taken back to an older format; restore a backup instead")
