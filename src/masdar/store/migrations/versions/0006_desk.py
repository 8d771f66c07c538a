"""The desk: what people decide, who they are, what they are asked, and where articles are handed to."""

import sqlalchemy as sa
from alembic import op

from masdar.errors import WrongVersion

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rulings",
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=True),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("article", name=op.f("pk_rulings")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_rulings_due"), "rulings", ["due"], unique=False)
    op.create_table(
        "dockets",
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("stand", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("article", name=op.f("pk_dockets")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_dockets_stand_at_article"), "dockets", ["stand", "at", "article"], unique=False)
    op.create_table(
        "bars",
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("host", name=op.f("pk_bars")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "accounts",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_accounts")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sessions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_sessions_account"), "sessions", ["account"], unique=False)
    op.create_index(op.f("ix_sessions_until"), "sessions", ["until"], unique=False)
    op.create_table(
        "invites",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invites")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_invites_until"), "invites", ["until"], unique=False)
    op.create_table(
        "tries",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_tries")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_tries_until"), "tries", ["until"], unique=False)
    op.create_table(
        "acts",
        sa.Column("seq", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_acts")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_acts_by_seq"), "acts", ["by", "seq"], unique=False)
    op.create_index(op.f("ix_acts_subject_seq"), "acts", ["subject", "seq"], unique=False)
    op.create_table(
        "cases",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_cases")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_cases_state_due_number"), "cases", ["state", "due", "number"], unique=False)
    op.create_index(op.f("ix_cases_token"), "cases", ["token"], unique=False)
    op.create_table(
        "outputs",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outputs")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "postings",
        sa.Column("output", sa.Text(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("output", "article", name=op.f("pk_postings")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_postings_article"), "postings", ["article"], unique=False)
    op.create_index(op.f("ix_postings_due"), "postings", ["due"], unique=False)
    op.create_index(op.f("ix_postings_output_state_at"), "postings", ["output", "state", "at"], unique=False)


def downgrade() -> None:
    raise WrongVersion("a home is never taken back to an older format; restore a backup instead")
