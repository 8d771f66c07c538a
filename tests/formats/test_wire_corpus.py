"""Every wire file of the development set reads as it was read by eye, and what we write is valid.

The texts are their agencies'; the table holds kinds, statuses, counts and digests of fields alone. A digest that
changes is a field that reads otherwise: look at it before the table is made anew with `told`.
"""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from masdar.errors import MasdarError
from masdar.extract import article as articles
from masdar.formats import wire
from masdar.formats.wire import newsml, ninjs
from masdar.formats.wire.item import Item
from masdar.model import Capture, Images, Policy, Release, ReleaseStatus, Show, Via, digest
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


def names() -> list[str]:
    return sorted(str(path.relative_to(SAMPLES)) for path in SAMPLES.rglob("*") if path.is_file())


def told(name: str) -> str:
    """What a file says, item by item: kind, status, version, blocks and a digest a field, or why it is refused."""
    try:
        items = wire.read((SAMPLES / name).read_bytes())
    except MasdarError as error:
        return f"refused: {error}".partition(",")[0]
    return "; ".join(map(_told, items))


def _told(item: Item) -> str:
    try:
        wire.lead(item, seen=NOON)
    except MasdarError as error:
        return str(error).rpartition(": ")[2].partition(";")[0]
    fields = {
        "headline": item.headlines or item.headline,
        "body": [(each.kind, each.plain) for each in item.body],
        "dateline": item.dateline and (item.dateline.text, item.dateline.places, item.dateline.date),
        "byline": item.byline,
        "agency": item.agency,
        "times": [item.times.sent, item.times.created, item.times.modified, item.times.embargo],
        "subjects": [(each.name, each.code) for each in item.subjects],
        "id": item.key,
    }
    marks = " ".join(_mark(value) for value in fields.values())
    notice = f" {item.notice}" if item.notice else ""
    return f"{item.kind} {item.status}{notice} {item.version} {len(item.body)}: {marks}"


def _mark(value: object) -> str:
    """Four letters of a field's digest; a dash where it says nothing."""
    return digest(repr(value).encode())[:4] if value else "-"


TABLE: list[tuple[str, str]] = [
    ("IPTC7901.txt", "text usable 062 5: nfxe erq6 - - tnrx 34id 6ek5 o7ga"),
    ("IPTC7901_odd_charset.txt", "text usable update 100 22: nj36 z47q - 7qea tnrx t33a 2j5s fbpg"),
    ("afp.xml", "text usable 1 9: s2gk eksb tgvp - k5e4 umxz 2oua ryjz"),
    ("afp20.xml", "text usable 1 2: it3o rms6 fyee - k5e4 g364 - qcbk"),
    ("ansa-newsmlg2-text.xml", "text usable 1 4: 7x6a i2xo - - 72ad 7uc5 yxzv 5g6z"),
    ("ap-nitf.xml", "text usable None 27: djd7 v2pk ntpy vola yzvo 4hfz - -"),
    ("ap_media_text_nitf.xml", "text usable None 20: nbjt k53a - - yzvo rzvt - -"),
    ("bbc-ninjs-comp-test.json", "text usable None 1: jtzs kquy - 2kx3 - 4tci p7bh oqtl"),
    ("bbc-ninjs-text-test.json", "text usable None 1: abzl efx2 - qu4i - shw5 hr2h fvn4"),
    ("dpa.xml", "text usable 1 3: aclv wkgt 6xvq - tnrx lrgr rpg5 dzg4"),
    ("dpa_copyright.txt", "text usable 0001 1: toy7 x6sy - - tnrx mtyx nqpe sikl"),
    ("dpa_four_line.txt", "text usable update 0003 15: ym33 erbj - 4hij tnrx 4x7c 6ek5 5vqn"),
    ("dpa_two_by_line.txt", "text usable 0007 35: 3eat 4w3w - d5th vany 4sig 2j5s kkxb"),
    ("dpa_two_line.txt", "text usable update 0124 4: hxrb rf5j - - tnrx gitc 6ek5 xcik"),
    ("efe_nitf.xml", "text usable None 1: jbtx 7ldb - lbbb fmto rcu7 t3dv bkzk"),
    ("newsml-g2/LISTING_1_A_NewsML-G2_News_Item.xml", "this is a headline without its text"),
    (
        "newsml-g2/LISTING_24_News_Message_conveying_a_complete_News_Package.xml",
        "this is a package, which only lists other items, not a text; this is an item without headline and text; this is an item without headline and text; this is an item without headline and text; this is an item without headline and text",
    ),
    (
        "newsml-g2/LISTING_25_An_NITF_marked-up_article_conveyed_in_inlineXML.xml",
        "text usable None 1: rgcn i7lb - w3uq - oyht - -",
    ),
    (
        "newsml-g2/LISTING_28_Illustrating_Located_Subject_and_Dateline.xml",
        "refused: a piece of NewsML-G2 (<contentMeta>) without an item around it; was it saved whole?",
    ),
    ("newsml-g2/LISTING_29_Hop_History.xml", "this is an item without headline and text"),
    (
        "newsml-g2/LISTING_2_NewsML-G2_Text_Document.xml",
        "text usable 11 2: 57kx 3kga - kez5 lvj3 zoq4 2faf 2ctm",
    ),
    ("ninjs-3.1/001_simple_example.json", "text usable None 1: hlx7 5wth - 45wm - kzpw - pdid"),
    ("ninjs-3.1/002_renditions_example.json", "this is an item without headline and text"),
    ("ninjs-3.1/003_associations_example.json", "this is a headline without its text"),
    ("ninjs-3.1/004_simple_text_article.json", "text usable None 4: hlx7 zhfm - 45wm - kzpw - pdid"),
    ("ninjs-3.1/005_complex_text_article.json", "text usable None 4: hlx7 zhfm - 45wm - kzpw - 7put"),
    ("ninjs-3.1/006_photo_only.json", "this is a picture, not a text"),
    ("ninjs-3.1/007_multimedia.json", "text usable None 4: hlx7 zhfm - 45wm - qk6y - 2g4v"),
    ("ninjs-3.1/008_event.json", "this is the announcement of an event, not a text"),
    ("ninjs1.json", "text usable 2 1: 7irv ffdt - w2f4 zqvl r6qc yaw6 ik4y"),
    ("ninjs2.json", "text usable 4 9: ydrr l73t - ircr y4vs xqg3 r7mi lo6z"),
    ("ninjs3.json", "this is a picture, not a text"),
    ("ninjs4.json", "text usable 1 9: mz3z zzgo - lxff - lgeb ggzh rqlv"),
    ("ninjs5.json", "text usable 4 9: ydrr l73t - ircr y4vs xqg3 r7mi lo6z"),
    ("ninjs6.json", "this is a picture, not a text"),
    ("ninjsExMediumText1.json", "text usable None 4: hlx7 6kzg - 45wm - kzpw - 7put"),
    ("ninjsExSimpleText1.json", "text usable None 4: hlx7 6kzg - 45wm - kzpw - pdid"),
    ("nitf-fishing.xml", "text canceled kill 1 9: g2j2 6mzy wzam 5zmi womz fgzn iysx z6zt"),
    ("nitf-ntb.xml", "text usable 48 51: jf66 bval ax4k lo77 unna l3bc - cek4"),
    ("snep.xml", "this is a package, which only lists other items, not a text"),
    ("stt1.xml", "text usable update 2 4: akot wkus grsj - oygs hqk7 ltl4 bcgy"),
    ("stt_archive_newsml_created_date_test.xml", "text usable 1 27: vp2i 737s - - oygs oyht 7kqn lpq5"),
    ("stt_archive_newsml_test.xml", "text usable 1 27: vp2i 737s - - oygs 64ei 7kqn lpq5"),
    ("stt_newsml_abstract_test.xml", "text usable 1 1: - 4eig grsj - oygs 7qrn 3yeg r57z"),
    ("stt_newsml_endash.xml", "text usable 1 4: 7egh sa7d - - trna hlgm e6ys ula4"),
    ("stt_newsml_location_rich.xml", "text usable 1 2: 3hod jfdg - - rc7w cqp3 otki iyvp"),
    ("stt_newsml_location_test.xml", "text usable 1 9: - efyh - - oygs 64ei yhzl euo5"),
    (
        "stt_newsml_no_truncated_text_test.xml",
        "text usable update 7 52: wvki tri7 grsj ier6 oygs uqdg i6ow qu44",
    ),
    ("stt_newsml_note_test.xml", "text usable 1 20: sidb z5id - s6zl oygs 7ilk pwki lbz5"),
    ("stt_newsml_subject_test.xml", "text usable 1 9: - efyh - - oygs 64ei how7 euo5"),
    ("stt_newsml_test.xml", "text usable update 4 40: b376 imj4 grsj - oygs cvdd 2vpz v2og"),
    ("stt_newsml_test_no_hl.xml", "text usable update 4 40: - imj4 grsj - oygs xyme 2vpz v2og"),
    (
        "tag_reuters.com,0000_newsml_ISS149709_1618095828",
        "text usable 1618095828 36: iucd o7zw - - y4vs 7bo3 2wgn qyc5",
    ),
    (
        "tag_reuters.com,0000_newsml_L4N1FL0N0_1132689232",
        "text usable 1132689232 16: blri nhfc - - y4vs ip4n q5uj qrys",
    ),
    (
        "tag_reuters.com,2018_newsml_MTZXEE13ZXCZES_2",
        "text usable update 2 2: 4zvc kx4m - - s3ma nut2 arof qtcz",
    ),
    ("tag_reuters.com_0000_newsml_GM1EA7M13RP01_version_484616934", "this is a picture, not a text"),
    (
        "tag_reuters.com_2014_newsml_KBN0FL0NM_version_10",
        "this is a package, which only lists other items, not a text",
    ),
    (
        "tag_reuters.com_2014_newsml_KBN0FL0NN_version_5",
        "text usable 5 26: nill z3m6 - ylnf y4vs b4e5 qe6c g7lo",
    ),
    ("tag_reuters.com_2014_newsml_KBN0FL0ZP_version_2", "text usable 2 4: ob3j jerg - - y4vs 5itz j4fc nuuz"),
    (
        "tag_reuters.com_2016_newsml_L1N14N0FF_version_1542761538",
        "text canceled kill 1542761538 0: 4ei2 - - - y4vs u7v7 w67n 4ytg",
    ),
    (
        "tag_reuters.com_2016_newsml_L1N14N0FF_version_978556838",
        "text corrected correction 978556838 17: 4ei2 3ftz - - y4vs n33p gpug 4ytg",
    ),
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


def test_every_file_is_in_the_table() -> None:
    assert names() == [name for name, _ in TABLE]


@pytest.mark.parametrize(("name", "expected"), TABLE, ids=[name for name, _ in TABLE])
def test_a_file_reads_as_it_was_read_by_eye(name: str, expected: str) -> None:
    assert told(name) == expected


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


@pytest.mark.parametrize("name", [each for each, _ in TABLE if each.startswith("ninjs-3.1/")])
def test_the_check_of_ninjs_accepts_the_standards_examples(name: str) -> None:
    schema = json.loads((SCHEMA / "ninjs-schema_3.1.json").read_bytes())
    example = json.loads((SAMPLES / name).read_bytes())
    example["uri"] = re.sub(r"^(?!\w+:)", "urn:x:", example["uri"])

    assert ninjs_schema.faults(example, schema) == []
