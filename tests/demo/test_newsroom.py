"""The invented newsroom is whole: what its feeds name can be fetched, and nothing of it is real."""

import itertools
import json
import re
from importlib import resources
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from masdar import demo
from masdar.demo import printing
from masdar.model import Images, IndexRule, Show, SourceKind

FIRST = demo.newsroom(edition=1)
SECOND = demo.newsroom(edition=2)
EDITIONS = [pytest.param(FIRST, id="first"), pytest.param(SECOND, id="second")]
ATOM = "{http://www.w3.org/2005/Atom}"


def _links(house: demo.Newsroom) -> set[str]:
    """The addresses that the newsroom's feeds name."""
    found: set[str] = set()
    for source in house.sources:
        answer = house.answers[source.channels[0].where]
        if answer.status != 200:
            continue
        if "json" in answer.headers["content-type"]:
            found.update(item["url"] for item in json.loads(answer.body)["items"])
            continue
        root = ElementTree.fromstring(answer.body)
        found.update(str(link.text) for link in root.iterfind("./channel/item/link"))
        found.update(link.attrib["href"] for link in root.iterfind(f"{ATOM}entry/{ATOM}link"))
    return found


@pytest.mark.parametrize("house", EDITIONS)
def test_every_address_is_of_a_reserved_name(house: demo.Newsroom) -> None:
    said = b" ".join(each.body for each in house.answers.values() if not each.body.startswith(b"\x89PNG"))
    linked = re.findall(rb"https?://([^/\"<>\s]+)", said)
    standards = {b"schema.org", b"www.w3.org", b"purl.org", b"jsonfeed.org"}

    assert all(str(urlsplit(address).hostname).endswith(".example") for address in house.answers)
    assert [host for host in linked if not host.endswith(b".example") and host not in standards] == []


def test_it_is_as_large_as_promised() -> None:
    kinds = {source.kind for source in SECOND.sources}

    assert len(SECOND.sources) >= 6
    assert len(SECOND.pieces) >= 40
    assert len({piece.story for piece in SECOND.pieces}) >= 10
    assert {SourceKind.AGENCY, SourceKind.PUBLISHER, SourceKind.REPUBLISHER} <= kinds


@pytest.mark.parametrize("house", EDITIONS)
def test_feeds_name_every_page_that_stands(house: demo.Newsroom) -> None:
    standing = {house.url(piece.key) for piece in house.pieces if not piece.withdrawn}

    assert _links(house) == standing
    assert all(house.answers[address].status == 200 for address in standing)


def test_every_degree_of_a_policy_is_there() -> None:
    policies = [source.policy for source in SECOND.sources]

    assert {policy.show for policy in policies} == set(Show)
    assert {policy.images for policy in policies} == set(Images)
    assert {policy.index for policy in policies} == set(IndexRule)
    assert all(policy.ground for policy in policies if policy.show is Show.FULL)


def test_feeds_come_in_three_formats_and_one_is_gone() -> None:
    feeds = [SECOND.answers[source.channels[0].where] for source in SECOND.sources]
    media = {feed.headers["content-type"].partition(";")[0] for feed in feeds if feed.status == 200}

    assert media == {"application/rss+xml", "application/atom+xml", "application/feed+json"}
    assert [feed.status for feed in feeds].count(410) == 1


def _sentences(text: str) -> set[str]:
    return {part.strip() for part in re.split(r"[.؟!]\s", text + " ") if len(part.split()) > 5}


def test_only_copies_share_sentences() -> None:
    own = [piece for piece in SECOND.pieces if piece.copy is None]
    said = {piece.key: set().union(*map(_sentences, piece.paragraphs)) for piece in own}

    shared = [(a, b) for a, b in itertools.combinations(said, 2) if said[a] & said[b]]

    assert shared == []


def test_titles_of_own_texts_differ() -> None:
    titles = [piece.title for piece in SECOND.pieces if piece.copy is None]

    assert len(titles) == len(set(titles))


@pytest.mark.parametrize("key", ["qasab/5521", "qasab/5450"])
def test_the_uncredited_copy_keeps_about_three_words_in_four(key: str) -> None:
    pieces = {piece.key: piece for piece in FIRST.pieces}
    theirs = pieces[str(pieces[key].copy)]
    kept = set(" ".join(theirs.paragraphs).split())
    words = " ".join(pieces[key].paragraphs).split()

    share = sum(word in kept for word in words) / len(words)

    assert 0.7 <= share <= 0.95
    assert "سارية" not in SECOND.answers[SECOND.url(key)].body.decode("windows-1256")


FAULTS = [
    pytest.param("&#x064D;&#x064E;<a", id="marks without a letter"),
    pytest.param("(سارية) —", id="dateline in the body"),
    pytest.param("<p>(انتهى)</p>", id="end mark in the body"),
    pytest.param('class="__cf_email__" data-cfemail="5a', id="mail placeholder"),
    pytest.param("[email&#160;protected]", id="mail placeholder text"),
    pytest.param("<h4>المصدر</h4>", id="source block"),
    pytest.param("<p>الكاتب:</p>", id="label with nothing behind it"),
    pytest.param("<p>الموقع : sariya.example</p>", id="a bare host"),
    pytest.param("نشر الخبر اول مرة بتاريخ : 2026-11-19 10:42:17<", id="a time without its zone"),
    pytest.param("<h3>مقالات ذات صلة</h3></div>", id="a heading over nothing"),
    pytest.param("زر الذهاب إلى الأعلى", id="a button's label"),
]


@pytest.mark.parametrize("fault", FAULTS)
def test_the_portal_makes_the_mistakes_of_its_kind(fault: str) -> None:
    assert fault in SECOND.answers[SECOND.url("tal-rihan/77310")].body.decode()


def test_the_portal_prints_a_caption_twice() -> None:
    (piece,) = (each for each in SECOND.pieces if each.key == "tal-rihan/77310")

    assert SECOND.answers[SECOND.url(piece.key)].body.decode().count(piece.caption) == 2


def test_a_hidden_mail_address_can_be_read_again() -> None:
    key, *letters = bytes.fromhex(printing.hidden("desk@sariya.example"))

    assert bytes(letter ^ key for letter in letters) == b"desk@sariya.example"


@pytest.mark.parametrize(
    ("key", "encoding", "said"),
    [
        pytest.param("sariya/40117", "utf-8", "الخميس 19 نوفمبر 2026", id="Gulf"),
        pytest.param(
            "awsaj/date-season", "utf-8", "الخميس 12 تشرين الثاني/نوفمبر 2026", id="Levant, both names"
        ),
        pytest.param("qasab/5102", "windows-1256", "الجمعة 14 أوت 2026", id="Maghreb"),
        pytest.param("rimal/date-prices", "utf-8", "13 نونبر 2026", id="Morocco"),
        pytest.param("ghusn/9015", "utf-8", "١٩ نوفمبر ٢٠٢٦ - ١٨:٤٧", id="eastern digits"),
        pytest.param("reedlake/oryx-4", "utf-8", "Wednesday 18 November 2026", id="English"),
    ],
)
def test_months_are_named_as_the_papers_home_names_them(key: str, encoding: str, said: str) -> None:
    assert said in SECOND.answers[SECOND.url(key)].body.decode(encoding)


def test_a_page_may_bear_no_date_at_all() -> None:
    body = SECOND.answers[SECOND.url("tal-rihan/77171")].body.decode()

    assert "2026" not in body


def test_the_second_edition_corrects_one_text_and_withdraws_another() -> None:
    quay, schools = SECOND.url("sariya/40117"), SECOND.url("qasab/5530")

    assert "820" in FIRST.answers[quay].body.decode()
    assert "620" in SECOND.answers[quay].body.decode()
    assert (FIRST.answers[schools].status, SECOND.answers[schools].status) == (200, 410)


def test_pictures_are_small_and_lie_in_the_package() -> None:
    drawer = resources.files("masdar.demo").joinpath("newsroom", "pictures")
    sizes = {name: len(drawer.joinpath(name).read_bytes()) for name in SECOND.pictures.values()}

    assert sizes
    assert all(size <= 60_000 for size in sizes.values())
