"""The terms of fingerprints as numbers, beside them."""

import sqlalchemy as sa
from alembic import op

from masdar.errors import WrongVersion
from masdar.model import ArticleId
from masdar.store.fingerprints import Fingerprints, put_bags

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_PORTION = 500


def upgrade() -> None:
    op.create_table(
        "bags",
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("article", name=op.f("pk_bags")),
        sqlite_with_rowid=False,
    )
    _fill(op.get_bind())


def _fill(connection: sa.Connection) -> None:
    """Make numbers of the fingerprints that are already kept."""
    marks = sa.table("fingerprints", sa.column("article"))
    reading, last = Fingerprints(connection), ""
    while ids := connection.scalars(
        sa.select(marks.c.article).where(marks.c.article > last).order_by(marks.c.article).limit(_PORTION)
    ).all():
        last = ids[-1]
        put_bags(connection, list(reading.many([ArticleId(id) for id in ids]).values()))


def downgrade() -> None:
    raise WrongVersion("a home is never taken back to an older format; restore a backup instead")
