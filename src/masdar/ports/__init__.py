"""What the world must do for us.

A port's docstring is its contract; the contract suite in `tests/contracts` holds every
implementation to it. `app.py` opens the tools and hands them over.
"""

from masdar.ports.named import Entities
from masdar.ports.rooms import (
    Alerts,
    Articles,
    Captures,
    Cases,
    Changes,
    Channels,
    Claims,
    Desk,
    Errands,
    Fingerprints,
    Groups,
    Hosts,
    Keys,
    Outputs,
    People,
    Releases,
    Sightings,
    Sources,
    Stories,
    Subscribers,
)
from masdar.ports.store import Reading, Store, Writing
from masdar.ports.tools import Album, Engine, Fetcher, Index, Outlet, Records, Shelf, Tagger, Window

__all__ = [
    "Album",
    "Alerts",
    "Articles",
    "Captures",
    "Cases",
    "Changes",
    "Channels",
    "Claims",
    "Desk",
    "Engine",
    "Entities",
    "Errands",
    "Fetcher",
    "Fingerprints",
    "Groups",
    "Hosts",
    "Index",
    "Keys",
    "Outlet",
    "Outputs",
    "People",
    "Reading",
    "Records",
    "Releases",
    "Shelf",
    "Sightings",
    "Sources",
    "Store",
    "Stories",
    "Subscribers",
    "Tagger",
    "Window",
    "Writing",
]
