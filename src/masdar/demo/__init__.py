"""An invented newsroom behind a fetcher that answers from files: the first minute with masdar, offline.

>>> from masdar import demo
>>> house = demo.newsroom()
>>> all(host.endswith(".example") for source in house.sources for host in source.hosts)
True
"""

from masdar.demo.fetcher import Answer, FileFetcher
from masdar.demo.house import Newsroom, newsroom

__all__ = ["Answer", "FileFetcher", "Newsroom", "newsroom"]
