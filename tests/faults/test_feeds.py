"""What feeds do wrong, row by row (B01 to B11), against the whole desk. What is pushed stands in `test_push`."""

import gzip
from collections.abc import Callable, Coroutine
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from masdar import address
from masdar.model import ChannelState
from tests import leaping
from tests.faults.rogue import Asked, Page, Room, answer, page, rss
from tests.leaping import Leaping

Play = Callable[..., Any]
PAGES: dict[str, Page] = {f"/{n}": page(f"خبر {n}") for n in range(12)}


def links(*numbers: int, host: str = "alwadi.example") -> list[str]:
    return [f"http://{host}/{n}" for n in numbers]


@pytest.fixture
def play(tmp_path: Path) -> Play:
    """Runs a scene against a server with these pages: `play(pages, scene)`."""

    def run(
        pages: dict[str, Page], scene: Callable[[Room], Coroutine[Any, Any, None]], **settings: Any
    ) -> None:
        async def main(loop: Leaping) -> None:
            async with Room(tmp_path, loop, {**PAGES, **pages}, **settings) as room:
                await scene(room)

        leaping.run(main)

    return run


WHOLE = rss(*links(1, 2, 3))


@pytest.mark.parametrize(
    "feed",
    [
        pytest.param(WHOLE.replace("الوادي".encode(), b"A & B"), id="a bare ampersand"),
        pytest.param(WHOLE.replace("الوادي".encode(), b"A&nbsp;B"), id="an entity of HTML"),
        pytest.param(WHOLE.replace("الوادي".encode(), b"A\x03\x08B"), id="control characters"),
        pytest.param(
            rss(*links(0)).replace(b"</channel></rss>", b"").replace(b"</title><link>", b"<link>")
            + WHOLE[WHOLE.index(b"<item>") :],
            id="an unclosed tag",
        ),
        pytest.param(b"\n  Warning: on line 3\n" + WHOLE, id="junk before it"),
        pytest.param(WHOLE + b"<!-- 0.2 s --><script>x</script>", id="junk after it"),
        pytest.param(WHOLE.replace(b"</channel></rss>", b"<item><title>cut in the mid"), id="cut"),
    ],
)
def test_b01_every_whole_entry_of_a_broken_feed_is_recovered_and_the_repair_is_told(
    play: Play, feed: bytes
) -> None:
    async def scene(room: Room) -> None:
        await room.round()
        assert [each for each in room.takes.paths if each != "0"] == ["1", "2", "3"]
        assert room.visit().failure is None
        assert room.visit().notes

    play({"/rss": answer(feed)}, scene)


_BOMB = (
    "<!DOCTYPE rss [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9))
    + "]>"
)


@pytest.mark.parametrize(
    "prolog",
    [
        pytest.param(_BOMB, id="a billion"),
        pytest.param(f"<!DOCTYPE rss [<!ENTITY j '{'j' * 50_000}'>]>", id="quadratic"),
        pytest.param(
            '<!DOCTYPE rss [<!ENTITY j SYSTEM "http://alwadi.example/secret">]>', id="an external entity"
        ),
        pytest.param('<!DOCTYPE rss SYSTEM "http://alwadi.example/secret">', id="an external DTD"),
    ],
)
def test_b02_no_entity_is_expanded_and_none_is_fetched(play: Play, prolog: str) -> None:
    body = WHOLE.replace(b'<?xml version="1.0"?>', b'<?xml version="1.0"?>' + prolog.encode())
    body = body.replace("الوادي".encode(), b"&j;" * 500)

    async def scene(room: Room) -> None:
        await room.round()
        assert "/secret" not in room.paths()
        assert set(room.takes.paths) <= {"1", "2", "3"}
        titles = [lead.title or "" for _, lead, _ in room.takes.taken if lead]
        assert max(map(len, titles), default=0) < 1000

    play({"/rss": answer(body), "/secret": answer(b"secret")}, scene)


@pytest.mark.parametrize(
    "inside",
    [
        pytest.param(b"<a>" * 200_000 + b"</a>" * 200_000, id="nested"),
        pytest.param(b"<a " + b" ".join(b'a%d="1"' % n for n in range(200_000)) + b"/>", id="attributes"),
        pytest.param(b"<title>" + b"x" * 12_000_000 + b"</title>", id="a long text"),
    ],
)
def test_b03_a_document_made_to_exhaust_ends_and_holds_up_nobody(play: Play, inside: bytes) -> None:
    body = WHOLE.replace(b"<channel>", b"<channel>" + inside)

    async def scene(room: Room) -> None:
        await room.round()
        assert room.visit().channel == "alwadi/all"
        assert "1" in [
            capture.url.rpartition("/")[2] for capture, _, _ in room.takes.taken if "sahil" in capture.url
        ]

    play(
        {"/rss": answer(body), "sahil.example/rss": answer(rss(*links(1, host="sahil.example")))},
        scene,
        channels=["http://alwadi.example/rss", "http://sahil.example/rss"],
    )


def items(*told: tuple[str, str | None]) -> bytes:
    """A feed of (path, guid); None is no guid."""
    made = "".join(
        f"<item><title>خبر من الوادي {path}</title><link>http://alwadi.example/{path}</link>"
        + (f'<guid isPermaLink="false">{guid}</guid>' if guid is not None else "")
        + "</item>"
        for path, guid in told
    )
    return f'<rss version="2.0"><channel><title>الوادي</title>{made}</channel></rss>'.encode()


@pytest.mark.parametrize(
    "guid",
    [
        pytest.param(lambda n, visit: None, id="none"),
        pytest.param(lambda n, visit: "", id="empty"),
        pytest.param(lambda n, visit: "1", id="all equal"),
        pytest.param(lambda n, visit: f"{visit}-{n}", id="another at each visit"),
        pytest.param(lambda n, visit: str(n % 2), id="used again for another article"),
    ],
)
def test_b04_whatever_guids_say_each_article_is_one(
    play: Play, guid: Callable[[int, int], str | None]
) -> None:
    async def scene(room: Room) -> None:
        for visit in range(4):
            told = [(str(n), guid(n, visit)) for n in range(visit, visit + 3)]
            room.pages["/rss"] = answer(items(*told))
            await room.later(hours=13)
        assert room.takes.paths == ["0", "1", "2", "3", "4", "5"], "each once, and none lost"

    play({}, scene)


def test_b04_entries_without_an_address_of_their_own_are_told_apart_by_what_they_say(play: Play) -> None:
    home = "<link>http://alwadi.example/</link>"
    told = "".join(
        f"<item><title>بلاغ رقم {n}</title>{home if n % 2 else ''}<pubDate>Thu, 01 Jan 2026 0{n}:00:00 GMT</pubDate>"
        f"<description>{'نص البلاغ كما ورد من غرفة الأخبار. ' * 20}{n}</description></item>"
        for n in range(4)
    )
    feed = f'<rss version="2.0"><channel><title>الوادي</title>{home}{told}</channel></rss>'

    async def scene(room: Room) -> None:
        for _ in range(3):
            await room.later(hours=13)
        titles = [lead.title for _, lead, _ in room.takes.taken if lead]
        assert sorted(map(str, titles)) == [f"بلاغ رقم {n}" for n in range(4)], "each once"

    play({"/rss": answer(feed), "/": page("الرئيسية")}, scene)


def test_b05_what_is_dated_or_ordered_anew_is_not_taken_anew(play: Play) -> None:
    def dated(hour: int, order: list[int]) -> bytes:
        made = "".join(
            f"<item><title>خبر من الوادي {n}</title><link>http://alwadi.example/{n}</link>"
            f"<pubDate>Thu, 01 Jan 2026 {hour:02}:00:00 GMT</pubDate></item>"
            for n in order
        )
        return answer(f'<rss version="2.0"><channel><title>الوادي</title>{made}</channel></rss>')

    async def scene(room: Room) -> None:
        for hour, order in enumerate(([1, 2, 3], [3, 1, 2], [5, 1], [4, 3, 2, 1])):
            room.pages["/rss"] = dated(hour, order)
            await room.later(hours=13)
        assert room.takes.paths == ["1", "2", "3", "4", "5"]
        with room.store.reading() as reading:
            seen = reading.sightings.of([address.article_id(room.url(links(1)[0]))])
        ((sighting,),) = seen.values()
        assert sighting.at.day == 2, "the time of the first sighting stays"

    play({}, scene)


def test_b05_five_thousand_entries_at_once_come_in_portions_and_hold_up_no_other(play: Play) -> None:
    flood = rss(*(f"http://alwadi.example/flood/{n}" for n in range(5_000)))

    def any_page(asked: Asked) -> bytes:
        return answer(b"<p>.") if asked[1].startswith("/flood/") else answer(b"", "404 Not Found")

    async def scene(room: Room) -> None:
        room.pages |= {f"/flood/{n}": any_page for n in range(5_000)}
        begun = room.loop.time()
        await room.round()
        assert len([path for path in room.paths() if "/flood/" in path]) <= 100
        assert [at - begun for at, host in room.times if host == "sahil.example"][-1] < 10
        with room.store.reading() as reading:
            assert reading.errands.count() + len(room.paths()) >= 2_000, "nothing that was read is lost"

    play(
        {"/rss": answer(flood), "sahil.example/rss": answer(rss(*links(1, host="sahil.example")))},
        scene,
        channels=["http://alwadi.example/rss", "http://sahil.example/rss"],
    )


@pytest.mark.parametrize(
    "feed",
    [
        pytest.param(rss(*links(1, 2, 3, 4, host="elsewhere.example")), id="another site"),
        pytest.param(
            rss(
                *links(7, 8, 9, 10),
                titles=(
                    "Win the best casino bonus today",
                    "Cheap watches for everyone now",
                    "Play now and win a lot",
                ),
            ),
            id="another language",
        ),
    ],
)
def test_b06_a_feed_that_turns_into_anothers_is_paused(play: Play, feed: bytes) -> None:
    async def scene(room: Room) -> None:
        await room.round()
        room.pages["/rss"] = answer(feed)
        await room.later(hours=13)
        assert room.channel().state is ChannelState.PAUSED
        assert room.channel().note
        assert room.takes.paths == ["1", "2", "3"], "nothing of it was taken"
        asked = len(room.asked)
        await room.rounds(timedelta(days=2), every=timedelta(hours=5))
        assert len(room.asked) == asked

    play({"/rss": answer(WHOLE)}, scene)


@pytest.mark.parametrize("feed", [rss(), rss(*links(3))], ids=["empty", "one"])
def test_b07_a_feed_that_shrinks_takes_nothing_away(play: Play, feed: bytes) -> None:
    async def scene(room: Room) -> None:
        await room.round()
        room.pages["/rss"] = answer(feed)
        await room.later(hours=13)
        with room.store.reading() as reading:
            assert reading.articles.count() == 3
        assert room.visit().failure is None
        assert room.channel().state is ChannelState.ACTIVE

    play({"/rss": answer(WHOLE)}, scene)


@pytest.mark.parametrize(
    ("link", "path"),
    [
        ("/1", "1"),
        ("2", "2"),
        ("//alwadi.example/3", "3"),
        (" http://alwadi.example/4 ", "4"),
        ("http://alwadi.example/أخبار", "%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1"),
        ("http://alwadi.example/a b", "a%20b"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("", None),
    ],
)
def test_b08_a_link_is_made_whole_or_dropped(play: Play, link: str, path: str | None) -> None:
    async def scene(room: Room) -> None:
        await room.round()
        asked = [each for each in room.paths() if each not in ("/rss", "/robots.txt")]
        assert asked == ([f"/{path}"] if path else [])

    head = "<link>http://alwadi.example/</link>"
    play({"/rss": answer(rss(link, head=head)), "/": page("الرئيسية")}, scene)


def test_b09_one_article_in_ten_feeds_is_one_article_with_ten_sightings(play: Play) -> None:
    forms = [
        "http://alwadi.example/1",
        "http://alwadi.example/1?utm_source=rss",
        "http://www.alwadi.example/1",
        "http://alwadi.example/1?fbclid=a",
        "http://alwadi.example/1#comments",
        "http://alwadi.example/1/",
        "http://alwadi.example/1?utm_medium=b&amp;utm_campaign=c",
        "http://alwadi.example/1/amp",
        "http://alwadi.example/1?ref=home",
        "http://www.alwadi.example/1?gclid=z",
    ]

    async def scene(room: Room) -> None:
        await room.round()
        assert len(room.takes.taken) == 1
        with room.store.reading() as reading:
            id = address.article_id(room.url(forms[0]))
            seen = reading.sightings.of([id])[id]
        assert len(seen) == 10
        assert len({each.url for each in seen}) == 10
        fetched = [path for host in ("alwadi.example", "www.alwadi.example") for path in room.paths(host)]
        assert len([path for path in fetched if path.startswith("/1")]) == 1

    pages: dict[str, Page] = {f"/f{n}": answer(rss(form)) for n, form in enumerate(forms)}
    played = [f"http://alwadi.example/f{n}" for n in range(10)]
    play(pages, scene, channels=played)


JSON = (
    '{"version": "https://jsonfeed.org/version/1.1", "title": "الوادي", "items": '
    '[{"id": "1", "title": "خبر", "url": "http://alwadi.example/1"}]}'
)


@pytest.mark.parametrize(
    ("body", "label", "taken"),
    [
        pytest.param(JSON, "text/plain", True, id="JSON as text"),
        pytest.param(JSON, "application/rss+xml", True, id="JSON as RSS"),
        pytest.param(rss(*links(1)).decode(), "text/html", True, id="RSS as HTML"),
        pytest.param(rss(*links(1)).decode(), "application/json", True, id="RSS as JSON"),
        pytest.param("<html><body>no</body></html>", "application/rss+xml", False, id="HTML as RSS"),
    ],
)
def test_b10_what_a_document_is_its_content_says(play: Play, body: str, label: str, taken: bool) -> None:
    async def scene(room: Room) -> None:
        await room.round()
        assert room.takes.paths == (["1"] if taken else [])
        assert (room.visit().failure is None) is taken

    play({"/rss": answer(body, Content_Type=label)}, scene)


def index(*documents: tuple[str, str]) -> bytes:
    told = "".join(
        f"<sitemap><loc>http://alwadi.example/{path}</loc><lastmod>{at}</lastmod></sitemap>"
        for path, at in documents
    )
    return f"<sitemapindex>{told}</sitemapindex>".encode()


def urls(*numbers: int) -> bytes:
    told = "".join(f"<url><loc>http://alwadi.example/{n}</loc></url>" for n in numbers)
    return f"<urlset>{told}</urlset>".encode()


MAPS = ["http://alwadi.example/rss"]


def test_b11_of_an_index_of_fifty_thousand_a_few_of_the_newest_are_read(play: Play) -> None:
    many = [(f"old{n}.xml", "2020-01-01") for n in range(50_000)]

    async def scene(room: Room) -> None:
        await room.round()
        read = [path for path in room.paths() if path.endswith(".xml")]
        assert len(read) <= 8
        assert room.takes.paths == ["1"]

    play(
        {
            "/rss": answer(index(*many[:25_000], ("new.xml", "2026-01-01"), *many[25_000:])),
            "/new.xml": answer(urls(1)),
        },
        scene,
    )


def test_b11_an_index_that_leads_to_itself_ends(play: Play) -> None:
    async def scene(room: Room) -> None:
        await room.round()
        assert len(room.paths()) < 12
        assert room.takes.paths == ["1"]

    pages: dict[str, Page] = {
        "/rss": answer(index(("a.xml", "2026-01-01"))),
        "/a.xml": answer(index(("rss", "2026-01-01"), ("a.xml", "2026-01-01"), ("b.xml", "2026-01-01"))),
        "/b.xml": answer(urls(1)),
    }
    play(pages, scene)


def test_b11_a_packed_sitemap_is_read_and_one_that_did_not_change_is_not_read_again(play: Play) -> None:
    def unchanged(asked: Asked) -> bytes:
        if "if-none-match" in asked[2]:
            return answer(b"", "304 Not Modified")
        return answer(gzip.compress(b"<urlset/>"), ETag='"m"')

    async def scene(room: Room) -> None:
        await room.round()
        await room.later(hours=13)
        asked = [headers for _, path, headers in room.asked if path == "/m.xml.gz"]
        assert ["if-none-match" in each for each in asked] == [False, True]

    play({"/rss": answer(index(("m.xml.gz", "2026-01-01"))), "/m.xml.gz": unchanged}, scene)


def test_b11_documents_that_claim_to_be_of_the_future_do_not_hide_the_new_ones(play: Play) -> None:
    def static(asked: Asked) -> bytes:
        if "if-none-match" in asked[2]:
            return answer(b"", "304 Not Modified")
        return answer(b"<urlset/>", ETag='"m"')

    future = [(f"future{n}.xml", "2099-01-01") for n in range(4)]

    async def scene(room: Room) -> None:
        await room.later(hours=13)
        await room.later(hours=13)
        assert "1" in room.takes.paths

    pages: dict[str, Page] = {f"/future{n}.xml": static for n in range(4)}
    pages |= {"/rss": answer(index(*future, ("new.xml", "2026-01-01"))), "/new.xml": answer(urls(1))}
    play(pages, scene)
