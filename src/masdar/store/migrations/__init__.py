"""Bringing an older home up to date: Alembic, with its scripts inside the package."""

from importlib import resources

from alembic import command
from alembic.config import Config
from alembic.util import CommandError as Failed
from sqlalchemy import Connection

__all__ = ["Failed", "config", "upgrade"]


def config(connection: Connection) -> Config:
    """Alembic's settings over one open connection; nothing is read from a file."""
    made = Config()
    made.set_main_option("script_location", str(resources.files(__package__ or __name__)).replace("%", "%%"))
    made.attributes["connection"] = connection
    return made


def upgrade(connection: Connection) -> None:
    """Run what is missing within the transaction that is open: all of it or nothing. Raises Failed."""
    command.upgrade(config(connection), "head")
