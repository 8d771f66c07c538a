"""What people do on the site: requests of anybody, and the desk of those who sign in."""

from starlette.routing import BaseRoute

from masdar.ports import Store
from masdar.web import asgi, cases


def routes(public: asgi.Public, deeds: Store) -> list[BaseRoute]:
    """The addresses behind which something is written."""
    return cases.routes(cases.Requests(public, deeds))
