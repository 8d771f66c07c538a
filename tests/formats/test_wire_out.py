"""What a release writes as ninjs and as NewsML-G2, the readers find again, and the policy holds in both."""

from datetime import UTC, datetime, timedelta
from typing import Protocol

import pytest
from hypothesis import given
from hypothesis import strategies as some

from masdar.formats import wire, xml
from masdar.formats.wire import newsml, ninjs
from masdar.formats.wire.item import Item
from masdar.model import (
    Attribution,
    Block,
    BlockKind,
    Image,
    Images,
    Moment,
    Policy,
    Release,
    ReleaseStatus,
    Show,
    Status,
)
from tests import fakes


class Writer(Protocol):
    def __call__(self, release: Release, *, uri: str | None = None, provider: str | None = None) -> bytes: ...


WRITERS = some.sampled_from([ninjs.write, newsml.write])
BOTH = pytest.mark.parametrize("write", [ninjs.write, newsml.write], ids=["ninjs", "NewsML-G2"])
FULL = Policy(show=Show.FULL, ground="عقد نشر", images=Images.FULL)
# what is a name of nothing else: no notice is in it
TITLES = some.lists(
    some.sampled_from(["جسر", "<b>", "&amp;", "«نهر»", "\u200f", "a", "3 < 5", "\x0b", "الوادي"]),
    min_size=1,
    max_size=6,
).map(lambda words: "خبر " + " ".join(words))
TEXTS = some.text(alphabet="ابتث جحخ<>&\"'\u0640\u064b3.،", max_size=60)
BLOCKS = some.lists(
    some.builds(Block, text=TEXTS, kind=some.sampled_from([BlockKind.PARAGRAPH, BlockKind.QUOTE]))
    | some.builds(Block, text=TEXTS, kind=some.just(BlockKind.HEADING), level=some.integers(2, 6))
    | some.builds(Block, items=some.lists(TEXTS, max_size=3).map(tuple), kind=some.just(BlockKind.LIST))
    | some.just(fakes.figure()),
    max_size=6,
).map(tuple)
MOMENTS = some.builds(
    Moment,
    at=some.integers(800_000_000, 1_900_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)),
    offset=some.sampled_from([0, 180, 330, -300]),
)
RELEASES = some.builds(
    lambda title, blocks, at, status, show: fakes.release(
        fakes.article(1, title=title, blocks=blocks, published=at),
        policy=FULL if show is Show.FULL else Policy(show=show),
        status=status,
    ),
    TITLES,
    BLOCKS,
    some.none() | MOMENTS,
    some.sampled_from(ReleaseStatus),
    some.sampled_from(Show),
)
STATUSES = {
    ReleaseStatus.USABLE: Status.USABLE,
    ReleaseStatus.UPDATED: Status.USABLE,
    ReleaseStatus.CORRECTED: Status.CORRECTED,
    ReleaseStatus.WITHDRAWN: Status.CANCELED,
}


def read(data: bytes) -> Item:
    (item,) = wire.read(data)
    return item


def even(text: str) -> str:
    return " ".join(xml.clean(text).split())


@given(RELEASES, WRITERS)
def test_what_is_written_is_read(release: Release, write: Writer) -> None:
    item = read(write(release))

    assert item.headline == even(release.title)
    assert item.url == release.origin.url
    assert item.sources[0].name == release.origin.publisher
    assert item.status is STATUSES[release.status]
    assert (item.version, item.language) == (str(release.version), release.language)
    first = release.first_published
    said = item.times.created
    assert (datetime.fromisoformat(said) if said else None) == (first.at if first else None)


@given(RELEASES, WRITERS)
def test_the_body_is_that_of_the_release_and_no_more(release: Release, write: Writer) -> None:
    item = read(write(release))

    if release.status is ReleaseStatus.WITHDRAWN:
        assert (item.body, item.summary) == ((), None)
    else:
        assert [(each.kind, each.plain) for each in item.body if each.plain] == [
            (each.kind, text) for each in release.blocks if (text := lines(each))
        ]


def lines(block: Block) -> str:
    """A block's text as a reader gives it: white space evened, empty items of a list left out."""
    return "\n".join(said for line in block.plain.split("\n") if (said := even(line)))


@BOTH
def test_the_hands_and_the_provider_are_named(write: Writer) -> None:
    article = fakes.article()
    chain = fakes.chain(article, fakes.link("وكالة النهر"), fakes.link("صحيفة الوادي"))

    item = read(write(fakes.release(article, chain=chain), provider="موقع مصدر"))

    assert [each.name for each in item.sources][:2] == ["وكالة النهر", "صحيفة الوادي"]
    assert "موقع مصدر" in {
        each.name for each in (*item.sources, *((item.provider,) if item.provider else ()))
    }


@BOTH
def test_an_own_address_names_the_item_and_the_original_stays_its_page(write: Writer) -> None:
    item = read(write(fakes.release(), uri="https://masdar.example/a/1"))

    assert (item.guid, item.url) == ("https://masdar.example/a/1", "https://alwadi.example/news/1")


@BOTH
def test_terms_writer_dateline_and_tags_go_along(write: Writer) -> None:
    article = fakes.article(
        1,
        tags=("جسور",),
        bylines=("سالم المرجاني",),
        attribution=Attribution(author="سالم المرجاني"),
        image=Image(url="https://alwadi.example/1.jpg", caption="الجسر", credit="الوادي"),
    )

    item = read(write(fakes.release(article, policy=FULL)))

    assert item.byline == "سالم المرجاني"
    assert {each.name for each in item.subjects} == {"محليات", "جسور"}
    assert item.rights.holder == "وكالة الوادي"
    assert item.rights.usage == "عقد نشر"
    assert [each.kind for each in item.body] == [BlockKind.PARAGRAPH] * 3


def test_a_picture_is_an_association_of_ninjs() -> None:
    image = Image(url="https://alwadi.example/1.jpg", caption="الجسر", credit="الوادي", width=640, height=480)

    item = read(ninjs.write(fakes.release(fakes.article(1, image=image), policy=FULL)))

    (picture,) = item.media
    assert (picture.href, picture.caption, picture.credit) == (image.url, "الجسر", "الوادي")
    assert (picture.width, picture.height) == (640, 480)


@BOTH
def test_the_same_release_is_the_same_bytes(write: Writer) -> None:
    release = fakes.release(policy=FULL)

    assert write(release) == write(release)


@BOTH
def test_a_shortened_release_says_so_and_brings_no_more(write: Writer) -> None:
    data = write(fakes.release(fakes.article(1, published=fakes.moment(fakes.NOON + timedelta(hours=2)))))

    assert fakes.THIRD.encode() not in data
    assert write is newsml.write or b'"representationType":"partial"' in data
