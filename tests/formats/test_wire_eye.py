"""Every wire file of the development set says what the eye sees in it, field by field."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from masdar.errors import MasdarError
from masdar.extract import article as articles
from masdar.formats import wire
from masdar.model import Article, Capture, Policy, Via
from masdar.sources import catalogue
from tests.formats.wire_eye import Eye, File, Refused, even
from tests.formats.wire_seen import SEEN

SAMPLES = Path(__file__).parents[3] / "shared" / "bench" / "wire" / "samples"
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not SAMPLES.exists(), reason="the development data is not beside the project"),
]
READ = [name for name, seen in SEEN.items() if isinstance(seen, Eye)]


def article(item: wire.Item, data: bytes) -> Article:
    lead = wire.lead(item, seen=NOON)
    source = catalogue.unknown("desk", policy=Policy())
    capture = Capture(url=lead.url, final_url=lead.url, at=lead.seen, body=data, via=Via.WIRE)
    return articles.from_lead(lead, capture, source=source, directory=catalogue.directory([source]))


def when(said: str | None) -> datetime | None:
    return datetime.fromisoformat(said) if said else None


def spaced(text: str | None) -> str | None:
    return even(text) if text else None


def test_every_file_was_looked_at() -> None:
    assert sorted(SEEN) == sorted(str(p.relative_to(SAMPLES)) for p in SAMPLES.rglob("*") if p.is_file())


@pytest.mark.parametrize("name", READ)
def test_the_fields_of_an_item_are_those_in_the_file(name: str) -> None:
    seen, file = SEEN[name], File(SAMPLES / name)
    assert isinstance(seen, Eye)

    (item,) = wire.read(file.data)

    assert spaced(item.headline) == (seen.headline(file) if seen.headline else None)
    assert spaced(item.byline) == (seen.byline(file) if seen.byline else None)
    assert item.agency == seen.agency
    assert (item.version, item.status, item.notice) == (seen.version, seen.status, seen.notice)
    assert (when(item.times.created), when(item.times.modified)) == (when(seen.created), when(seen.modified))
    assert item.urgency == seen.urgency
    if seen.language is not None:
        assert item.language == seen.language
    if seen.sent is not None:
        assert when(item.times.sent) == when(seen.sent)


@pytest.mark.parametrize("name", READ)
def test_the_text_of_an_item_is_whole_and_nothing_but_the_text(name: str) -> None:
    seen, file = SEEN[name], File(SAMPLES / name)
    assert isinstance(seen, Eye)
    expected = seen.body(file)

    (item,) = wire.read(file.data)

    found = [even(line) for block in item.body for line in block.plain.split("\n") if line.strip()]
    if seen.words:
        assert " ".join(found).split() == " ".join(expected).split()
    else:
        assert found == expected


@pytest.mark.parametrize("name", READ)
def test_the_dateline_is_the_one_printed(name: str) -> None:
    seen = SEEN[name]
    assert isinstance(seen, Eye)

    (item,) = wire.read((SAMPLES / name).read_bytes())

    line = item.dateline
    assert (line and (line.text, line.places, line.date)) == seen.dateline


@pytest.mark.parametrize("name", READ)
def test_the_article_keeps_what_the_wire_says(name: str) -> None:
    seen, file = SEEN[name], File(SAMPLES / name)
    assert isinstance(seen, Eye)
    (item,) = wire.read(file.data)

    made = article(item, file.data)

    assert made.bylines == seen.persons
    assert {each.code for each in made.agencies or () if each.code} == set(seen.codes)
    assert made.status == seen.status
    assert made.title
    if seen.headline is not None:
        assert made.title == seen.headline(file)
    if seen.dateline is not None:
        assert made.dateline is not None
        assert made.dateline.text == seen.dateline[0]
    if seen.created is not None:
        assert made.published is not None
        assert made.published.at.replace(tzinfo=None) == _utc(seen.created)


def _utc(said: str) -> datetime:
    at = datetime.fromisoformat(said)
    return (at.astimezone(UTC) if at.tzinfo else at).replace(tzinfo=None)


@pytest.mark.parametrize("name", [name for name, seen in SEEN.items() if isinstance(seen, Refused)])
def test_what_is_no_text_is_refused_for_the_right_reason(name: str) -> None:
    seen = SEEN[name]
    assert isinstance(seen, Refused)
    reasons = []
    try:
        for item in wire.read((SAMPLES / name).read_bytes()):
            with pytest.raises(MasdarError) as refused:
                wire.lead(item, seen=NOON)
            reasons.append(str(refused.value))
    except MasdarError as error:
        reasons.append(str(error))

    assert len(reasons) == len(seen.why)
    for reason, why in zip(reasons, seen.why, strict=True):
        assert why in reason
