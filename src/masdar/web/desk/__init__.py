"""What people do on the site: requests of anybody, and the desk of those who sign in.

Every page and every form behind `/desk` passes one door, `Door`, that asks who it is, whether he may, and
whether the form is his.
"""

from starlette.routing import BaseRoute

from masdar.ports import Store
from masdar.web import asgi, cases
from masdar.web.desk.door import Door
from masdar.web.desk.gate import Gate
from masdar.web.desk.looking import Looks, Own


def routes(
    public: asgi.Public, deeds: Store, *, gate: Gate | None = None, own: Own | None = None
) -> list[BaseRoute]:
    """The addresses behind which something is written; without `own` no other site is looked at."""
    door = Door(public, deeds, gate or Gate(public, deeds), Looks(own) if own is not None else None)
    return [*cases.routes(cases.Requests(public, deeds)), *door.routes()]
