"""What sites reserve, read again day by day: the strictest holds at once, also for what was taken before."""

import asyncio
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from masdar import model
from masdar.demo.fetcher import Answer, FileFetcher
from masdar.desk import heed, publish
from masdar.ports import Store
from masdar.store import open_store
from tests import fakes

HOME = "https://alwadi.example/"
ID = model.SourceId("alwadi")
PLAIN = {HOME: Answer(body=b"<html><title>x</title>")}
CLOSED = {
    **PLAIN,
    HOME + "robots.txt": Answer(body=b"User-agent: *\nContent-Signal: search=no, ai-train=no\n"),
}
BROKEN = {**PLAIN, HOME + "robots.txt": Answer(status=503)}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A home with one source and one article of it, already released."""
    with open_store(tmp_path) as made:
        drafts = [fakes.draft(1)]
        with made.writing() as writing:
            writing.put_sources([fakes.source()])
            writing.keep(drafts, **fakes.kept(drafts))
        publish.follow(made, directory=model.Directory(), now=fakes.NOON)
        yield made


def heard(store: Store, answers: Mapping[str, Answer], *, at: datetime = fakes.NOON) -> heed.Counts:
    fetcher = FileFetcher(answers, now=at)
    return asyncio.run(heed.round(store, fetcher, now=lambda: at))


def shown(store: Store, at: datetime = fakes.NOON) -> model.Release:
    publish.follow(store, directory=model.Directory(), now=at)
    with store.reading() as reading:
        release = reading.releases.get(fakes.article(1).id)
    assert release is not None
    return release


def reservations(store: Store) -> tuple[model.Reservation, ...]:
    with store.reading() as reading:
        return reading.sources.reservations(ID)


def test_a_source_is_read_once_a_day(store: Store) -> None:
    later = fakes.NOON + timedelta(hours=23)

    assert heard(store, PLAIN).read == 1
    assert heard(store, PLAIN, at=later).read == 0
    assert heard(store, PLAIN, at=fakes.NOON + heed.EVERY).read == 1
    assert [each.read for each in reservations(store)] == [fakes.NOON + heed.EVERY]


def test_what_becomes_stricter_holds_at_once_for_what_was_taken_before(store: Store) -> None:
    heard(store, PLAIN)
    before = shown(store)

    heard(store, CLOSED, at=fakes.NOON + heed.EVERY)
    after = shown(store)

    assert before.blocks
    assert after.blocks == ()
    assert after.policy.show is model.Show.HEADLINE
    assert after.policy.signals.noai
    assert [(each.since, each.signals.noai) for each in reservations(store)] == [
        (fakes.NOON + heed.EVERY, True),
        (fakes.NOON, False),
    ]
    assert "robots.txt: Content-Signal: search=no, ai-train=no" in reservations(store)[0].signals.said


def test_what_cannot_be_had_loosens_nothing_and_is_asked_again_soon(store: Store) -> None:
    heard(store, CLOSED)

    counts = heard(store, BROKEN, at=fakes.NOON + heed.EVERY)
    last = reservations(store)[0]

    assert list(counts.failed) == [ID]
    assert shown(store).policy.show is model.Show.HEADLINE
    assert (last.read, last.failure) == (fakes.NOON, f"{HOME}robots.txt: status 503")
    assert last.due < fakes.NOON + 2 * heed.EVERY


def test_what_is_missing_in_part_still_makes_stricter(store: Store) -> None:
    strict = {
        HOME: Answer(body=b'<meta name="robots" content="nosnippet">'),
        HOME + "robots.txt": Answer(status=0),
    }

    heard(store, strict)

    assert shown(store).policy.show is model.Show.HEADLINE
    assert reservations(store)[0].read is None


def test_what_the_site_takes_back_no_longer_holds(store: Store) -> None:
    heard(store, CLOSED)
    heard(store, PLAIN, at=fakes.NOON + heed.EVERY)

    assert shown(store).blocks


def test_a_page_in_the_place_of_a_file_says_nothing(store: Store) -> None:
    page = Answer(body=b"<!doctype html><p>Content-Signal: search=no</p>\nContent-Signal: search=no")

    heard(store, {**PLAIN, HOME + "robots.txt": page, HOME + "trust.txt": page})

    assert reservations(store)[0].signals == model.Signals()


def test_trust_txt_and_the_licence_it_leads_to_are_heeded(store: Store) -> None:
    answers = {
        **PLAIN,
        HOME + "robots.txt": Answer(body=b"License: /licence.xml\n"),
        HOME + "trust.txt": Answer(body=b"contact=desk@alwadi.example\nDataTrainingAllowed = no\n"),
        HOME + "licence.xml": Answer(
            body=b'<rsl xmlns="https://rslstandard.org/rsl"><content url="/"><license>'
            b'<prohibits type="usage">search</prohibits></license></content></rsl>'
        ),
    }

    heard(store, answers)
    found = reservations(store)[0].signals

    assert (found.noai, found.nosnippet, found.license) == (True, True, HOME + "licence.xml")
