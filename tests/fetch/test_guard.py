"""What may be dialled, form by form."""

import ipaddress
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masdar.fetch import guard


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.255.255.254",
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.168.1.1",
        "198.18.0.1",
        "198.19.255.255",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:a9fe:a9fe",
        "::ffff:0:127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "2001::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fe80::1%eth0",
        "ff02::1",
        "fec0::1",
        "not an address",
    ],
)
def test_an_inner_address_is_not_dialled(address: str) -> None:
    assert not guard.Guard().admits(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "1.1.1.1", "2606:4700::1111", "64:ff9b::101:101", "::ffff:1.1.1.1"]
)
def test_a_public_address_is_dialled(address: str) -> None:
    assert guard.Guard().admits(address)


@given(st.ip_addresses(v=4))
def test_nothing_that_the_standard_library_calls_private_is_dialled(address: ipaddress.IPv4Address) -> None:
    assert not (guard.public(address) and (address.is_private or address.is_multicast))


@given(st.ip_addresses(v=4))
def test_an_address_within_an_address_is_judged_alike(address: ipaddress.IPv4Address) -> None:
    mapped = ipaddress.IPv6Address(f"::ffff:{address}")
    translated = ipaddress.IPv6Address(int(ipaddress.IPv6Address("64:ff9b::")) + int(address))

    assert guard.public(mapped) == guard.public(translated) == guard.public(address)


@pytest.mark.parametrize(
    ("scheme", "host", "port"),
    [
        ("file", "", 0),
        ("ftp", "news.example", 21),
        ("gopher", "news.example", 70),
        ("http", "news.example", 22),
        ("http", "news.example", 25),
        ("http", "news.example", 6379),
        ("http", "news.example", 11211),
        ("http", "localhost", 80),
        ("http", "a.localhost", 80),
        ("http", "metadata.google.internal", 80),
        ("http", "127.0.0.1", 80),
        ("http", "[::1]", 80),
        ("http", "", 80),
    ],
)
def test_such_an_address_is_refused_before_any_name_is_resolved(scheme: str, host: str, port: int) -> None:
    assert guard.Guard().refusal(scheme, host, port)


@pytest.mark.parametrize(
    ("scheme", "host", "port"), [("https", "news.example", 443), ("http", "1.1.1.1", 8080)]
)
def test_nothing_is_said_against_a_usual_address(scheme: str, host: str, port: int) -> None:
    assert guard.Guard().refusal(scheme, host, port) is None


def test_a_named_network_is_let_through_on_any_port() -> None:
    loopback = guard.Guard(networks=guard.networks(["127.0.0.0/8"]))

    assert loopback.refusal("http", "127.0.0.1", 40_123) is None
    assert loopback.refusal("http", "10.0.0.1", 80)
    assert loopback.refusal("http", "news.example", 40_123)


def test_the_socket_itself_is_refused() -> None:
    info = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("169.254.169.254", 80))

    with pytest.raises(guard.Inner):
        guard.Guard().socket(info)
