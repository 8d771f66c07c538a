"""Who and what articles speak of. Homes that are older fill it as they follow their log from the start."""

import sqlalchemy as sa
from alembic import op

from masdar.errors import WrongVersion

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mentions",
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=True),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("title", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("article", "entity", name=op.f("pk_mentions")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_mentions_entity_at_article"), "mentions", ["entity", "at", "article"])
    op.create_table(
        "entities",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entities")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_entities_kind_articles_id"), "entities", ["kind", "articles", "id"])


def downgrade() -> None:
    raise WrongVersion("a home is never taken back to an older format; restore a backup instead")
