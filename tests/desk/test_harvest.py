"""The round of visits, with a real store and a fetcher that answers from a dictionary."""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from masdar.desk import harvest
from masdar.errors import StoreError, Unreachable
from masdar.model import Capture, ChannelId, ChannelKind, NotModified, Request, SourceId, Via, Visit
from masdar.ports import Store
from masdar.store import open_store
from tests import fakes, leaping

NEXT_WEEK = timedelta(days=7)
LONG = "يمتد الجسر فوق الوادي وتعبره القوافل كل صباح. " * 12


def rss(*links: str, content: str = "") -> bytes:
    items = "".join(
        f"<item><title>خبر</title><link>{link}</link><content:encoded>{content}</content:encoded></item>"
        for link in links
    )
    return (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>الوادي</title>{items}</channel></rss>"
    ).encode()


class Answers:
    """A fetcher that answers from a dictionary; what is not in it cannot be reached."""

    def __init__(self, pages: Mapping[str, Capture | bytes | NotModified]) -> None:
        self.pages = dict(pages)
        self.asked: list[Request] = []

    async def send(self, request: Request) -> Capture | NotModified:
        self.asked.append(request)
        found = self.pages.get(request.url)
        if found is None:
            raise Unreachable(request.url, "no such page")
        return fakes.capture(request.url, body=found) if isinstance(found, bytes) else found


class Takes:
    """Counts every capture as a new article."""

    def __init__(self) -> None:
        self.taken: list[harvest.Triple] = []

    def __call__(self, triples: Sequence[harvest.Triple]) -> Mapping[SourceId, harvest.Kept]:
        self.taken.extend(triples)
        return {source.id: harvest.Kept(new=len(triples)) for _, _, source in triples}

    @property
    def urls(self) -> list[str]:
        return sorted(capture.url for capture, _, _ in self.taken)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "home") as opened:
        with opened.writing() as writing:
            writing.put_sources([fakes.source("alwadi"), fakes.source("sahil")])
        yield opened


def clock(at: datetime = fakes.NOON) -> Callable[[], datetime]:
    return lambda: at


def walk(store: Store, fetcher: Answers, take: Takes, *, at: datetime = fakes.NOON) -> harvest.Counts:
    return asyncio.run(harvest.round(store, fetcher, now=clock(at), take=take))


def visit(store: Store, channel: str = "alwadi/all") -> Visit:
    with store.reading() as reading:
        found = reading.channels.last_visit(ChannelId(channel))
    assert found is not None
    return found


def test_what_is_new_in_a_channel_is_fetched_and_handed_on(store: Store) -> None:
    fetcher = Answers(
        {
            "https://alwadi.example/rss": rss("https://alwadi.example/1", "https://alwadi.example/2"),
            "https://alwadi.example/1": b"<p>1",
            "https://alwadi.example/2": b"<p>2",
            "https://sahil.example/rss": rss(),
        }
    )
    take = Takes()

    counts = walk(store, fetcher, take)

    assert take.urls == ["https://alwadi.example/1", "https://alwadi.example/2"]
    assert counts.sources[SourceId("alwadi")]["new"] == 2
    assert counts.visited == 2
    assert (visit(store).leads, visit(store).fresh) == (2, 2)


def test_an_article_that_is_held_is_not_fetched_again(store: Store) -> None:
    draft = fakes.draft(1)
    with store.writing() as writing:
        writing.keep([draft], **fakes.kept([draft]))
    fetcher = Answers(
        {"https://alwadi.example/rss": rss(draft.article.url), "https://sahil.example/rss": rss()}
    )
    take = Takes()

    counts = walk(store, fetcher, take)

    assert take.taken == []
    assert counts.sources[SourceId("alwadi")]["known"] == 1


def test_one_bad_source_and_one_bad_page_hold_up_no_other(store: Store) -> None:
    fetcher = Answers(
        {
            "https://alwadi.example/rss": rss("https://alwadi.example/gone", "https://alwadi.example/2"),
            "https://alwadi.example/2": b"<p>2",
        }
    )
    take = Takes()

    counts = walk(store, fetcher, take)

    assert take.urls == ["https://alwadi.example/2"]
    assert counts.sources[SourceId("alwadi")]["reasons"] == {"MSD-2003 no such page": 1}
    assert counts.sources[SourceId("sahil")]["failed"] == 1
    assert visit(store, "sahil/all").failure == "MSD-2003 no such page"


def test_where_the_page_fails_the_feeds_own_text_is_used(store: Store) -> None:
    fetcher = Answers({"https://alwadi.example/rss": rss("https://alwadi.example/1", content=LONG)})
    take = Takes()

    walk(store, fetcher, take)

    ((capture, lead, _),) = take.taken
    assert (capture.via, capture.url) == (Via.FEED, "https://alwadi.example/1")
    assert lead is not None
    assert lead.content == LONG.strip()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(rss(), '"v1"', id="read well"),
        pytest.param(b"<html><body>Are you a robot?</body></html>", None, id="a page instead of the feed"),
        pytest.param(b"hello world", None, id="neither"),
    ],
)
def test_validators_are_kept_only_when_the_body_could_be_read(
    store: Store, body: bytes, expected: str | None
) -> None:
    answer = fakes.capture("https://alwadi.example/rss", body=body, headers={"etag": '"v1"'})

    walk(store, Answers({"https://alwadi.example/rss": answer}), Takes())

    assert visit(store).etag == expected


def test_validators_are_sent_back_as_they_came_and_outlive_a_304(store: Store) -> None:
    headers = {"etag": 'W/"ä 1"', "last-modified": "yesterday, or so"}
    walk(
        store,
        Answers({"https://alwadi.example/rss": fakes.capture(body=rss(), headers=headers)}),
        Takes(),
    )
    later = fakes.NOON + timedelta(days=1)
    fetcher = Answers({"https://alwadi.example/rss": NotModified(url="", at=later)})

    counts = walk(store, fetcher, Takes(), at=later)

    asked = next(each for each in fetcher.asked if each.url == "https://alwadi.example/rss")
    assert (asked.etag, asked.last_modified) == ('W/"ä 1"', "yesterday, or so")
    assert counts.unchanged == 1
    assert (visit(store).status, visit(store).etag) == (304, 'W/"ä 1"')


def test_after_a_week_of_nothing_but_304_the_whole_feed_is_asked_for(store: Store) -> None:
    quiet = [
        Visit(channel=ChannelId("alwadi/all"), at=fakes.NOON + timedelta(days=day), status=304, etag='"v1"')
        for day in range(9)
    ]
    with store.writing() as writing:
        writing.add_visits(quiet, next_visits={ChannelId("alwadi/all"): fakes.NOON})
    fetcher = Answers({"https://alwadi.example/rss": rss()})

    walk(store, fetcher, Takes(), at=fakes.NOON + timedelta(days=10))

    assert [each.etag for each in fetcher.asked if "alwadi" in each.url] == [None]


def test_a_page_that_may_come_back_is_fetched_another_time_though_the_feed_is_unchanged(store: Store) -> None:
    feed = fakes.capture(body=rss("https://alwadi.example/1"), headers={"etag": '"v1"'})
    walk(store, Answers({"https://alwadi.example/rss": feed}), Takes())
    later = fakes.NOON + timedelta(hours=1)
    take = Takes()
    unchanged = NotModified(url="", at=later)

    walk(
        store,
        Answers({"https://alwadi.example/rss": unchanged, "https://alwadi.example/1": b"<p>1"}),
        take,
        at=later,
    )

    assert take.urls == ["https://alwadi.example/1"]


def test_a_burst_is_taken_in_portions(store: Store) -> None:
    links = [f"https://alwadi.example/{n}" for n in range(harvest.EACH + 30)]
    fetcher = Answers({"https://alwadi.example/rss": rss(*links), **dict.fromkeys(links, b"<p>.")})
    first, second = Takes(), Takes()

    walk(store, fetcher, first)
    walk(store, fetcher, second, at=fakes.NOON + timedelta(minutes=1))

    assert len(first.taken) == harvest.EACH
    assert {capture.url for capture, _, _ in second.taken} >= set(links[harvest.EACH :])


def test_a_sitemap_index_leads_to_its_newest_documents(tmp_path: Path) -> None:
    index = (
        b"<sitemapindex><sitemap><loc>https://alwadi.example/old.xml</loc><lastmod>2020-01-01</lastmod></sitemap>"
        b"<sitemap><loc>https://alwadi.example/new.xml</loc><lastmod>2026-01-01</lastmod></sitemap></sitemapindex>"
    )
    channel = fakes.channel(kind=ChannelKind.SITEMAP, where="https://alwadi.example/sitemap.xml")
    fetcher = Answers(
        {
            "https://alwadi.example/sitemap.xml": index,
            "https://alwadi.example/new.xml": b"<urlset><url><loc>https://alwadi.example/1</loc></url></urlset>",
            "https://alwadi.example/old.xml": b"<urlset></urlset>",
            "https://alwadi.example/1": b"<p>1",
        }
    )
    take = Takes()
    with open_store(tmp_path / "home") as store:
        with store.writing() as writing:
            writing.put_sources([fakes.source("alwadi", channels=(channel,))])

        walk(store, fetcher, take)

    assert take.urls == ["https://alwadi.example/1"]
    assert [each.url for each in fetcher.asked][1] == "https://alwadi.example/new.xml"


def test_a_page_that_lists_articles_is_watched_like_a_feed(tmp_path: Path) -> None:
    page = "https://alwadi.example/news"
    links = [f"https://alwadi.example/news/{n}" for n in range(100, 106)]
    listed = "".join(f'<a href="{each}">افتتاح الجسر الجديد أمام القوافل {each[-1]}</a>' for each in links)
    channel = fakes.channel("alwadi/page", kind=ChannelKind.SECTION, where=page)
    with open_store(tmp_path / "other") as store:
        with store.writing() as writing:
            writing.put_sources([fakes.source("alwadi", channels=(channel,))])
        take = Takes()

        walk(
            store,
            Answers({page: f"<html><body>{listed}</body></html>".encode()} | dict.fromkeys(links, b"page")),
            take,
        )

        assert take.urls == links
        assert visit(store, "alwadi/page").leads == 6


def test_only_channels_that_are_due_are_visited(store: Store) -> None:
    later = {ChannelId("sahil/all"): fakes.NOON + NEXT_WEEK}
    with store.writing() as writing:
        writing.add_visits([Visit(channel=ChannelId("sahil/all"), at=fakes.NOON)], next_visits=later)
    fetcher = Answers({"https://alwadi.example/rss": rss()})

    counts = walk(store, fetcher, Takes())

    assert [each.url for each in fetcher.asked] == ["https://alwadi.example/rss"]
    assert counts.visited == 1


def test_an_article_that_two_channels_name_is_fetched_once(tmp_path: Path) -> None:
    channels = (
        fakes.channel("alwadi/a", where="https://alwadi.example/a"),
        fakes.channel("alwadi/b", where="https://alwadi.example/b"),
    )
    fetcher = Answers(
        {
            "https://alwadi.example/a": rss("https://alwadi.example/1?utm_source=a"),
            "https://alwadi.example/b": rss("http://alwadi.example/1"),
            "https://alwadi.example/1?utm_source=a": b"<p>1",
            "http://alwadi.example/1": b"<p>1",
        }
    )
    take = Takes()
    with open_store(tmp_path / "home") as store:
        with store.writing() as writing:
            writing.put_sources([fakes.source("alwadi", channels=channels)])

        counts = walk(store, fetcher, take)

    assert len(take.taken) == 1
    assert counts.total["known"] == 1


def test_a_page_that_gives_no_article_is_left_alone_for_a_day(store: Store) -> None:
    def unreadable(triples: Sequence[harvest.Triple]) -> Mapping[SourceId, harvest.Kept]:
        return {SourceId("alwadi"): harvest.Kept(failed=("no article",))}

    pages = {
        "https://alwadi.example/rss": rss("https://alwadi.example/film"),
        "https://alwadi.example/film": b"<video>",
    }

    def fetched(after: timedelta) -> bool:
        at = fakes.NOON + after
        fetcher = Answers(pages)
        asyncio.run(harvest.round(store, fetcher, now=clock(at), take=unreadable, all_channels=True))
        return "https://alwadi.example/film" in [each.url for each in fetcher.asked]

    assert [fetched(timedelta(hours=hour)) for hour in (0, 1, 20, 25, 26)] == [
        True,
        False,
        False,
        True,
        False,
    ]


def test_a_page_that_cannot_be_read_gives_way_to_the_feeds_own_text(store: Store) -> None:
    vias: list[Via] = []

    def take(triples: Sequence[harvest.Triple]) -> Mapping[SourceId, harvest.Kept]:
        vias.extend(capture.via for capture, _, _ in triples)
        return {}

    fetcher = Answers(
        {
            "https://alwadi.example/rss": rss("https://alwadi.example/1", content=LONG),
            "https://alwadi.example/1": b"<html>Are you a robot?</html>",
        }
    )

    asyncio.run(harvest.round(store, fetcher, now=clock(), take=take))

    assert vias == [Via.PAGE, Via.FEED]


def test_progress_is_told_as_it_goes(store: Store) -> None:
    seen: list[int] = []
    fetcher = Answers(
        {"https://alwadi.example/rss": rss("https://alwadi.example/1"), "https://alwadi.example/1": b"<p>1"}
    )

    asyncio.run(
        harvest.round(
            store,
            fetcher,
            now=clock(),
            take=Takes(),
            progress=lambda counts: seen.append(counts.total["new"]),
        )
    )

    assert seen[-1] == 1
    assert seen == sorted(seen)


class Stuck(Answers):
    """As Answers, but what is not there never answers."""

    async def send(self, request: Request) -> Capture | NotModified:
        if request.url not in self.pages:
            await asyncio.Event().wait()
        return await super().send(request)


def test_what_never_answers_ends_when_its_time_is_over(store: Store) -> None:
    pages = {
        "https://alwadi.example/rss": rss("https://alwadi.example/stuck", "https://alwadi.example/2"),
        "https://alwadi.example/2": b"<p>2",
    }
    take = Takes()

    async def main(loop: leaping.Leaping) -> harvest.Counts:
        return await harvest.round(store, Stuck(pages), now=loop.now, take=take, budget=600)

    counts = leaping.run(main)

    assert take.urls == ["https://alwadi.example/2"]
    assert counts.sources[SourceId("alwadi")]["reasons"] == {"MSD-2003 its time was over": 1}
    assert visit(store, "sahil/all").failure == "MSD-2003 its time was over"


def test_a_round_that_lasts_long_enough_begins_nothing_more(store: Store) -> None:
    links = [f"https://alwadi.example/{n}" for n in range(20)]

    class Slow(Answers):
        async def send(self, request: Request) -> Capture | NotModified:
            await asyncio.sleep(10)
            return await super().send(request)

    fetcher = Slow({"https://alwadi.example/rss": rss(*links), **dict.fromkeys(links, b"<p>.")})
    first, second = Takes(), Takes()

    async def main(loop: leaping.Leaping) -> None:
        await harvest.round(store, fetcher, now=loop.now, take=first, lasting=60)
        assert loop.time() <= 70
        await harvest.round(store, fetcher, now=loop.now, take=second)

    leaping.run(main)

    assert len(first.taken) == 5
    assert sorted(first.urls + second.urls) == sorted(links)


@pytest.mark.parametrize(
    ("head", "headers", "hours"),
    [
        pytest.param("", {}, 0.5, id="asks nothing"),
        pytest.param("<ttl>50</ttl>", {}, 50 / 60, id="ttl"),
        pytest.param("", {"cache-control": "public, max-age=3000"}, 50 / 60, id="max-age"),
        pytest.param("", {"expires": "Thu, 01 Jan 2026 12:50:00 GMT"}, 50 / 60, id="Expires"),
        pytest.param("", {"expires": "0", "cache-control": "max-age=0"}, 0.5, id="asks for none"),
        pytest.param("<sy:updatePeriod>hourly</sy:updatePeriod>", {}, 1, id="sy:updatePeriod"),
        pytest.param(
            "<skipHours><hour>12</hour><hour>13</hour><hour>14</hour></skipHours>", {}, 3, id="skipHours"
        ),
        pytest.param("<skipDays><day>Thursday</day></skipDays>", {}, 12, id="skipDays"),
        pytest.param("<ttl>99999</ttl>", {}, 12, id="no longer than the ceiling"),
    ],
)
def test_a_channel_that_asks_for_rest_gets_it(
    store: Store, head: str, headers: dict[str, str], hours: float
) -> None:
    body = rss().replace(b"<channel>", f"<channel>{head}".encode())
    body = body.replace(b"<rss ", b'<rss xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" ')
    walk(store, Answers({"https://alwadi.example/rss": fakes.capture(body=body, headers=headers)}), Takes())

    def waits(at: float) -> bool:
        with store.reading() as reading:
            due = reading.channels.due(now=fakes.NOON + timedelta(hours=at), limit=9)
        return "alwadi/all" not in [each.id for each in due]

    assert waits(hours * 0.94)
    assert not waits(hours * 1.06)


def test_a_store_that_fails_ends_the_round(store: Store) -> None:
    def take(triples: Sequence[harvest.Triple]) -> Mapping[SourceId, harvest.Kept]:
        raise StoreError("the disk is full")

    fetcher = Answers(
        {"https://alwadi.example/rss": rss("https://alwadi.example/1"), "https://alwadi.example/1": b"<p>1"}
    )

    with pytest.raises(StoreError, match="full"):
        asyncio.run(harvest.round(store, fetcher, now=clock(), take=take))
    with store.reading() as reading:
        assert [each.lead.url for each in reading.errands.due(now=fakes.NOON, limit=9)] == [
            "https://alwadi.example/1"
        ]


def test_a_fetcher_that_breaks_holds_up_no_other_channel(store: Store) -> None:
    class Broken(Answers):
        async def send(self, request: Request) -> Capture | NotModified:
            if "sahil" in request.url:
                raise RuntimeError("never seen before")
            return await super().send(request)

    take = Takes()
    fetcher = Broken(
        {"https://alwadi.example/rss": rss("https://alwadi.example/1"), "https://alwadi.example/1": b"<p>1"}
    )

    walk(store, fetcher, take)

    assert take.urls == ["https://alwadi.example/1"]
    assert visit(store, "sahil/all").failure == "RuntimeError: never seen before"
