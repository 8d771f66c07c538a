"""Gets what stands on the web: one client, and behind it guard, robots and pace.

async with open_client(now=clock) as client:
    capture = await client.send(Request(url="https://daily.example/rss"))
"""

from masdar.fetch.client import Client, Limits, open_client

__all__ = ["Client", "Limits", "open_client"]
