"""Which pictures are fetched, and when they are let go."""

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import pytest

from masdar import album as albums
from masdar import engine, model
from masdar.demo.fetcher import Answer, FileFetcher
from masdar.desk import illustrate, publish
from masdar.ports import Store
from masdar.store import open_store
from tests import fakes
from tests.test_album import SVG, picture

URL = "https://alwadi.example/1.jpg"
INNER = "https://alwadi.example/2.jpg"
ALL = {URL: Answer(body=picture()), INNER: Answer(body=picture((800, 800), "PNG"))}
FULL = fakes.policy(show=model.Show.FULL, images=model.Images.FULL, ground="إذن")


@dataclass(slots=True)
class House:
    """A home with one article that has a picture above and one within."""

    store: Store
    album: albums.Album

    def policy(self, policy: model.Policy) -> None:
        with self.store.writing() as writing:
            writing.put_sources([fakes.source(policy=policy)])
        publish.follow(self.store, directory=model.Directory(), now=fakes.NOON)

    def round(
        self, answers: Mapping[str, Answer] = ALL, *, at: datetime = fakes.NOON, asked: int = illustrate.ASKED
    ) -> illustrate.Counts:
        return asyncio.run(
            illustrate.round(
                self.store,
                FileFetcher(answers, now=at),
                self.album,
                engine.InProcess(),
                remake=albums.remade,
                now=lambda: at,
                asked=asked,
            )
        )

    def sizes(self) -> dict[str, int]:
        return {url: each.width for url, each in self.album.held().items()}


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with open_store(tmp_path) as store:
        blocks = (*fakes.paragraphs(fakes.FIRST), fakes.figure(INNER))
        drafts = [fakes.draft(1, image=model.Image(url=URL, caption="الجسر"), blocks=blocks)]
        with store.writing() as writing:
            writing.keep(drafts, **fakes.kept(drafts))
        yield House(store, albums.open_album(tmp_path))


def test_a_policy_without_pictures_fetches_none(house: House) -> None:
    house.policy(fakes.policy())

    assert house.round() == illustrate.Counts()


def test_thumbnails_are_small_and_full_is_large(house: House) -> None:
    house.policy(replace(FULL, images=model.Images.THUMBNAIL))
    house.round()
    small = house.sizes()
    house.policy(FULL)
    house.round()

    assert small == {URL: 480, INNER: 480}
    assert house.sizes() == {URL: 1280, INNER: 800}
    assert {each.small.width for each in house.album.held().values() if each.small} == {480}


def test_an_excerpt_shows_no_picture_of_the_body(house: House) -> None:
    house.policy(fakes.policy(images=model.Images.FULL))
    house.round()

    assert set(house.sizes()) == {URL}


def test_a_picture_that_its_publisher_reserves_is_let_go_at_once(house: House) -> None:
    house.policy(FULL)
    house.round()
    before = house.sizes()

    house.policy(replace(FULL, signals=fakes.signals(noimageai=True)))
    house.round()

    assert before
    assert house.sizes() == {}


def test_what_cannot_be_had_is_asked_for_three_times(house: House) -> None:
    house.policy(FULL)
    broken = {URL: Answer(status=503), INNER: Answer(status=0)}

    counts = [house.round(broken, at=fakes.NOON + n * illustrate.AGAIN) for n in range(4)]

    assert [each.failed for each in counts] == [2, 2, 2, 0]
    assert house.album.waiting() == {}


def test_it_is_not_asked_again_at_once(house: House) -> None:
    house.policy(FULL)

    assert [house.round({}).failed, house.round({}).failed] == [2, 0]


def test_an_svg_is_never_kept(house: House) -> None:
    house.policy(FULL)

    counts = house.round({URL: Answer(body=SVG, headers={"content-type": "image/png"}), INNER: ALL[INNER]})

    assert (counts.kept, counts.failed) == (1, 1)
    assert set(house.sizes()) == {INNER}


def test_a_round_asks_for_so_many_and_the_next_for_the_rest(house: House) -> None:
    house.policy(FULL)

    assert [house.round(asked=1).waiting, house.round(asked=1).waiting] == [1, 0]
    assert set(house.sizes()) == {URL, INNER}
