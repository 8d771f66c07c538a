"""Gets what stands on the web: one client, and behind it guard, robots and pace.

async with open_client(now=clock) as client:
    capture = await client.send(Request(url="https://daily.example/rss"))
"""

from masdar.fetch.client import Client, open_client
from masdar.fetch.transport import Limits

__all__ = ["Client", "Limits", "open_client"]
