"""An invented newsroom behind a fetcher that answers from files: the first minute with masdar, offline.

>>> from masdar import demo
>>> house = demo.newsroom()
>>> all(host.endswith(".example") for source in house.sources for host in source.hosts)
True
"""

from typing import TYPE_CHECKING

from masdar.demo.fetcher import Answer, FileFetcher
from masdar.demo.house import Newsroom, newsroom
from masdar.demo.paper import Paper, Piece

if TYPE_CHECKING:
    from masdar.demo import show

__all__ = ["Answer", "FileFetcher", "Newsroom", "Paper", "Piece", "newsroom", "run"]


def run(*, once: bool = False, quiet: bool = False, serve: "show.Serve | None" = None) -> None:
    """Take the newsroom in, in a directory that is removed at the end; print the counts, or serve the site.

    `serve` gets the app and a function to be told the address with; without it only counts are printed.
    """
    from masdar.demo import show  # opening every tool takes a while, and reading the newsroom needs none

    show.run(once=once, quiet=quiet, serve=serve)
