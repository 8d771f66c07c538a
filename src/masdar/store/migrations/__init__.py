"""Bringing an older home up to date: numbered scripts, run by Alembic, inside the package.

A script alters tables in batch style (`op.batch_alter_table`), since SQLite cannot alter them in place.
"""

from importlib import resources
from typing import Any

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError as Failed
from sqlalchemy import Connection

__all__ = ["Failed", "scripts", "upgrade"]


def scripts() -> ScriptDirectory:
    """The scripts, in their order."""
    return ScriptDirectory(str(resources.files(__name__)))


def upgrade(connection: Connection, directory: ScriptDirectory | None = None) -> None:
    """Run what is missing within the transaction that is open: all of it or nothing.

    Raises Failed where the scripts do not lead from the home's format to the newest.
    """
    directory = directory or scripts()

    def missing(revision: Any, _: Any) -> Any:
        return directory._upgrade_revs("head", revision)

    with EnvironmentContext(Config(), directory, fn=missing) as environment:
        environment.configure(connection=connection, transactional_ddl=False, render_as_batch=True)
        environment.run_migrations()
