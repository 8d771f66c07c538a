"""The whole invented newsroom as one value: who publishes, and what each address answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from masdar.demo import paper, printing
from masdar.demo.fetcher import Answer
from masdar.demo.paper import Paper, Piece
from masdar.model import Source, SourceId, digest

# the demo's own time: the clock of the second, and last, edition
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
# what the newsroom answered when it was first visited
FIRST = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)

_HTML = "text/html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Newsroom:
    """One edition of it."""

    sources: tuple[Source, ...]
    papers: tuple[Paper, ...]
    pieces: tuple[Piece, ...]
    # by address; pages, feeds, robots.txt and pictures
    answers: Mapping[str, Answer]
    # the file in `newsroom/pictures` behind each address of a picture
    pictures: Mapping[str, str]
    now: datetime

    def url(self, key: str) -> str:
        """The address of a piece, by its key such as "sariya/40117"."""
        piece = next(each for each in self.pieces if each.key == key)
        home = next(each for each in self.papers if each.source.id == piece.source)
        return printing.url(home, piece)


def newsroom(*, edition: int = 2) -> Newsroom:
    """The newsroom as it stands in an edition: the first, or the second with corrections and withdrawals."""
    now = NOW if edition == 2 else FIRST
    houses = {each.source.id: each for each in paper.papers()}
    pieces = tuple(each for each in paper.pieces(edition=edition) if each.published <= now)
    answers: dict[str, Answer] = {}
    pictures: dict[str, str] = {}
    for house in houses.values():
        own = [each for each in pieces if each.source == house.source.id]
        answers.update(_house(house, own, now=now))
        for piece in own:
            answers[printing.url(house, piece)] = _page(house, piece, pieces, houses)
            if piece.picture:
                pictures[printing.picture_url(house, piece.picture)] = piece.picture
    kept = {name: paper.folder().joinpath("pictures", name).read_bytes() for name in set(pictures.values())}
    for address, name in pictures.items():
        answers[address] = Answer(body=kept[name], headers={"content-type": "image/png"})
    return Newsroom(
        sources=tuple(each.source for each in houses.values()),
        papers=tuple(houses.values()),
        pieces=pieces,
        answers=answers,
        pictures=pictures,
        now=now,
    )


def _house(house: Paper, own: Sequence[Piece], *, now: datetime) -> dict[str, Answer]:
    where = house.source.channels[0].where
    robots = house.source.home + "robots.txt"
    if house.closed is not None:
        return {where: Answer(status=house.closed), robots: Answer(status=house.closed)}
    listed = [each for each in own if not each.withdrawn]
    body, media = printing.feed(house, listed, now=now)
    return {
        where: Answer(body=body, headers={"content-type": media, "etag": f'"{digest(body)}"'}),
        robots: Answer(body=house.robots.encode(), headers={"content-type": "text/plain; charset=utf-8"}),
    }


def _page(house: Paper, piece: Piece, pieces: Sequence[Piece], houses: Mapping[SourceId, Paper]) -> Answer:
    kind = f"{_HTML}; charset={house.encoding}"
    if piece.withdrawn:
        return Answer(status=410, headers={"content-type": kind}, body=piece.note.encode(house.encoding))
    by_key = {each.key: each for each in pieces}
    origin = by_key.get(piece.copy) if piece.copy else None
    others = [
        (printing.url(house, each), each.title)
        for each in pieces
        if each.source == piece.source and each.key != piece.key
    ]
    body = printing.page(
        house,
        piece,
        origin=(houses[origin.source], origin) if origin else None,
        others=others[:4],
    )
    return Answer(body=body, headers={"content-type": kind, "etag": f'"{digest(body)}"'})
