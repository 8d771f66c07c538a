"""On every surface: no word beyond the policy, and no article without its origin."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from masdar import model
from masdar.press import shelf, times
from masdar.rights import quotes
from masdar.stories import fingerprint
from tests import fakes
from tests.press import room, surfaces
from tests.press.test_leaks import POLICIES

# each word is one of its kind, so that it can be found wherever it comes to stand
_WORD = re.compile(r"كلمة\d+|كلمه\d+")
SEARCHED = "منشود"
TITLE = "عنوان لا يلتبس بغيره"
FIRST = model.Moment(at=fakes.NOON, offset=180, said="1 يناير")
ORIGIN, ORIGIN_URL = "وكالة الوادي", "https://alwadi.example/news/first"
LENGTHS = st.lists(st.integers(1, 40), min_size=1, max_size=5)


@dataclass
class House:
    room: room.Room
    source: model.Source
    copy: model.Draft


def _texts(lengths: list[int], start: int) -> list[str]:
    count = iter(range(start, start + 10_000))
    return [
        f"{SEARCHED} " + " ".join(f"كلمة{next(count)}ة" for _ in range(length)) + "." for length in lengths
    ]


def _draft(lengths: list[int], start: int, **fields: Any) -> model.Draft:
    texts = _texts(lengths, start)
    made = fakes.draft(
        31,
        source="daily",
        title=TITLE,
        blocks=fakes.paragraphs(*texts),
        published=FIRST,
        summary=" ".join(texts[-1].split()[:9]),
        **fields,
    )
    # what the origin rests on are words of the text
    claim = fakes.claim(made.article, says=model.Says.REPUBLISHED_FROM, value=ORIGIN)
    quoted = replace(claim.evidence, quote=texts[0], where="body")
    return replace(made, fingerprint=fingerprint.of(made.article), claims=(replace(claim, evidence=quoted),))


def _chain(of: model.Draft) -> model.Chain:
    origin = fakes.link(ORIGIN, url=ORIGIN_URL, at=FIRST, role=model.Role.ORIGIN)
    last = fakes.link(
        "صحيفة اليوم المتخيل",
        source=of.article.source,
        url=of.article.url,
        article=of.article.id,
        at=of.article.published,
        role=model.Role.REPUBLISHER,
        claims=of.claims,
    )
    return fakes.chain(of.article, origin, last)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    made = room.furnish(tmp_path_factory.mktemp("home"))
    source = fakes.source("daily", name="صحيفة اليوم المتخيل")
    copy = fakes.draft(32, source="courier", title="نسخة أخرى", blocks=fakes.paragraphs(fakes.SECOND))
    copy = replace(copy, fingerprint=fingerprint.of(copy.article))
    first = _draft([20, 20], 0)
    with made.store.writing() as writing:
        writing.keep(
            [first, copy],
            placements=[fakes.placement(each.article, first.article.id) for each in (first, copy)],
            overlaps=[fakes.overlap(first.article, copy.article)],
            stories=[fakes.story(first.article)],
        )
        writing.put_releases([fakes.release(copy.article)])
        writing.put_alerts([surfaces.ALERT])
        delivery = model.Delivery(
            id="d",
            alert=surfaces.ALERT.id,
            articles=((first.article.id, model.News.FOUND),),
            made=fakes.NOON + fakes.HOUR,
        )
        writing.put_deliveries([delivery])
    with made.store.reading() as reading:
        while made.index.follow(reading):
            pass
    yield House(made, source, copy)
    made.index.close()
    made.store.close()


def _put(house: House, drafts: list[model.Draft], **cleared: Any) -> list[model.Release]:
    """Keep versions of the article, and release each; the last one stands."""
    releases = [
        fakes.release(each.article, source=house.source, chain=_chain(each), version=2, **cleared)
        for each in drafts
    ]
    with house.room.store.writing() as writing:
        writing.keep(
            drafts,
            placements=[fakes.placement(each.article, each.article.id) for each in drafts[:1]],
            overlaps=(),
            stories=(),
        )
        writing.put_releases(releases)
    return releases


def _allowed(release: model.Release) -> set[str]:
    parts = [release.title, release.summary or "", *(each.plain for each in release.blocks)]
    return set(_WORD.findall(" ".join(parts)))


@settings(
    max_examples=15,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(
    lengths=LENGTHS,
    policy=POLICIES,
    status=st.sampled_from(
        [model.ReleaseStatus.USABLE, model.ReleaseStatus.CORRECTED, model.ReleaseStatus.WITHDRAWN]
    ),
)
def test_no_surface_shows_a_word_that_was_not_released(
    house: House, lengths: list[int], policy: model.Policy, status: model.ReleaseStatus
) -> None:
    drafts = [_draft(lengths, 0), _draft([*lengths, 3], 5_000)]
    releases = _put(house, drafts, policy=policy, status=status)
    allowed = set().union(*map(_allowed, releases))
    if status is not model.ReleaseStatus.WITHDRAWN:
        # a credit of a few words is a name with its label
        quoted = [each.claims[0].evidence.quote for each in drafts]
        allowed |= {
            word for each in quoted if len(each.split()) <= quotes.LABEL for word in _WORD.findall(each)
        }

    with house.room.view(site=replace(room.SITE, hub=True)) as view:
        said = list(surfaces.walk(view, releases[-1].id, house.copy.article.id, SEARCHED))

    # the index of the files holds words in the form in which they are filed
    allowed |= set(map(shelf.key, allowed))
    assert {
        each.name: set(_WORD.findall(each.text)) - allowed
        for each in said
        if set(_WORD.findall(each.text)) - allowed
    } == {}
    if status is model.ReleaseStatus.WITHDRAWN:
        assert allowed == set()


@pytest.mark.parametrize("show", list(model.Show))
def test_every_surface_that_shows_an_article_says_whose_it_is_and_when_it_was_first(
    house: House, show: model.Show
) -> None:
    """Name, deep link and time with its zone. That of a list of cards may stand one tap further."""
    policy = model.Policy(show=show, ground="إذن", index=model.IndexRule.INDEX)
    (release,) = _put(house, [_draft([30, 30], 0)], policy=policy)

    with house.room.view() as view:
        written = times.moment(view, FIRST).text
        when = {FIRST.iso(), str(written), str(written.striptags())}
        said = {
            each.name: each.text for each in surfaces.walk(view, release.id, house.copy.article.id, SEARCHED)
        }

    showing = {name: text for name, text in said.items() if TITLE in text}
    lacking = {
        name: [
            what
            for what, there in {
                "origin": ORIGIN in text,
                "deep link": surfaces.addressed(ORIGIN_URL, text),
                "first published, with zone": any(each in text for each in when),
            }.items()
            if not there
        ]
        for name, text in showing.items()
    }
    assert {*surfaces.HOMES, "webhook", "mail text/plain", "mail text/html", "shelf/a0.js"} <= showing.keys()
    told = [f"{name}: {', '.join(each)}" for name, each in lacking.items() if each]
    assert not told, "\n".join(told)
    assert len(showing) > 40


def test_every_route_is_walked(house: House) -> None:
    (release,) = _put(house, [_draft([30], 0)], policy=model.Policy())

    with house.room.view() as view:
        walked = {each.name for each in surfaces.walk(view, release.id, house.copy.article.id, SEARCHED)}

    assert surfaces.plain_paths() <= walked
