"""Releases follow the log: articles, their copies, policies and the clock."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from masdar.desk import publish
from masdar.model import Level, Policy, Release, ReleaseStatus, Show, Status
from masdar.sources import catalogue
from masdar.store import open_store
from masdar.store.open import SqlStore
from tests import fakes

FULL = Policy(show=Show.FULL, ground="نص الاختبار", until=fakes.NOON + timedelta(days=1))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    with open_store(tmp_path) as opened:
        with opened.writing() as writing:
            writing.put_sources([fakes.source(policy=FULL), fakes.source("nahr", name="صحيفة النهر")])
        yield opened


def keep(store: SqlStore, *drafts: object, **more: object) -> None:
    with store.writing() as writing:
        writing.keep(drafts, **(fakes.kept(drafts) | more))  # type: ignore[arg-type] # a test's shorthand


def follow(store: SqlStore, *, days: float = 0) -> int:
    with store.reading() as reading:
        directory = catalogue.directory(reading.sources.all())
    return publish.follow(store, directory=directory, now=fakes.NOON + timedelta(days=days))


def shown(store: SqlStore, n: int = 1, **fields: str) -> Release:
    with store.reading() as reading:
        release = reading.releases.get(fakes.article(n, **fields).id)
    assert release is not None
    return release


def test_every_kept_article_is_released_once(store: SqlStore) -> None:
    keep(store, fakes.draft(1), fakes.draft(2))

    assert follow(store) == 2
    assert follow(store) == 0
    assert shown(store).origin.publisher == "وكالة الوادي"


def test_a_new_copy_has_the_other_members_released_anew(store: SqlStore) -> None:
    first = fakes.draft(1)
    keep(store, first)
    follow(store)
    copy = fakes.draft(2, source="nahr")

    keep(store, copy, overlaps=[fakes.overlap(first.article, copy.article, Level.NEAR)])

    assert follow(store) == 2


def test_a_new_policy_cuts_what_was_released(store: SqlStore) -> None:
    keep(store, fakes.draft(1))
    follow(store)
    before = shown(store)

    with store.writing() as writing:
        writing.put_sources([fakes.source(policy=Policy(show=Show.HEADLINE))])
    follow(store)

    assert before.blocks
    assert shown(store).blocks == ()


def test_a_permission_that_ends_ends_the_full_text_once(store: SqlStore) -> None:
    keep(store, fakes.draft(1))
    follow(store)
    assert shown(store).policy.show is Show.FULL

    assert follow(store, days=2) == 1

    assert shown(store).policy.show is Show.EXCERPT
    assert follow(store, days=3) == 0


def test_an_article_that_was_taken_back_is_withdrawn_and_stays_so(store: SqlStore) -> None:
    draft = fakes.draft(1)
    keep(store, draft)
    follow(store)
    gone = replace(draft.article, status=Status.CANCELED, capture=fakes.capture(body=b"gone").digest)

    keep(store, replace(draft, article=gone, capture=fakes.capture(body=b"gone")))
    follow(store)
    with store.writing() as writing:
        writing.put_sources([fakes.source(policy=replace(FULL, ground="سند آخر"))])
    follow(store)

    assert shown(store).status is ReleaseStatus.WITHDRAWN
    assert shown(store).blocks == ()
