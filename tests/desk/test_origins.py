"""A copy is told what became of its text at its origin, on whatever way that came to be known."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from masdar.app import App, open_app
from masdar.desk import edit
from masdar.model import (
    Account,
    Article,
    ArticleId,
    Ground,
    Rank,
    Release,
    ReleaseStatus,
    Source,
    Stand,
    Status,
    Upstream,
)
from masdar.press import rtl
from masdar.press.view import Site
from masdar.web import asgi
from tests import fakes
from tests.web.asgi import ask

BOSS = Account(name="سلمى", rank=Rank.ADMIN, secret="", made=fakes.NOON)
AGENCY = fakes.source(
    "agency", name="وكالة المرجان", hosts=("agency.example",), home="https://agency.example/"
)
PORTAL = fakes.source(
    "portal", name="بوابة الميناء", hosts=("portal.example",), home="https://portal.example/"
)
TITLE = "افتتاح جسر المرجان الجديد"
SUM = "وقال المهندس المشرف إن الكلفة بلغت 620 ألف دينار دفعتها البلدية من ميزانية العام الماضي."
RIGHT = SUM.replace("620", "260")
TEXT = (
    "عبرت أول قافلة جسر المرجان صباح اليوم بحضور أهالي الحي القديم وطلاب مدرستين.",
    "ويصل الجسر بين ضفتي النهر بعد ثلاثة أعوام من العمل، ويتسع لأربع حارات وممر للدراجات على جانبه الشرقي.",
)
OTHER = (
    "أعلنت البلدية مساء اليوم تأجيل مرور الشاحنات الثقيلة فوق المعبر الواصل بين الضفتين أسبوعا كاملا.",
    "وعزا الناطق باسمها القرار إلى فحوص إضافية طلبها مكتب استشاري زار الموقع وقاس اهتزاز الدعامات.",
    "ويعقد المجلس جلسة علنية يوم الاثنين للرد على أسئلة السكان، وتبث الجلسة على إذاعة المدينة.",
)
CREDIT = "المصدر: وكالة المرجان"


@dataclass
class Desk:
    app: App
    time: list[datetime]

    def take(self, source: Source, *texts: str, title: str = TITLE, hours: int = 1) -> ArticleId:
        """A page of a source as it stands now is taken in, and all that follows the log follows."""
        self.time[0] += timedelta(hours=hours)
        url = f"{source.home}news/1"
        body = "".join(f"<p>{each}</p>" for each in texts)
        html = f"<!doctype html><html lang=ar><title>{title}</title><article><h1>{title}</h1>{body}</article>"
        capture = replace(fakes.capture(url, body=html.encode()), at=self.time[0])
        self.app.intake().take([(capture, None, source)])
        self.app.follow()
        with self.app.store.reading() as reading:
            found = reading.articles.find(url)
        assert found is not None
        return found

    def cancel(self, id: ArticleId) -> None:
        self.time[0] += timedelta(hours=1)
        with self.app.store.writing() as writing:
            held = writing.articles.get(id)
            assert held is not None
            capture = replace(fakes.capture(held.url, body=b"gone", status=410), at=self.time[0])
            gone: Article = replace(held, capture=capture.digest, seen=self.time[0], status=Status.CANCELED)
            prints = writing.fingerprints.many([id])
            draft = replace(fakes.draft(1), capture=capture, article=gone, claims=(), fingerprint=prints[id])
            overlaps = writing.groups.overlaps_of(id)
            writing.keep([draft], placements=[], overlaps=overlaps, stories=[])
        self.app.follow()

    def look(self, id: ArticleId) -> None:
        self.time[0] += timedelta(minutes=1)
        with self.app.store.writing() as writing:
            edit.Pen(writing, BOSS, self.app.directory(), self.time[0]).seen([id])

    def release(self, id: ArticleId) -> Release:
        with self.app.store.reading() as reading:
            found = reading.releases.get(id)
        assert found is not None
        return found

    def news(self, id: ArticleId) -> Upstream | None:
        return self.release(id).upstream

    def waits(self, id: ArticleId) -> bool:
        with self.app.store.reading() as reading:
            docket = reading.desk.docket(id)
        return docket is not None and docket.stand is Stand.LOOK and Ground.UPSTREAM in docket.why


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    time = [fakes.NOON]
    with open_app(tmp_path, write=True, jobs=1, now=lambda: time[0]) as app:
        with app.store.writing() as writing:
            writing.put_sources([AGENCY, PORTAL])
        yield Desk(app, time)


def test_a_copy_is_told_and_waits_at_the_desk_until_it_was_looked_at(desk: Desk) -> None:
    first = desk.take(AGENCY, *TEXT, SUM)
    copy = desk.take(PORTAL, *TEXT, SUM, CREDIT)
    assert desk.news(copy) is None

    desk.take(AGENCY, *TEXT, RIGHT)

    news = desk.news(copy)
    assert news is not None
    assert (news.article, news.status, news.stale) == (first, ReleaseStatus.UPDATED, True)
    assert desk.waits(copy)
    assert not desk.waits(first)
    desk.look(copy)
    assert not desk.waits(copy)
    desk.take(AGENCY, *TEXT, RIGHT, "تصحيح: عبرت القافلة عصرا.")
    assert desk.waits(copy)


@pytest.mark.parametrize(
    ("prefix", "label", "link"),
    [("", "صُحّح في المصدر الأول", "اقرأه هناك"), ("/en", "Corrected at the first source", "Read it there")],
)
def test_its_page_says_so_with_date_and_link(
    desk: Desk, tmp_path: Path, prefix: str, label: str, link: str
) -> None:
    first = desk.take(AGENCY, *TEXT, SUM)
    copy = desk.take(PORTAL, *TEXT, SUM, CREDIT)
    desk.take(AGENCY, *TEXT, RIGHT, "تصحيح: الكلفة 260 ألف دينار لا 620 ألفا كما ورد في النسخة الأولى.")
    site = asgi.mount(asgi.Public(desk.app.store, desk.app.index, Site(), tmp_path, desk.app.now, glance=0))

    answer = ask(site, f"{prefix}/a/{copy}")
    answer = ask(site, answer.headers["location"])

    [line] = [each for each in answer.text.splitlines() if label in each]
    assert 'datetime="2026-01-01T18:00+03:00"' in line
    assert f'href="{AGENCY.home}news/1"' in line
    assert link in line
    assert f"/versions/{first}" in line
    assert list(rtl.page(answer.text)) == []


def test_a_copy_that_follows_is_as_it_should_be(desk: Desk) -> None:
    desk.take(AGENCY, *TEXT, SUM)
    copy = desk.take(PORTAL, *TEXT, SUM, CREDIT)
    desk.take(AGENCY, *TEXT, RIGHT)
    assert desk.waits(copy)

    desk.take(PORTAL, *TEXT, RIGHT, CREDIT)

    assert desk.news(copy) is None
    assert not desk.waits(copy)


def test_a_withdrawal_at_the_origin_is_told_and_does_not_take_the_copy_along(desk: Desk) -> None:
    first = desk.take(AGENCY, *TEXT, SUM)
    copy = desk.take(PORTAL, *TEXT, SUM, CREDIT)

    desk.cancel(first)

    news = desk.news(copy)
    assert desk.release(first).status is ReleaseStatus.WITHDRAWN
    assert news is not None
    assert news.status is ReleaseStatus.WITHDRAWN
    assert desk.release(copy).status is ReleaseStatus.USABLE
    assert desk.waits(copy)


def test_an_origin_that_was_written_anew_is_not_lost(desk: Desk) -> None:
    first = desk.take(AGENCY, *TEXT, SUM)
    copy = desk.take(PORTAL, *TEXT, SUM, CREDIT)

    desk.take(AGENCY, *OTHER, title="تأجيل مرور الشاحنات فوق المعبر")

    news = desk.news(copy)
    assert news is not None
    assert (news.article, news.stale) == (first, True)
    assert desk.waits(copy)


def test_a_later_print_of_an_old_text_is_told_at_once(desk: Desk) -> None:
    desk.take(AGENCY, *TEXT, SUM)
    desk.take(AGENCY, *TEXT, RIGHT)

    copy = desk.take(PORTAL, *TEXT, SUM, CREDIT)

    assert desk.waits(copy)


def test_spelling_alone_tells_nobody_anything(desk: Desk) -> None:
    desk.take(AGENCY, *TEXT, SUM)
    copy = desk.take(PORTAL, *TEXT, SUM, CREDIT)

    desk.take(AGENCY, *TEXT, SUM.replace("إن", "ان"))

    assert desk.news(copy) is None
    assert not desk.waits(copy)


def test_following_the_log_again_changes_nothing(desk: Desk) -> None:
    desk.take(AGENCY, *TEXT, SUM)
    copy = desk.take(PORTAL, *TEXT, SUM, CREDIT)
    desk.take(AGENCY, *TEXT, RIGHT)
    before = desk.release(copy)

    with desk.app.store.writing() as writing:
        head = writing.changes.head()
        writing.move_cursor("releases", 0)
    desk.app.follow()

    assert desk.release(copy) == before
    with desk.app.store.reading() as reading:
        assert reading.changes.head() == head
