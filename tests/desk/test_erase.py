"""What was removed at somebody's request is erased a day later, and where it names him nothing names it."""

from datetime import timedelta
from pathlib import Path

import pytest

from masdar.cli.files import export_site
from masdar.desk import cases, edit
from masdar.errors import ConfigError
from masdar.model import Account, ArticleId, Case, Rank, ReleaseStatus
from masdar.press.view import Site
from masdar.rights import hush
from masdar.web import asgi
from tests import fakes
from tests.desk.test_origins import AGENCY, PORTAL, Desk, desk
from tests.web.asgi import ask

__all__ = ["desk"]
BOSS = Account(name="سلمى", rank=Rank.ADMIN, secret="", made=fakes.NOON)
NAME = "غيداء"
TITLE = f"المحكمة تبرئ {NAME} من تهمة التزوير"
TEXT = (
    f"قضت محكمة المدينة المتخيلة صباح اليوم ببراءة {NAME} من تهمة تزوير عقد بيع أرض تقع على طرف الوادي.",
    "وقال القاضي في حيثيات الحكم إن الشهود ناقضوا أنفسهم، وإن الخبير لم يجد في التوقيع ما يدل على عبث.",
    "وكانت النيابة قد طلبت السجن عامين، وأعلن محاميها أنه لن يستأنف الحكم بعد أن اطلع على تقرير الخبير.",
)


def _closed(desk: Desk, id: ArticleId, **fields: bool) -> Case:
    now = desk.time[0]
    with desk.app.store.writing() as writing:
        asked = cases.Asked(kind="removal", item=id, text="في الخبر اسمي")
        case = cases.file(writing, asked, token="t" * 32, now=now)
        pen = edit.Pen(writing, BOSS, desk.app.directory(), now)
        made = cases.close(pen, case.number, granted=True, ground="طلب صاحب الشأن", **fields)
    desk.app.follow()
    return made


def _after(desk: Desk, pause: timedelta) -> None:
    desk.time[0] += pause
    desk.app.follow()


def _words(desk: Desk, id: ArticleId) -> str:
    """All that is held of the words of an article, in every place that has any."""
    with desk.app.store.reading() as reading:
        versions = reading.articles.versions(id)
        bodies = [reading.captures.get(each.capture) for each in versions]
        prints = reading.fingerprints.many([id]).values()
        said = [claim for found in reading.claims.of([id]).values() for claim in found]
        witness = reading.claims.witnesses([id])[id]
        bags = reading.fingerprints.bags([id])
    parts = [each.body.decode() for each in bodies if each is not None]
    parts += [f"{each.title} {each.body} {each.summary} {each.tags}" for each in versions]
    parts += [f"{each.title} {each.terms} {each.shingles!r}" for each in prints]
    parts += [f"{each.evidence.quote}" for each in said]
    return " ".join([*parts, witness.title, str(bags)])


def test_the_words_go_a_day_after_the_decision_and_the_digest_stays(desk: Desk) -> None:
    id = desk.take(AGENCY, *TEXT, title=TITLE)
    desk.take(AGENCY, *TEXT, "وصدر الحكم بالإجماع.", title=TITLE)
    before = desk.release(id).digest
    case = _closed(desk, id)
    _after(desk, timedelta(hours=23))
    assert "النيابة" in _words(desk, id)

    _after(desk, timedelta(hours=2))

    words = _words(desk, id)
    for each in ("النيابة", "القاضي", "الخبير"):
        assert each not in words
    # nobody asked for the headline to go
    assert TITLE in words
    assert (desk.release(id).digest, desk.release(id).title) == (before, TITLE)
    assert desk.release(id).status is ReleaseStatus.WITHDRAWN
    with desk.app.store.reading() as reading:
        kept = reading.cases.get(case.number)
        assert next(each.did for _, each in reading.desk.acts(subject=f"case/{case.number}")) == "erase_case"
    assert kept is not None
    assert kept.erased == desk.time[0]
    assert kept.log[-1].said == "erased"


def test_what_is_erased_comes_back_by_no_way(desk: Desk) -> None:
    id = desk.take(AGENCY, *TEXT, title=TITLE)
    _closed(desk, id)
    _after(desk, timedelta(days=2))

    desk.take(AGENCY, *TEXT, "وصدر الحكم بالإجماع.", title=TITLE)

    assert "النيابة" not in _words(desk, id)
    with desk.app.store.reading() as reading:
        assert reading.articles.checks([id])[id].due is None
    with desk.app.store.writing() as writing, pytest.raises(ConfigError, match="erased"):
        edit.Pen(writing, BOSS, desk.app.directory(), desk.time[0]).publish([id])
    # a copy on another site is another article
    copy = desk.take(PORTAL, *TEXT, "المصدر: وكالة المرجان", title=TITLE)
    assert desk.release(copy).status is ReleaseStatus.USABLE


def test_what_is_shown_again_meanwhile_is_left_alone(desk: Desk) -> None:
    id = desk.take(AGENCY, *TEXT, title=TITLE)
    _closed(desk, id)
    with desk.app.store.writing() as writing:
        edit.Pen(writing, BOSS, desk.app.directory(), desk.time[0]).publish([id])

    _after(desk, timedelta(days=2))

    assert "النيابة" in _words(desk, id)


def test_a_hushed_article_is_named_nowhere(desk: Desk, tmp_path: Path) -> None:
    id = desk.take(AGENCY, *TEXT, title=TITLE)
    other = desk.take(
        PORTAL, *TEXT[1:], "وأيد ناطق باسم النقابة ما جاء في الحكم الصادر.", title="الحكم في قضية العقد"
    )
    case = _closed(desk, id, hush=True)
    site = asgi.mount(asgi.Public(desk.app.store, desk.app.index, Site(), tmp_path, desk.app.now, glance=0))
    with desk.app.store.reading() as reading:
        stories = set(reading.stories.of([id, other]).values())
    paths = [f"/a/{id}", f"/a/{id}.ninjs.json", f"/a/{id}.newsml.xml", f"/a/{id}.md", f"/chain/{id}"]
    paths += [
        f"/chain/{id}.json",
        f"/versions/{id}",
        f"/copies/{id}",
        f"/api/v1/articles/{id}",
        "/corrections",
    ]
    paths += ["/feed.atom", "/feed.xml", "/api/v1/corrections", "/api/v1/changes", "/", "/search?q=التزوير"]
    paths += [f"/case/{case.token}", *(f"/story/{each}" for each in stories)]

    for path in paths:
        answer = ask(site, path)
        for _ in range(2):
            if answer.status == 308:
                assert NAME not in answer.headers["location"], path
                answer = ask(site, answer.headers["location"])
        assert NAME not in answer.text, path
    assert ask(site, f"/a/{id}").status == 410
    assert hush.title("ar") in ask(site, f"/a/{id}").text
    export_site(desk.app, tmp_path / "public")
    files = [
        each.read_text("utf-8", "replace") for each in (tmp_path / "public").rglob("*") if each.is_file()
    ]
    assert not [each for each in files if NAME in each]

    _after(desk, timedelta(days=2))

    assert NAME not in _words(desk, id)
    assert NAME not in ask(site, f"/a/{id}").text


def test_an_opt_out_erases_all_that_was_taken_of_the_host(desk: Desk) -> None:
    mine = desk.take(AGENCY, *TEXT, title=TITLE)
    other = desk.take(PORTAL, *TEXT[1:], "نص آخر لا صلة له بما سبق من كلام عن العقد.", title="خبر البوابة")
    with desk.app.store.writing() as writing:
        asked = cases.Asked(kind="opt_out", host="portal.example", text="لا نريد أن يُنقل عنا")
        case = cases.file(writing, asked, token="t" * 32, now=desk.time[0])
        pen = edit.Pen(writing, BOSS, desk.app.directory(), desk.time[0])
        cases.close(pen, case.number, granted=True, ground="أثبت المضيف")

    _after(desk, timedelta(days=2))

    assert "النيابة" not in _words(desk, other)
    assert "النيابة" in _words(desk, mine)
