"""Whom articles speak of follows what is shown."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from masdar import index
from masdar.app import open_app
from masdar.desk import publish, speak
from masdar.errors import ConfigError
from masdar.model import EntityKind, Policy, Show, Status
from masdar.sources import catalogue
from masdar.store import open_store
from masdar.store.open import SqlStore
from tests import fakes

FULL = Policy(show=Show.FULL, ground="نص الاختبار")
TEXT = "قال وزير النقل خالد الحربي إن الجسر سيفتح قريبا."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    with open_store(tmp_path) as opened:
        with opened.writing() as writing:
            writing.put_sources([fakes.source(policy=FULL)])
        yield opened


def follow(store: SqlStore) -> int:
    with store.reading() as reading:
        directory = catalogue.directory(reading.sources.all())
    publish.follow(store, directory=directory, now=fakes.NOON)
    return speak.follow(store, directory=directory)


def named(store: SqlStore) -> list[tuple[str, int]]:
    with store.reading() as reading:
        return [(each.name, each.articles) for each in reading.entities.top(EntityKind.PERSON)]


def keep(store: SqlStore, n: int = 1, **fields: object) -> None:
    told: dict[str, Any] = {"blocks": fakes.paragraphs(TEXT), **fields}
    drafts = [fakes.draft(n, **told)]
    with store.writing() as writing:
        writing.keep(drafts, **fakes.kept(drafts))


def test_each_article_is_noted_once(store: SqlStore) -> None:
    keep(store, 1)
    keep(store, 2)

    assert follow(store) == 2
    assert follow(store) == 0
    assert named(store) == [("خالد الحربي", 2)]


def test_a_new_version_speaks_of_others(store: SqlStore) -> None:
    keep(store)
    follow(store)

    keep(
        store,
        title="عنوان آخر",
        blocks=fakes.paragraphs("قال وزير النقل سالم القحطاني إن الجسر تأخر."),
        seen=fakes.NOON + 9 * fakes.HOUR,
    )
    follow(store)

    assert named(store) == [("سالم القحطاني", 1)]


def test_what_is_taken_back_speaks_of_nobody(store: SqlStore) -> None:
    keep(store)
    follow(store)

    keep(store, title="سُحب", status=Status.CANCELED, seen=fakes.NOON + 9 * fakes.HOUR)
    follow(store)

    assert named(store) == []


def test_a_stricter_policy_takes_the_names_of_the_text_away(store: SqlStore) -> None:
    keep(store)
    follow(store)

    with store.writing() as writing:
        writing.put_sources([fakes.source(policy=Policy(show=Show.HEADLINE))])
    follow(store)

    assert named(store) == []


def test_a_home_that_was_followed_before_is_filled_from_the_start(store: SqlStore) -> None:
    keep(store)
    follow(store)
    with store.writing() as writing:
        writing.put_mentions({fakes.article(1).id: ()}, at={})
        writing.move_cursor(speak.FOLLOWER, 0)

    assert follow(store) == 1
    assert named(store) == [("خالد الحربي", 1)]


def test_an_article_has_the_topic_that_its_section_names(store: SqlStore) -> None:
    keep(store, section="كرة القدم")
    keep(store, 2, section="محليات")
    follow(store)

    with store.reading() as reading:
        (found,) = reading.entities.top(EntityKind.TOPIC)
    assert (found.id, found.name, found.articles) == ("topic.15000000", "رياضة", 1)


def test_a_tagger_that_is_not_there_is_told_with_its_key(tmp_path: Path) -> None:
    (tmp_path / "masdar.toml").write_text('[entities]\ntagger = "nosuch.package:tag"\n', "utf-8")

    with open_app(tmp_path, write=True) as app, pytest.raises(ConfigError, match=r"\$\.entities\.tagger"):
        app.follow()


def test_an_article_is_found_by_any_name_of_a_place_that_it_speaks_of(
    store: SqlStore, tmp_path: Path
) -> None:
    keep(store, blocks=fakes.paragraphs("وصل الوفد إلى الولايات المتحدة مساء أمس والتقى نظيره."))
    keep(store, 2)
    follow(store)

    found = index.open_index(tmp_path)
    with store.reading() as reading:
        while found.follow(reading):
            pass
    try:
        assert [each.article for each in found.search("مكان:أمريكا")] == [fakes.article(1).id]
        assert found.search("مكان:كندا") == ()
    finally:
        found.close()
