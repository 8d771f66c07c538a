"""The invented newsroom is whole: what its feeds name can be fetched, and nothing of it is real."""

import re
from urllib.parse import urlsplit

import pytest
from masdar import demo

EDITIONS = [
    pytest.param(demo.newsroom(edition=1), id="first"),
    pytest.param(demo.newsroom(edition=2), id="second"),
]


@pytest.mark.parametrize("house", EDITIONS)
def test_every_address_is_of_a_reserved_name(house: demo.Newsroom) -> None:
    said = b" ".join(
        (*(answer.body for answer in house.answers.values() if not answer.body.startswith(b"\x89PNG")),)
    )
    linked = re.findall(rb"https?://([^/\"<>\s]+)", said)
    standards = {b"schema.org", b"www.w3.org", b"purl.org", b"jsonfeed.org"}

    assert all(str(urlsplit(address).hostname).endswith(".example") for address in house.answers)
    assert [host for host in linked if not host.endswith(b".example") and host not in standards] == []
