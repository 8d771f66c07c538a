"""A site is put to the person who adds it: what was found, how it will look, and on what terms."""

import asyncio
import threading
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from masdar.cli import Call, proposal
from masdar.demo.fetcher import Answer, FileFetcher
from masdar.desk import propose as proposing
from masdar.model import ChannelKind, Policy, Show, Source, SourceId
from tests.cli.calls import Masdar
from tests.cli.conftest import PARAGRAPHS, page

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
SITE = "https://murjan.example"


def site(*, robots: bytes = b"", head: str = "", numbers: range = range(1, 9)) -> dict[str, Answer]:
    home = (
        '<!doctype html><html lang="ar"><head><meta charset="utf-8"><title>صحيفة المرجان</title>'
        f'<link rel="alternate" type="application/rss+xml" href="/rss">{head}</head><body></body></html>'
    )
    items = "".join(f"<item><title>خبر {n}</title><link>{SITE}/news/{n}</link></item>" for n in numbers)
    answers = {
        f"{SITE}/": Answer(body=home.encode(), headers={"content-type": "text/html; charset=utf-8"}),
        f"{SITE}/rss": Answer(
            body=f'<rss version="2.0"><channel><title>م</title>{items}</channel></rss>'.encode()
        ),
        f"{SITE}/robots.txt": Answer(body=robots or b"User-agent: *\nAllow: /\n"),
    }
    for n in numbers:
        text = page(title=f"افتتاح خط القطار رقم {n} في جزيرة المرجان", paragraphs=PARAGRAPHS)
        answers[f"{SITE}/news/{n}"] = Answer(
            body=text.encode(), headers={"content-type": "text/html; charset=utf-8"}
        )
    return answers


def propose(
    answers: Mapping[str, Answer],
    *,
    known: Source | None = None,
    rule: Policy | None = None,
    all_: bool = False,
) -> proposing.Proposal:
    held = {known.id: known} if known else {}
    return asyncio.run(
        proposing.propose(
            f"{SITE}/",
            known=held.get,
            id=None,
            name=None,
            rule=rule,
            all_=all_,
            fetcher=FileFetcher(answers, now=NOON),
            now=lambda: NOON,
        )
    )


def test_a_site_is_proposed_with_its_feed_its_name_and_five_articles() -> None:
    made = propose(site())

    (channel,) = made.source.channels
    assert (made.source.id, made.source.name, made.source.home) == (
        "murjan-example",
        "صحيفة المرجان",
        f"{SITE}/",
    )
    assert (channel.id, channel.kind, channel.where) == (
        "murjan-example/feed",
        ChannelKind.FEED,
        f"{SITE}/rss",
    )
    assert made.source.policy.show is Show.EXCERPT
    assert len(made.items) == 5
    first = made.items[0]
    assert first.title == "افتتاح خط القطار رقم 1 في جزيرة المرجان"
    # no more than the policy will show
    assert 0 < sum(len(each.plain.split()) for each in first.blocks) <= 60


def test_what_the_site_reserves_is_kept_with_the_source_and_cuts_what_is_shown() -> None:
    made = propose(site(head='<meta name="robots" content="nosnippet, noai">'))

    assert made.source.policy.signals.nosnippet
    assert made.source.policy.signals.noai
    assert all(not release.blocks for release in made.items)


def test_a_source_that_is_known_keeps_its_name_and_its_policy() -> None:
    own = Source(id=SourceId("murjan-example"), name="مرجاننا", policy=Policy(show=Show.FULL, ground="اتفاق"))

    made = propose(site(), known=own)

    assert (made.source.name, made.source.policy.show, made.source.policy.ground) == (
        "مرجاننا",
        Show.FULL,
        "اتفاق",
    )
    assert [each.where for each in made.source.channels] == [f"{SITE}/rss"]


def test_a_page_that_cannot_be_had_is_told_and_the_rest_is_shown() -> None:
    answers = site()
    answers[f"{SITE}/news/2"] = Answer(status=500)
    answers[f"{SITE}/news/3"] = Answer(body=b"<html><body>menu</body></html>")

    made = propose(answers)

    assert len(made.items) == 5
    assert {each.lead.url for each in made.missed} == {f"{SITE}/news/2", f"{SITE}/news/3"}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_proposal_is_told_to_the_person(capsys: pytest.CaptureFixture[str], language: str) -> None:
    call = Call()
    call.language = "ar" if language == "ar" else "en"

    proposal.tell(propose(site(robots=b"User-agent: *\nContent-Signal: ai-train=no\n")), call)

    out = capsys.readouterr().out
    assert f"{SITE}/rss" in out
    assert "ai-train=no" in out
    assert out.count("المصدر: ") == 5
    assert ("no use by AI" in out) == (language == "en")
    assert ("policy: excerpt" in out) == (language == "en")


def test_a_record_for_programs_says_the_same() -> None:
    told = proposal.record(propose(site(robots=b"User-agent: *\nContent-Signal: ai-train=no\n")))

    assert [(each["where"], each["taken"]) for each in told["ways"]] == [(f"{SITE}/rss", True)]
    assert told["signals"]["noai"] is True
    assert len(told["items"]) == 5


def test_where_nobody_can_be_asked_the_command_says_what_to_say(masdar: Masdar) -> None:
    said = masdar("source", "add", SITE, "--json")

    assert said.status == 1
    assert "--yes" in said.err


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://127.0.0.1/rss", "not public"),
        ("http://[::1]/", "not public"),
        ("http://10.0.0.1/", "not public"),
    ],
)
def test_an_address_within_is_refused(masdar: Masdar, url: str, why: str) -> None:
    said = masdar("source", "add", url, "--yes")

    assert said.status == 1
    assert why in said.err
    assert not (masdar.home / "masdar.db").exists()


@pytest.mark.parametrize("said", ["no name", "javascript:alert(1)", "ftp://murjan.example/", ""])
def test_what_is_no_address_is_told(masdar: Masdar, said: str) -> None:
    told = masdar("source", "add", said, "--yes")

    assert told.status == 1
    assert "give the address whole" in told.err


def test_a_short_name_of_the_directory_is_an_address(masdar: Masdar) -> None:
    masdar("source", "add", "hespress", "--site")

    (record,) = masdar("source", "list", "--json").records
    assert (record["id"], record["name"]) == ("hespress", "هسبريس")


@pytest.fixture
def served() -> Iterator[str]:
    """The site on loopback, under its own address."""
    answers: dict[str, bytes] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = answers.get(self.path)
            self.send_response(200 if body is not None else 404)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.send_header("content-length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    where = f"http://127.0.0.1:{server.server_port}"
    for url, answer in site(numbers=range(1, 4)).items():
        answers[url.removeprefix(SITE)] = answer.body.replace(SITE.encode(), where.encode())
    worker = threading.Thread(target=server.serve_forever)
    worker.start()
    yield where
    server.shutdown()
    worker.join()
    server.server_close()


def test_a_site_is_added_and_its_news_comes_in(masdar: Masdar, served: str) -> None:
    masdar.home.mkdir()
    (masdar.home / "masdar.toml").write_text(
        '[fetch]\nprivate = "127.0.0.0/8"\ndelay = 0.0\n', encoding="utf-8"
    )

    said = masdar("source", "add", served, "--yes", "--id", "murjan", "--json")

    assert said.status == 0
    (record,) = said.records
    assert (record["done"], record["name"], record["channels"]) == (
        "added",
        "صحيفة المرجان",
        [f"{served}/rss"],
    )
    assert [each["title"] for each in record["items"]] == [
        f"افتتاح خط القطار رقم {n} في جزيرة المرجان" for n in (1, 2, 3)
    ]
    counts = masdar("harvest", "--all", "--json").records[0]
    assert (counts["source"], counts["new"]) == ("murjan", 3)
