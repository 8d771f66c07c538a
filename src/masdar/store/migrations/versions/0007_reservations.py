"""What the sites of sources reserve, with the times at which it was read."""

import sqlalchemy as sa
from alembic import op

from masdar.errors import WrongVersion

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reservations",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("source", "since", name=op.f("pk_reservations")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    raise WrongVersion("a home is never taken back to an older format; restore a backup instead")
