"""Stories as the path tells them: what a late article joins stays one, under every address it had."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from masdar.desk import ingest, publish
from masdar.index import open_index
from masdar.model import Directory, Draft, StoryId
from masdar.ports import Store
from masdar.press import story as pages
from masdar.press.view import Site, View
from masdar.store import open_store
from masdar.stories import fingerprint
from masdar.window import open_window
from tests import fakes
from tests.test_window import words

ONE, OTHER = words(24, of="one"), words(24, of="other")


def draft(n: int, text: list[str], *, source: str) -> Draft:
    made = fakes.draft(
        n,
        source=source,
        title=" ".join(words(4, of=f"title {n}")),
        blocks=fakes.paragraphs(" ".join(text)),
        published=fakes.moment(fakes.NOON + n * timedelta(hours=1)),
    )
    return Draft(
        capture=made.capture,
        article=made.article,
        claims=made.claims,
        fingerprint=fingerprint.of(made.article),
    )


FIRST = draft(1, ONE, source="wadi")
SECOND = draft(2, OTHER, source="jabal")
BRIDGE = draft(3, [word for pair in zip(ONE, OTHER, strict=True) for word in pair], source="sahel")
OLDER, YOUNGER = (StoryId(each.article.id) for each in (FIRST, SECOND))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "home", create=True)
    yield opened
    opened.close()


def keep(store: Store, *batches: list[Draft]) -> None:
    window = open_window()
    for batch in batches:
        with store.writing() as writing:
            ingest.keep(writing, window, batch)


@pytest.mark.parametrize(
    "batches",
    [
        pytest.param([[FIRST, SECOND, BRIDGE]], id="in one batch"),
        pytest.param([[FIRST], [SECOND], [BRIDGE]], id="one after the other"),
    ],
)
def test_a_late_article_makes_two_stories_one(store: Store, batches: list[list[Draft]]) -> None:
    keep(store, *batches)

    with store.reading() as reading:
        found = reading.stories.many([OLDER, YOUNGER])
        assert {id: each.merged_into for id, each in found.items()} == {OLDER: None, YOUNGER: OLDER}
        assert (found[OLDER].size, found[OLDER].sources) == (3, 3)
        assert set(reading.stories.of([each.article.id for each in (FIRST, SECOND, BRIDGE)]).values()) == {
            OLDER
        }


def test_both_addresses_lead_to_one_page(store: Store, tmp_path: Path) -> None:
    with store.writing() as writing:
        writing.put_sources([fakes.source(each) for each in ("wadi", "jabal", "sahel")])
    keep(store, [FIRST, SECOND], [BRIDGE])
    publish.follow(store, directory=Directory(), now=fakes.NOON)

    with store.reading() as reading:
        view = View(reading=reading, index=open_index(tmp_path), site=Site(), now=fakes.NOON)
        answers = [pages.story(view, id=id) for id in (OLDER, YOUNGER)]

    assert [each.status for each in answers] == [308, 308]
    assert answers[0].headers["location"] == answers[1].headers["location"]
    assert OLDER in answers[0].headers["location"]


def test_taking_all_again_tells_the_same_stories(store: Store) -> None:
    keep(store, [FIRST, SECOND, BRIDGE])
    with store.reading() as reading:
        before = reading.stories.many([OLDER, YOUNGER]), reading.changes.head()

    keep(store, [BRIDGE], [SECOND, FIRST])

    with store.reading() as reading:
        assert (reading.stories.many([OLDER, YOUNGER]), reading.changes.head()) == before
