"""Stories whose name or leading article a person chose."""

import sqlalchemy as sa
from alembic import op

from masdar.errors import WrongVersion

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("stories", sa.Column("named", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("stories", sa.Column("led", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    raise WrongVersion("a home is never taken back to an older format; restore a backup instead")
