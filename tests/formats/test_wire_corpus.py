"""What wire files of the development set give an article, and that what we write is valid."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from masdar.extract import article as articles
from masdar.formats import wire
from masdar.formats.wire import newsml, ninjs
from masdar.model import Capture, Images, Policy, Release, ReleaseStatus, Show, Via
from masdar.sources import catalogue
from tests import fakes
from tests.formats import ninjs_schema

BENCH = Path(__file__).parents[3] / "shared" / "bench" / "wire"
SAMPLES, SCHEMA = BENCH / "samples", BENCH / "schema"
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not BENCH.exists(), reason="the development data is not beside the project"),
]


# whom the opening, the credit or the dateline of a text credits
CREDITED = {
    "IPTC7901.txt": "DPA",
    "IPTC7901_odd_charset.txt": "DPA",
    "afp.xml": "AFP",
    "afp20.xml": "AFP",
    "ansa-newsmlg2-text.xml": "ANSA",
    "ap-nitf.xml": "AP",
    "dpa.xml": "DPA",
    "dpa_four_line.txt": "DPA",
    "efe_nitf.xml": "EFE",
    "ninjs-3.1/004_simple_text_article.json": "AP",
    "ninjsExMediumText1.json": "AP",
    "tag_reuters.com_2014_newsml_KBN0FL0NN_version_5": "REUTERS",
    "tag_reuters.com_2014_newsml_KBN0FL0ZP_version_2": "REUTERS",
}


@pytest.mark.parametrize(("name", "code"), CREDITED.items())
def test_the_article_of_a_wire_credits_its_agency(name: str, code: str) -> None:
    data = (SAMPLES / name).read_bytes()
    (item,) = wire.read(data)
    lead = wire.lead(item, seen=NOON)
    source = catalogue.unknown("desk", policy=Policy())
    capture = Capture(url=lead.url, final_url=lead.url, at=lead.seen, body=data, via=Via.WIRE)

    made = articles.from_lead(lead, capture, source=source, directory=catalogue.directory([source]))

    assert code in {each.code for each in made.agencies or ()}
    assert made.published is not None
    assert made.blocks


# --- what we write -------------------------------------------------------------------------------

FULL = Policy(show=Show.FULL, ground="https://alwadi.example/licence", images=Images.FULL)


def releases() -> list[Release]:
    chained = fakes.article(3, tags=("جسور",), blocks=(*fakes.paragraphs(fakes.FIRST), fakes.figure()))
    chain = fakes.chain(chained, fakes.link("وكالة النهر"), fakes.link("صحيفة الوادي"))
    made = [fakes.release(), fakes.release(chained, chain=chain, policy=FULL)]
    made += [fakes.release(status=status, policy=FULL) for status in ReleaseStatus]
    return [*made, fakes.release(fakes.article(published=None), policy=Policy(show=Show.HEADLINE))]


@pytest.mark.parametrize("release", releases(), ids=lambda each: f"{each.status}-{each.policy.show}")
def test_our_ninjs_is_valid(release: Release) -> None:
    schema = json.loads((SCHEMA / "ninjs-schema_3.1.json").read_bytes())

    assert ninjs_schema.faults(json.loads(ninjs.write(release, provider="مصدر")), schema) == []


@pytest.mark.parametrize("release", releases(), ids=lambda each: f"{each.status}-{each.policy.show}")
def test_our_newsml_is_valid(release: Release) -> None:
    schema = etree.XMLSchema(etree.parse(SCHEMA / "NewsML-G2_2.35-spec-All-Power.xsd"))
    made = etree.fromstring(newsml.write(release, provider="مصدر"))

    assert schema.validate(made), str(schema.error_log)


@pytest.mark.parametrize(
    "broken",
    [
        {"type": "text"},
        {"uri": "no address"},
        {"uri": "urn:x:1", "more": 1},
        {"uri": "urn:x:1", "pubStatus": "corrected"},
        {"uri": "urn:x:1", "headlines": [{"role": "main"}]},
        {"uri": "urn:x:1", "firstCreated": "2026-01-01"},
        {"uri": "urn:x:1", "associations": [{"uri": "urn:x:2"}]},
        {"uri": "urn:x:1", "rightsInfo": {"langId": "urn:x:2"}},
    ],
)
def test_the_check_of_ninjs_finds_faults(broken: dict[str, Any]) -> None:
    schema = json.loads((SCHEMA / "ninjs-schema_3.1.json").read_bytes())

    assert ninjs_schema.faults(broken, schema)


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.glob("ninjs-3.1/*")))
def test_the_check_of_ninjs_accepts_the_standards_examples(name: str) -> None:
    schema = json.loads((SCHEMA / "ninjs-schema_3.1.json").read_bytes())
    example = json.loads((SAMPLES / "ninjs-3.1" / name).read_bytes())
    example["uri"] = re.sub(r"^(?!\w+:)", "urn:x:", example["uri"])

    assert ninjs_schema.faults(example, schema) == []
