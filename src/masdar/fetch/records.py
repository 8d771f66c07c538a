"""Asks the domain name system for the text that stands beside a name."""

# seconds
_PATIENCE = 5.0


class Dns:
    """Implements `ports.Records`. Without servers those of the machine are asked."""

    def __init__(self, *, servers: tuple[str, ...] = (), port: int = 53) -> None:
        self._servers = servers
        self._port = port

    async def text(self, name: str) -> tuple[str, ...]:
        # takes long to import and is seldom needed
        import dns.asyncresolver
        import dns.exception

        try:
            resolver = dns.asyncresolver.Resolver(configure=not self._servers)
            if self._servers:
                resolver.nameservers = list(self._servers)
                resolver.port = self._port
            answer = await resolver.resolve(name, "TXT", lifetime=_PATIENCE, search=False)
        except (dns.exception.DNSException, OSError, ValueError):
            return ()
        return tuple(b"".join(each.strings).decode("utf-8", "replace") for each in answer)
