"""Serves what `press` makes: `asgi.make_asgi` builds the application, `server.serve` runs it."""
