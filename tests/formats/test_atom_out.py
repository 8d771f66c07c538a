"""What leaves as Atom and as JSON Feed: always with its origin, never beyond the policy, read again by us."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from masdar.formats import atom, jsonfeed, saying
from masdar.model import Moment, Policy, Precision, Release, ReleaseStatus, Show, ZoneFrom
from tests import fakes

SITE = "https://portal.example"
ATOM = "{http://www.w3.org/2005/Atom}"
GONE = "{http://purl.org/atompub/tombstones/1.0}"
TEXTS = st.text(max_size=60)


def page(release: Release) -> str:
    return f"{SITE}/a/{release.id}"


def in_atom(*releases: Release, withdrawn: tuple[tuple[datetime, Release], ...] = ()) -> bytes:
    return atom.write(
        releases,
        title="بوابة",
        link=f"{SITE}/",
        own=f"{SITE}/feed.atom",
        page=page,
        withdrawn=withdrawn,
        now=fakes.NOON,
    )


def in_json(*releases: Release) -> bytes:
    return jsonfeed.write(
        releases,
        title="بوابة",
        link=f"{SITE}/",
        own=f"{SITE}/feed.json",
        page=page,
        chain=lambda release: f"{SITE}/chain/{release.id}",
        about=f"{SITE}/publishers",
    )


def cleared(show: Show = Show.EXCERPT, **fields: Any) -> Release:
    return fakes.release(fakes.article(**fields), policy=Policy(show=show, ground="own"))


@pytest.mark.parametrize("show", list(Show))
def test_atom_that_is_written_is_read_again(show: Show) -> None:
    release = cleared(show, section="محليات", tags=("جسور",))

    feed = atom.read(in_atom(release), url=f"{SITE}/feed.atom")

    (entry,) = feed.entries
    links = {each.rel: each.href for each in entry.links}
    assert not feed.repaired
    assert (feed.format, feed.language) == ("atom10", "ar")
    assert entry.title is not None
    assert (entry.title.value, entry.language) == (release.title, release.language)
    assert entry.id == f"urn:masdar:article:{release.id}"
    assert links["via"] == release.credit.original_url
    assert links["alternate"] == (release.credit.original_url if show is Show.HEADLINE else page(release))
    assert entry.published is not None
    assert release.first_published is not None
    assert datetime.fromisoformat(entry.published) == release.first_published.at
    assert entry.within is not None
    assert entry.within.title is not None
    assert entry.within.title.value == release.credit.publisher
    assert entry.rights is not None
    assert entry.rights.value == release.credit.rights
    assert [each.term for each in entry.tags] == ["محليات", "جسور"]
    assert bool(entry.content) == (show is Show.FULL)


@pytest.mark.parametrize("show", list(Show))
def test_json_that_is_written_is_read_again(show: Show) -> None:
    release = cleared(show, section="محليات")

    feed = jsonfeed.read(in_json(release), url=f"{SITE}/feed.json")
    plain = json.loads(in_json(release))["items"][0]

    (entry,) = feed.entries
    assert feed.format == "json11"
    assert entry.title is not None
    assert (entry.id, entry.title.value, entry.language) == (release.id, release.title, release.language)
    assert entry.link == (release.credit.original_url if show is Show.HEADLINE else page(release))
    assert plain["external_url"] == release.credit.original_url
    assert plain["_masdar"] == {
        "origin": release.credit.publisher,
        "origin_url": release.credit.original_url,
        "first_published": release.first_published.iso() if release.first_published else None,
        "policy": show.value,
        "status": "usable",
        "digest": release.digest,
        "chain_url": f"{SITE}/chain/{release.id}",
        "version": 1,
    }
    assert (fakes.THIRD in plain["content_html"]) == (show is Show.FULL)


@pytest.mark.parametrize("show", list(Show))
def test_every_summary_ends_with_the_line_that_names_the_origin(show: Show) -> None:
    release = cleared(show)

    for feed in (atom.read(in_atom(release)), jsonfeed.read(in_json(release))):
        (entry,) = feed.entries
        assert entry.summary is not None
        assert entry.summary.value.endswith(saying.attribution(release))


def test_what_was_withdrawn_leaves_a_tombstone_and_no_text() -> None:
    gone = fakes.release(fakes.article(2), status=ReleaseStatus.WITHDRAWN)
    at = fakes.NOON + timedelta(hours=9)

    root = etree.fromstring(in_atom(cleared(), gone, withdrawn=((at, gone),)))

    (stone,) = root.iter(f"{GONE}deleted-entry")
    assert (stone.get("ref"), stone.get("when")) == (f"urn:masdar:article:{gone.id}", saying.instant(at))
    assert stone.findtext(f"{GONE}comment")
    assert len(list(root.iter(f"{ATOM}entry"))) == 1
    assert root.findtext(f"{ATOM}updated") == saying.instant(at)
    _, told = json.loads(in_json(cleared(), gone))["items"]
    assert told["_masdar"]["status"] == "withdrawn"
    assert fakes.FIRST not in told["content_html"]


def test_an_empty_feed_is_a_feed() -> None:
    assert atom.read(in_atom()).updated == saying.instant(fakes.NOON)
    assert jsonfeed.read(in_json()).entries == ()


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param(fakes.moment(offset=180), "2026-01-01T15:00:00+03:00", id="the origin's clock"),
        pytest.param(
            fakes.moment(offset=180, precision=Precision.MINUTE), "2026-01-01T15:00:00+03:00", id="a minute"
        ),
        pytest.param(
            fakes.moment(offset=180, precision=Precision.DAY), "2026-01-01T12:00:00Z", id="a day alone"
        ),
        pytest.param(fakes.moment(zone_from=ZoneFrom.ASSUMED), "2026-01-01T12:00:00Z", id="no zone is known"),
    ],
)
def test_times_are_those_of_rfc_3339(given: Moment, expected: str) -> None:
    assert saying.time(given) == expected


@given(title=TEXTS, tag=TEXTS, name=TEXTS)
def test_no_text_breaks_a_feed(title: str, tag: str, name: str) -> None:
    release = replace(cleared(), title=title, tags=(tag,))
    release = replace(release, credit=replace(release.credit, publisher=name))

    root = etree.fromstring(in_atom(release))

    assert len(list(root.iter(f"{ATOM}entry"))) == 1
    assert len(json.loads(in_json(release))["items"]) == 1
