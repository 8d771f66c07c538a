"""Sources as tables, and what is known of publishers."""

import re
import zoneinfo
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masdar.arabic import agencies, fold
from masdar.errors import ConfigError
from masdar.model import (
    Channel,
    ChannelId,
    ChannelKind,
    Images,
    IndexRule,
    Policy,
    Rules,
    Show,
    Source,
    SourceId,
    SourceKind,
)
from masdar.sources import catalogue
from tests import fakes

_TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)
_SLUG = st.from_regex(r"[a-z][a-z0-9-]{0,10}", fullmatch=True)


@st.composite
def sources(draw: st.DrawFn) -> Source:
    id = draw(_SLUG)
    channels = tuple(
        Channel(
            id=ChannelId(f"{id}/{n}"),
            source=SourceId(id),
            kind=draw(st.sampled_from(ChannelKind)),
            where=draw(_TEXT),
            section=draw(st.none() | _TEXT),
            every=timedelta(seconds=draw(st.integers(1, 90_000))),
        )
        for n in range(draw(st.integers(0, 2)))
    )
    return Source(
        id=SourceId(id),
        name=draw(_TEXT),
        name_en=draw(st.none() | _TEXT),
        hosts=tuple(draw(st.lists(_SLUG, max_size=2))),
        kind=draw(st.sampled_from(SourceKind)),
        aliases=tuple(draw(st.lists(_TEXT, max_size=2))),
        channels=channels,
        rules=tuple(draw(st.lists(st.builds(Rules, body=st.none() | _TEXT), max_size=2))),
        policy=Policy(
            show=draw(st.sampled_from(Show)),
            words=draw(st.integers(0, 60)),
            images=draw(st.sampled_from(Images)),
            index=draw(st.sampled_from(IndexRule)),
            ground=draw(_TEXT),
            until=draw(st.none() | st.datetimes(timezones=st.just(UTC))),
        ),
        enabled=draw(st.booleans()),
    )


@given(st.lists(sources(), max_size=3, unique_by=lambda each: each.id))
def test_what_is_written_is_read_again(given: list[Source]) -> None:
    assert catalogue.read(catalogue.write(given).encode()) == tuple(given)


def test_a_short_table_is_enough() -> None:
    text = '[[source]]\nid = "daily"\nhosts = ["www.Daily.example"]\n[[source.channel]]\nwhere = "https://daily.example/rss"\nevery = "2h"\n'

    (source,) = catalogue.read(text.encode())

    assert (source.name, source.hosts) == ("daily", ("daily.example",))
    assert source.channels == (
        Channel(
            id=ChannelId("daily/main"),
            source=SourceId("daily"),
            kind=ChannelKind.FEED,
            where="https://daily.example/rss",
            every=timedelta(hours=2),
        ),
    )


@pytest.mark.parametrize(
    ("text", "named"),
    [
        pytest.param("[[source]", "cannot be read", id="broken TOML"),
        pytest.param('[[sources]]\nid = "a"', r"\[\[source\]\]", id="another table"),
        pytest.param('[[source]]\nname = "a"', "source 1.*id", id="no id"),
        pytest.param('[[source]]\nid = "A B"', "source 1.*id", id="an odd id"),
        pytest.param('[[source]]\nid = "a"\ncolour = "red"', "source a.*colour", id="an unknown key"),
        pytest.param('[[source]]\nid = "a"\nkind = "shop"', "source a.*shop", id="a wrong value"),
        pytest.param(
            '[[source]]\nid = "a"\n[[source.channel]]\nsection = "b"', "channel 1.*where", id="no address"
        ),
        pytest.param(
            '[[source]]\nid = "a"\n[[source.channel]]\nwhere = "b"\nevery = "soon"',
            "channel 1.*soon",
            id="no span",
        ),
        pytest.param('[[source]]\nid = "a"\n[[source]]\nid = "a"', "one id", id="an id twice"),
        pytest.param(
            '[[source]]\nid = "a"\n[source.policy]\nshow = "all"', "source a.*all", id="a wrong policy"
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text: str, named: str) -> None:
    with pytest.raises(ConfigError, match=named):
        catalogue.read(text.encode())


def test_every_source_of_the_directory_is_whole() -> None:
    countries = countries_of_the_world()
    for id, each in catalogue.known().items():
        assert each.id == id
        assert each.name
        assert each.name_en
        assert each.hosts
        assert all(host == host.lower() and "/" not in host and "." in host for host in each.hosts)
        assert each.home.startswith("https://")
        assert each.home.endswith("/")
        assert each.country in countries
        assert each.zone in zoneinfo.available_timezones()
        assert each.languages
        assert all(re.fullmatch("[a-z]{2}", language) for language in each.languages)
        assert (each.kind is SourceKind.AGENCY) == (each.code is not None)
        # what cannot be checked without asking the publisher does not stand here
        assert not each.channels
        assert each.policy == Policy()


def countries_of_the_world() -> frozenset[str]:
    """The codes of ISO 3166-1 that the zones of the world name."""
    table = next(
        (Path(root) / "iso3166.tab" for root in zoneinfo.TZPATH if (Path(root) / "iso3166.tab").exists()),
        None,
    )
    if table is None:
        pytest.skip("this machine has no table of countries beside its zones")
    lines = table.read_text(encoding="utf-8").splitlines()
    return frozenset(line.split("\t")[0] for line in lines if line and not line.startswith("#"))


def test_the_directory_knows_arabic_publishers_of_every_arab_country() -> None:
    arabic = [each for each in catalogue.known().values() if "ar" in each.languages]

    publishers = [each for each in arabic if each.kind is SourceKind.PUBLISHER]
    assert len(publishers) > 100
    arab = "SA AE QA KW BH OM YE IQ SY LB JO PS EG SD LY TN DZ MA MR"
    assert {each.country for each in arabic}.issuperset(re.findall("[A-Z]{2}", arab))


def test_the_agencies_of_the_directory_are_those_that_texts_name() -> None:
    listed = {each.code: each for each in catalogue.known().values() if each.code}

    assert set(listed) == {entry.code for entry in agencies.TABLE} - {"AGENCIES"}
    for entry in agencies.TABLE:
        if (row := listed.get(entry.code)) is not None:
            assert (row.name, row.name_en, row.hosts) == (entry.name, entry.name_en, entry.hosts)
            assert (row.zone, row.country) == (entry.zone, entry.country)


@pytest.mark.parametrize(
    ("said", "url", "id", "name"),
    [
        pytest.param(
            "aljazeera-net", "https://www.aljazeera.net/news/1", "aljazeera-net", "الجزيرة نت", id="host"
        ),
        pytest.param("hespress", "", "hespress", "هسبريس", id="short name"),
        pytest.param("WAFA", "", "wafa", "وكالة الأنباء الفلسطينية", id="code"),
        pytest.param("القدس العربي", "", None, "القدس العربي", id="name as people write it"),
    ],
)
def test_a_source_that_is_new_is_named_by_the_directory(
    said: str, url: str, id: str | None, name: str
) -> None:
    made = catalogue.unknown(said, policy=Policy(), url=url)

    assert made.name == name
    assert made.languages[0] == "ar"
    assert made.country
    if id is not None:
        assert made.id == id


def test_no_two_built_in_publishers_share_a_host() -> None:
    hosts = [host for each in catalogue.built_in().publishers if not each.code for host in each.hosts]

    assert len(hosts) == len(set(hosts))


def test_every_agency_is_found_by_code_and_by_name() -> None:
    found = catalogue.built_in()

    for entry in agencies.TABLE:
        assert found.by_code[entry.code].name == entry.name
        assert found.by_name[fold.key(entry.name)].code == entry.code


def test_the_operators_own_source_wins_and_keeps_what_is_known() -> None:
    own = fakes.source("ours", name="الجزيرة عندنا", hosts=("aljazeera.net",), zone=None, aliases=("شبكتنا",))

    found = catalogue.directory([own])

    publisher = found.host("www.aljazeera.net")
    assert publisher is not None
    assert (publisher.source, publisher.name, publisher.zone) == ("ours", "الجزيرة عندنا", "Asia/Qatar")
    assert found.by_name[fold.key("شبكتنا")] is publisher
    assert found.by_name[fold.key("الجزيرة نت")] is publisher
    assert found.by_source[SourceId("ours")] is publisher


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://www.aljazeera.net/news/1", "aljazeera"),
        ("mubasher.aljazeera.net", "aljazeera"),
        ("https://www.spa.gov.sa/1", "was"),
        ("https://www.daily.example/1", "daily-example"),
        ("https://\u0645\u062b\u0627\u0644.example/", "xn-mgbh0fb-example"),
        ("", "files"),
    ],
)
def test_a_slug_by_the_address(address: str, expected: str) -> None:
    assert catalogue.slug(address) == expected


@pytest.mark.parametrize(
    ("name", "url", "expected"),
    [
        pytest.param(
            "jazeera",
            "https://www.aljazeera.net/1",
            {"id": "jazeera", "name": "الجزيرة نت", "zone": "Asia/Qatar", "country": "QA", "code": None},
            id="known by its host",
        ),
        pytest.param(
            "kuna", "", {"id": "kuna", "kind": SourceKind.AGENCY, "code": "KUNA"}, id="an agency's code"
        ),
        pytest.param("okaz", "", {"name": "عكاظ", "zone": "Asia/Riyadh"}, id="a known slug"),
        pytest.param(
            "wadi",
            "https://www.wadi.example/1",
            {
                "id": "wadi",
                "name": "wadi.example",
                "hosts": ("wadi.example",),
                "home": "https://wadi.example/",
            },
            id="known to nobody",
        ),
        pytest.param(
            "news.wadi.example", "", {"id": "news-wadi-example", "hosts": ("news.wadi.example",)}, id="a host"
        ),
        pytest.param("wadi", "https://wadi.sa/1", {"zone": "Asia/Riyadh"}, id="a zone by its country"),
        pytest.param("wadi", "", {"id": "wadi", "name": "wadi", "hosts": (), "home": ""}, id="a bare slug"),
    ],
)
def test_a_source_for_a_name_that_is_unknown(name: str, url: str, expected: dict[str, Any]) -> None:
    made = catalogue.unknown(name, policy=Policy(show=Show.HEADLINE), url=url)

    assert made.policy.show is Show.HEADLINE
    assert {key: getattr(made, key) for key in expected} == expected


@given(_TEXT, _TEXT)
def test_every_name_gives_an_id_of_plain_letters(name: str, other: str) -> None:
    made = catalogue.unknown(name, policy=Policy())

    assert made.id
    assert all(sign.isascii() and (sign.isalnum() or sign == "-") for sign in made.id)
    assert made.name
    assert catalogue.unknown(name, policy=Policy(), url=other).id == made.id


def test_names_in_another_script_do_not_fall_together() -> None:
    ids = {catalogue.unknown(name, policy=Policy()).id for name in ("وادينا", "سهلنا")}

    assert len(ids) == 2


def test_an_address_leads_to_the_operators_source_then_to_the_known_publisher() -> None:
    own = fakes.source("ours", hosts=("alwadi.example",))
    found = catalogue.directory([own])

    assert catalogue.guess("https://m.alwadi.example/1", found).id == "ours"
    assert catalogue.guess("https://www.okaz.com.sa/1", found).id == "okaz"
    assert catalogue.guess("https://sahil.example/1", found).name == "sahil.example"


def test_a_policy_ends_when_it_says() -> None:
    text = '[[source]]\nid = "a"\n[source.policy]\nuntil = 2027-01-01T00:00:00Z\n'

    assert catalogue.read(text.encode())[0].policy.until == datetime(2027, 1, 1, tzinfo=UTC)
