"""The round that asks again, with a real store, the real path in, and a fetcher that answers from a dictionary."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from masdar.app import App, open_app
from masdar.desk import edit, harvest, recheck
from masdar.errors import Unreachable
from masdar.model import (
    Account,
    Article,
    ArticleId,
    Capture,
    Check,
    Ground,
    NotModified,
    Rank,
    Release,
    ReleaseStatus,
    Request,
    SourceId,
    Stand,
    Status,
    Via,
)
from tests import fakes

URL = "https://alwadi.example/news/1"
SOURCE = fakes.source()
HEADERS = {"content-type": "text/html; charset=utf-8", "etag": '"v1"', "last-modified": "yesterday"}


def page(title: str = fakes.TITLE, *, third: str = fakes.THIRD, note: str = "") -> bytes:
    text = "".join(f"<p>{each}</p>" for each in (fakes.FIRST, fakes.SECOND, third))
    return (
        f"<!doctype html><html><body>{note}<article><h1>{title}</h1>{text}</article></body></html>".encode()
    )


def answer(body: bytes, *, status: int = 200, url: str = URL) -> Capture:
    return fakes.capture(URL, final_url=url, body=body, status=status, headers=HEADERS)


Answered = Capture | NotModified | None


@dataclass
class Desk:
    """A home that took one page at noon, and a server whose answers can be changed."""

    app: App
    time: list[datetime]
    answers: dict[str, Answered] = field(default_factory=dict)
    asked: list[Request] = field(default_factory=list)
    taken: int = 0

    async def send(self, request: Request) -> Capture | NotModified:
        self.asked.append(request)
        found = self.answers.get(request.url)
        if found is None:
            raise Unreachable(request.url, "nobody answers")
        if isinstance(found, NotModified):
            return NotModified(url=found.url, at=self.time[0])
        return Capture(
            url=found.url,
            final_url=found.final_url,
            at=self.time[0],
            body=found.body,
            status=found.status,
            headers=found.headers,
        )

    def take(self, triples: Sequence[harvest.Triple]) -> Mapping[SourceId, harvest.Kept]:
        self.taken += len(triples)
        return self.app.intake().take(triples)

    def after(
        self, pause: timedelta, said: Answered, *, ids: Sequence[ArticleId] | None = None
    ) -> recheck.Counts:
        """A round some time after noon, with what the server then says of the page."""
        self.time[0] = fakes.NOON + pause
        self.answers[URL] = said
        counts = asyncio.run(recheck.round(self.app.store, self, now=self.app.now, take=self.take, ids=ids))
        self.app.follow()
        return counts

    @property
    def id(self) -> ArticleId:
        with self.app.store.reading() as reading:
            found = reading.articles.find(URL)
        assert found is not None
        return found

    def article(self) -> Article:
        with self.app.store.reading() as reading:
            return reading.articles.many([self.id])[self.id]

    def check(self) -> Check:
        with self.app.store.reading() as reading:
            return reading.articles.checks([self.id])[self.id]

    def release(self) -> Release:
        with self.app.store.reading() as reading:
            return reading.releases.many([self.id])[self.id]

    def ground(self) -> tuple[Stand, Ground] | None:
        with self.app.store.reading() as reading:
            docket = reading.desk.docket(self.id)
        return (docket.stand, docket.why[0]) if docket else None

    def publish(self) -> None:
        with self.app.store.writing() as writing:
            boss = Account(name="سلمى", rank=Rank.ADMIN, secret="", made=fakes.NOON)
            edit.Pen(writing, boss, self.app.directory(), self.app.now()).publish([self.id])
        self.app.follow()

    def head(self) -> int:
        with self.app.store.reading() as reading:
            return reading.changes.head()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    time = [fakes.NOON]
    with open_app(tmp_path / "home", write=True, jobs=1, now=lambda: time[0]) as app:
        with app.store.writing() as writing:
            writing.put_sources([SOURCE])
        made = Desk(app, time)
        made.take([(answer(page()), None, SOURCE)])
        app.follow()
        made.taken = 0
        yield made


MINUTE = timedelta(minutes=1)
QUARTER = 15 * MINUTE


@pytest.mark.parametrize(
    ("pause", "asked"),
    [
        pytest.param(14 * MINUTE, 0, id="before its turn"),
        pytest.param(QUARTER, 1, id="a quarter of an hour after it was taken"),
    ],
)
def test_a_page_is_asked_for_when_its_turn_has_come(desk: Desk, pause: timedelta, asked: int) -> None:
    desk.after(pause, answer(page()))

    assert len(desk.asked) == asked


def test_its_turns_grow_rarer_and_end(desk: Desk) -> None:
    turns = []
    while (due := desk.check().due) is not None:
        turns.append(due - fakes.NOON)
        desk.after(turns[-1], NotModified(url=URL, at=due))

    assert turns == [
        QUARTER,
        timedelta(hours=1),
        timedelta(hours=6),
        timedelta(hours=24),
        timedelta(days=7),
    ]


def test_the_validators_of_what_we_hold_are_sent_along(desk: Desk) -> None:
    desk.after(QUARTER, NotModified(url=URL, at=fakes.NOON))

    assert [(each.etag, each.last_modified) for each in desk.asked] == [('"v1"', "yesterday")]


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(NotModified(url=URL, at=fakes.NOON), id="not modified"),
        pytest.param(answer(page()), id="the same bytes"),
    ],
)
def test_a_page_that_stayed_moves_only_its_last_check(desk: Desk, said: Answered) -> None:
    before, head = desk.release(), desk.head()

    counts = desk.after(QUARTER, said)

    assert counts.total == {"unchanged": 1}
    assert desk.release().checked == fakes.NOON + QUARTER
    assert (desk.release().version, desk.release().taken) == (before.version, before.taken)
    assert (desk.head(), desk.taken) == (head, 0)


def test_what_follows_later_keeps_the_last_check(desk: Desk) -> None:
    desk.after(QUARTER, NotModified(url=URL, at=fakes.NOON))
    with desk.app.store.writing() as writing:
        writing.put_sources([fakes.source(name="وكالة الوادي للأنباء")])

    desk.app.follow()

    assert desk.release().source_name == "وكالة الوادي للأنباء"
    assert desk.release().checked == fakes.NOON + QUARTER


def test_a_page_that_changed_becomes_a_new_version(desk: Desk) -> None:
    counts = desk.after(QUARTER, answer(page("افتتاح الجسر القديم فوق الوادي")))

    assert counts.total == {"changed": 1}
    assert desk.release().title == "افتتاح الجسر القديم فوق الوادي"
    assert (desk.release().version, desk.release().status) == (2, ReleaseStatus.UPDATED)


def test_other_bytes_that_say_the_same_are_no_new_version(desk: Desk) -> None:
    counts = desk.after(QUARTER, answer(page(note="<!-- made in 12 ms -->")))

    assert counts.total == {"unchanged": 1}
    assert desk.release().version == 1
    assert desk.release().checked == fakes.NOON + QUARTER


def test_a_page_may_go_back_to_what_it_said_before(desk: Desk) -> None:
    desk.after(QUARTER, answer(page(third="وقيل إن الجسر لا يزال مغلقا أمام الشاحنات حتى إشعار آخر.")))

    desk.after(timedelta(hours=1), answer(page()))

    assert desk.article().body.endswith(fakes.THIRD)
    assert desk.release().version == 3


def test_what_its_publisher_took_back_is_withdrawn(desk: Desk) -> None:
    gone = answer(b"<p>gone", status=410)

    counts = desk.after(QUARTER, gone)

    assert counts.total == {"canceled": 1}
    assert (desk.article().status, desk.article().capture) == (Status.CANCELED, gone.digest)
    assert desk.release().status is ReleaseStatus.WITHDRAWN
    assert desk.release().blocks == ()


def notice(said: str, *, below: str = "", title: str = fakes.TITLE) -> Capture:
    html = (
        f"<!doctype html><html><body><nav><a href=/>الرئيسية</a></nav><article><h1>{title}</h1><p>{said}</p>"
    )
    return answer(f"{html}{below}</article></body></html>".encode())


STANDING = "".join(f"<p>{each}</p>" for each in (fakes.FIRST, fakes.SECOND, fakes.THIRD) * 2)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        pytest.param(notice("تم سحب هذا الخبر."), "تم سحب هذا الخبر.", id="this story"),
        pytest.param(
            notice("سحبت الوكالة الخبر. وتعتذر لمشتركيها عن أي إزعاج سببه نشره ظهر اليوم."), "سحبت الوكالة الخبر.", id="the story"
        ),
        pytest.param(notice("حُذف الخبر"), "حُذف الخبر", id="a line alone"),
        pytest.param(notice("إلغاء الخبر", title="وكالة الوادي"), "إلغاء الخبر", id="an agency's order"),
        pytest.param(notice("This story has been withdrawn."), "This story has been withdrawn.", id="English"),
        pytest.param(
            notice("تنويه: تم حذف هذا الخبر لعدم دقته.", below=STANDING), "تنويه: تم حذف هذا الخبر لعدم دقته.", id="above its text"
        ),
    ],
)  # fmt: skip
def test_a_page_that_takes_its_text_back_in_words_is_withdrawn_in_them(
    desk: Desk, said: Capture, words: str
) -> None:
    desk.after(QUARTER, said)

    retraction = desk.article().retraction
    assert desk.article().status is Status.CANCELED
    assert retraction is not None
    assert retraction.said == words
    # the words that were held stay in the record, and none of them is shown
    assert desk.article().body.startswith(fakes.FIRST)
    assert (desk.release().status, desk.release().held) == (ReleaseStatus.WITHDRAWN, False)
    assert (desk.release().blocks, desk.release().notice) == ((), words)

    desk.after(timedelta(hours=1), said)
    assert desk.release().version == 2
    desk.after(timedelta(hours=6), answer(page()))
    assert desk.release().status is ReleaseStatus.USABLE


def test_words_under_a_text_that_stands_are_for_a_person_to_read(desk: Desk) -> None:
    desk.after(QUARTER, answer(page(third=fakes.THIRD + "</p><p>سحبت الوكالة الخبر.")))

    assert (desk.release().status, desk.release().held) == (ReleaseStatus.WITHDRAWN, True)
    assert desk.ground() == (Stand.HELD, Ground.SAID)
    desk.publish()
    assert desk.release().status is not ReleaseStatus.WITHDRAWN
    # the same words again are no news; other words are
    desk.after(timedelta(hours=1), answer(page(third=fakes.THIRD + "</p><p>سحبت الوكالة الخبر.", note=" ")))
    assert desk.release().status is not ReleaseStatus.WITHDRAWN
    desk.after(timedelta(hours=6), notice("تم سحب هذا الخبر."))
    assert desk.release().status is ReleaseStatus.WITHDRAWN


def test_news_of_somebody_elses_withdrawal_is_a_new_version(desk: Desk) -> None:
    third = "وسحبت الوزارة الترخيص من شركة المقاولات بعد أن حذفت الشركة التقرير من موقعها."
    desk.after(QUARTER, answer(page("الوزارة تسحب ترخيص الشركة", third=third)))

    assert desk.release().status is ReleaseStatus.UPDATED


def test_a_page_that_answers_and_shows_no_article_is_missing(desk: Desk) -> None:
    empty = answer("<!doctype html><html><body><h1>عذرا</h1><p>الصفحة غير موجودة</p></body></html>".encode())
    for number in range(1, 3):
        counts = desk.after(QUARTER * number, empty, ids=[desk.id])
        assert (counts.total["failed"], desk.check().misses) == (1, number)
        assert desk.release().status is ReleaseStatus.USABLE

    desk.after(timedelta(hours=1), empty, ids=[desk.id])

    assert desk.ground() == (Stand.HELD, Ground.MISSING)
    desk.after(timedelta(hours=6), answer(page()), ids=[desk.id])
    assert desk.release().status is ReleaseStatus.USABLE


def test_what_was_withdrawn_stays_so_whatever_is_followed_later(desk: Desk) -> None:
    desk.after(QUARTER, answer(b"<p>gone", status=410))
    with desk.app.store.writing() as writing:
        writing.put_sources([fakes.source(name="وكالة الوادي للأنباء")])

    desk.app.follow()
    counts = desk.after(timedelta(hours=1), answer(b"<p>gone", status=410))

    assert desk.release().status is ReleaseStatus.WITHDRAWN
    assert desk.release().source_name == "وكالة الوادي للأنباء"
    assert counts.total == {"unchanged": 1}
    assert desk.release().version == 2


def test_a_page_that_comes_back_is_shown_again(desk: Desk) -> None:
    desk.after(QUARTER, answer(b"<p>gone", status=410))

    desk.after(timedelta(hours=1), answer(page()))

    assert desk.article().status is Status.USABLE
    # it says what it said before: nothing was updated
    assert desk.release().status is ReleaseStatus.USABLE


def test_a_withdrawn_copy_stays_in_its_story_and_group(desk: Desk) -> None:
    other = fakes.capture("https://sahil.example/1", body=page(), headers=HEADERS)
    with desk.app.store.writing() as writing:
        writing.put_sources([fakes.source("sahil")])
    desk.take([(other, None, fakes.source("sahil"))])
    with desk.app.store.reading() as reading:
        before = (reading.groups.of(desk.id), reading.stories.of([desk.id]))

    desk.after(QUARTER, answer(b"<p>gone", status=410))

    with desk.app.store.reading() as reading:
        assert (reading.groups.of(desk.id), reading.stories.of([desk.id])) == before
    assert before[0] is not None


def test_a_story_is_not_called_by_what_was_taken_back(desk: Desk) -> None:
    title = "جسر الوادي يفتتح بحضور الأهالي"
    desk.time[0] = fakes.NOON + MINUTE
    with desk.app.store.writing() as writing:
        writing.put_sources([fakes.source("sahil")])
    other = fakes.capture("https://sahil.example/1", body=page(title), headers=HEADERS, at=desk.time[0])
    desk.take([(other, None, fakes.source("sahil"))])

    desk.after(QUARTER, answer(b"<p>gone", status=410))

    with desk.app.store.reading() as reading:
        home = reading.stories.of([desk.id])[desk.id]
        story = reading.stories.get(home)
    assert story is not None
    assert (story.title, story.size) == (title, 2)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        pytest.param(answer(b"no such page", status=404), "status 404", id="not found"),
        pytest.param(answer(b"", status=503), "status 503", id="out of order"),
        pytest.param(None, "MSD-2003 nobody answers", id="unreachable"),
        pytest.param(
            answer(page("أخبار الوادي"), url="https://alwadi.example/"),
            "moved to https://alwadi.example/",
            id="led to the front page",
        ),
    ],
)
def test_a_page_that_cannot_be_had_is_noted_and_stands(desk: Desk, said: Answered, why: str) -> None:
    counts = desk.after(QUARTER, said)

    assert counts.total == {"missed": 1}
    assert counts.reasons == {why: 1}
    assert desk.check() == Check(
        article=desk.id, at=fakes.NOON, due=fakes.NOON + timedelta(hours=1), misses=1
    )
    assert desk.release().status is ReleaseStatus.USABLE


def test_an_answer_ends_the_count_of_misses(desk: Desk) -> None:
    desk.after(QUARTER, None)
    desk.after(timedelta(hours=1), NotModified(url=URL, at=fakes.NOON))

    assert desk.check().misses == 0


def test_a_page_that_cannot_be_read_is_counted_with_its_reason(desk: Desk) -> None:
    counts = desk.after(QUARTER, answer(b"<html><body><p>.</body></html>"))

    assert counts.total == {"failed": 1}
    assert desk.release().version == 1


def test_pages_that_are_named_are_asked_for_before_their_turn(desk: Desk) -> None:
    counts = desk.after(MINUTE, NotModified(url=URL, at=fakes.NOON), ids=[desk.id])

    assert counts.total == {"unchanged": 1}
    assert desk.check().at == fakes.NOON + MINUTE


def test_a_source_that_is_switched_off_is_not_asked_and_holds_up_no_other(desk: Desk) -> None:
    with desk.app.store.writing() as writing:
        writing.put_sources([fakes.source(enabled=False)])

    counts = desk.after(QUARTER, answer(page()))

    assert (desk.asked, counts.total) == ([], {})
    assert desk.check().due == fakes.NOON + timedelta(hours=1)


def test_what_came_as_a_file_has_no_turn(desk: Desk) -> None:
    filed = fakes.capture(
        "https://alwadi.example/news/2", body=page("خبر آخر"), via=Via.FILE, headers=HEADERS
    )
    desk.take([(filed, None, SOURCE)])

    with desk.app.store.reading() as reading:
        held = reading.articles.find("https://alwadi.example/news/2")
        assert held is not None
        assert reading.articles.checks([held]) == {}
