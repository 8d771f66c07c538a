"""Each page of the invented newsroom reads as the piece that it was made from."""

import asyncio

import pytest

from masdar import demo
from masdar.extract import article
from masdar.model import Article, BlockKind, Capture, Request, Source
from masdar.sources import catalogue

HOUSE = demo.newsroom(edition=1)
SOURCES: dict[str, Source] = {source.id: source for source in HOUSE.sources}
DIRECTORY = catalogue.directory(HOUSE.sources)
PIECES = [pytest.param(piece, id=piece.key) for piece in HOUSE.pieces]
MONTHS = {
    "qasab/5102": "2026-08-14",
    "rimal/date-prices": "2026-11-13",
    "awsaj/date-season": "2026-11-12",
    "ghusn/9015": "2026-11-19",
}


def _read(piece: demo.Piece) -> Article:
    fetcher = demo.FileFetcher(HOUSE.answers, now=HOUSE.now)
    capture = asyncio.run(fetcher.send(Request(url=HOUSE.url(piece.key))))
    assert isinstance(capture, Capture)
    return article.read(capture, source=SOURCES[piece.source], directory=DIRECTORY, now=HOUSE.now)


@pytest.mark.parametrize("piece", PIECES)
def test_a_page_gives_its_headline_and_its_paragraphs(piece: demo.Piece) -> None:
    found = _read(piece)
    texts = [block.plain for block in found.blocks if block.kind is not BlockKind.FIGURE]

    assert found.title == piece.title
    assert len(texts) == len(piece.paragraphs)
    assert all(said.endswith(meant) for said, meant in zip(texts, piece.paragraphs, strict=True))


# the network prints its texts without pictures
PICTURED = [
    pytest.param(each, id=each.key) for each in HOUSE.pieces if each.picture and each.source != "ghusn"
]


@pytest.mark.parametrize("piece", PICTURED)
def test_a_caption_is_read_once(piece: demo.Piece) -> None:
    found = _read(piece)

    assert found.image is not None
    assert found.image.caption == piece.caption
    assert not any(piece.caption in block.plain for block in found.blocks)


@pytest.mark.parametrize("key", MONTHS)
def test_the_day_is_read_in_the_words_of_its_region(key: str) -> None:
    (piece,) = (each for each in HOUSE.pieces if each.key == key)
    found = _read(piece)

    assert found.published is not None
    assert found.published.iso().startswith(MONTHS[key])


def test_the_portals_time_is_read_on_the_clock_of_its_agency() -> None:
    (piece,) = (each for each in HOUSE.pieces if each.key == "tal-rihan/77310")
    stated = _read(piece).attribution

    assert stated is not None
    assert (stated.author, stated.site) == ("", "sariya.example")
    assert stated.first_published is not None
    assert stated.first_published.iso() == "2026-11-19T10:42:17+04:00"
