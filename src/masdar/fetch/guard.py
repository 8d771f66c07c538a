"""Refuses addresses that are not public, at the moment of dialling.

The check stands on the socket: whatever a name resolved to, however an address was written and wherever
a redirect led, what is dialled passes here. The networks are named one by one, since the standard
library's `is_private` and `is_global` let several forms through that reach an inner host.
"""

import ipaddress
import socket
from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

IPv4 = ipaddress.IPv4Address
IPv6 = ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

PORTS = frozenset({80, 443, 8000, 8008, 8080, 8081, 8443, 8888})
SCHEMES = frozenset({"http", "https"})

# IANA special-purpose registries, RFC 6890 and its successors
_INNER_4 = tuple(
    map(
        ipaddress.IPv4Network,
        (
            "0.0.0.0/8",  # this network
            "10.0.0.0/8",  # private
            "100.64.0.0/10",  # shared by carriers
            "127.0.0.0/8",  # loopback
            "169.254.0.0/16",  # link-local, where clouds keep their metadata
            "172.16.0.0/12",  # private
            "192.0.0.0/24",  # protocol assignments
            "192.0.2.0/24",  # documentation
            "192.88.99.0/24",  # 6to4 relays
            "192.168.0.0/16",  # private
            "198.18.0.0/15",  # benchmarks
            "198.51.100.0/24",  # documentation
            "203.0.113.0/24",  # documentation
            "224.0.0.0/4",  # multicast
            "240.0.0.0/4",  # reserved, and broadcast
        ),
    )
)
# of IPv6 only what is handed out as global unicast is public at all, and of that not these
_GLOBAL_6 = ipaddress.IPv6Network("2000::/3")
_INNER_6 = tuple(
    map(
        ipaddress.IPv6Network,
        (
            "2001::/23",  # protocol assignments, Teredo among them
            "2001:db8::/32",  # documentation
            "2002::/16",  # 6to4: an IPv4 address within
            "3fff::/20",  # documentation
        ),
    )
)
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


# of the task at hand; tasks that it starts to dial inherit it
_TRUSTED: ContextVar[bool] = ContextVar("trusted", default=False)


# the class below has a method of that name
Connection = socket.socket


class Inner(OSError):
    """The address that would be dialled is not public."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """What may be dialled. `hosts` and `networks` are let through whatever they are, on any port."""

    hosts: frozenset[str] = frozenset()
    networks: tuple[Network, ...] = ()
    ports: frozenset[int] = PORTS

    def admits(self, address: str) -> bool:
        """Whether a literal address may be dialled."""
        try:
            found = ipaddress.ip_address(address.partition("%")[0])
        except ValueError:
            return False
        if any(found.version == each.version and found in each for each in self.networks):
            return True
        return public(found)

    def refusal(self, scheme: str, host: str, port: int) -> str | None:
        """Why an address of this scheme, host and port is not visited; None if nothing is against it yet."""
        if scheme not in SCHEMES:
            return f"{scheme}: is not visited, only http and https are"
        if not host:
            return "it has no host"
        if host in self.hosts or self._named(host):
            return None
        if port not in self.ports:
            return f"port {port} is not visited"
        if host == "localhost" or host.endswith((".localhost", ".local", ".internal")):
            return "its host is not public"
        literal = host.strip("[]")
        if _is_literal(literal) and not self.admits(literal):
            return "its address is not public"
        return None

    def trust(self, host: str) -> None:
        """Say for which host this task is about to dial; a host that is named may stand anywhere."""
        _TRUSTED.set(host in self.hosts)

    def socket(self, info: tuple[Any, ...]) -> socket.socket:
        """The socket for an address that is about to be dialled. Raises Inner."""
        family, kind, protocol, _, address = info
        if not (_TRUSTED.get() or self.admits(str(address[0]))):
            raise Inner("the address behind the name is not public")
        return socket.socket(family=family, type=kind, proto=protocol)

    def connect(self, host: str, port: int, patience: float) -> Connection:
        """A connection to the first address behind a name that answers and may be dialled. Raises OSError."""
        self.trust(host)
        failure: OSError = OSError(f"{host} has no address")
        for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
            try:
                made = self.socket(info)
            except Inner as error:
                failure = error
                continue
            try:
                made.settimeout(patience)
                made.connect(info[4])
            except OSError as error:
                made.close()
                failure = error
            else:
                return made
        raise failure

    def _named(self, host: str) -> bool:
        literal = host.strip("[]")
        return _is_literal(literal) and bool(self.networks) and self.admits(literal) and not _public(literal)


def public(address: IPv4 | IPv6) -> bool:
    """Whether an address is one of the public internet's; addresses within addresses are looked into."""
    if isinstance(address, IPv4):
        return not any(address in each for each in _INNER_4)
    if address.ipv4_mapped is not None:
        return public(address.ipv4_mapped)
    if address in _NAT64:
        return public(IPv4(int(address) & 0xFFFFFFFF))
    return address in _GLOBAL_6 and not any(address in each for each in _INNER_6)


def networks(named: Iterable[str]) -> tuple[Network, ...]:
    """Networks as people write them: "127.0.0.0/8". Raises ValueError."""
    return tuple(ipaddress.ip_network(each) for each in named)


def _public(literal: str) -> bool:
    return public(ipaddress.ip_address(literal))


def _is_literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
