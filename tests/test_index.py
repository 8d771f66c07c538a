import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masdar import ports
from masdar.errors import Busy, WrongVersion
from masdar.index import Index, open_index
from masdar.model import Article, ArticleId, ChangeKind, Draft, Level, ReleaseStatus, Why
from masdar.press import related
from masdar.store import open_store
from masdar.stories import fingerprint
from tests import fakes
from tests.fakes import NOON

BRIDGE = fakes.article(1)
MARKET = fakes.article(
    2,
    source="alsuq",
    title="السوق المركزي يفتح أبوابه للتجار",
    blocks=fakes.paragraphs("رحب التجار بالمواقف الجديدة، وقال أمين السوق إن الجسر يختصر الطريق."),
)
SPORT = fakes.article(
    3,
    title="فريق الوادي يفوز بكأس المدينة",
    blocks=fakes.paragraphs("سجل القائد هدفين في المباراة النهائية."),
)
ALL = (BRIDGE, MARKET, SPORT)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    keep(tmp_path, *ALL)
    return tmp_path


def keep(home: Path, *articles: Article, **fields: object) -> None:
    drafts = [_draft(each) for each in articles]
    with writing(home) as pen:
        pen.put_sources([fakes.source(), fakes.source("alsuq", name="صحيفة السوق")])
        pen.keep(drafts, **(fakes.kept(drafts) | fields))


def _draft(of: Article) -> Draft:
    taken = fakes.capture(of.url, at=of.seen, body=of.body.encode(), digest=of.capture)
    return Draft(capture=taken, article=of, claims=(), fingerprint=fingerprint.of(of))


@contextmanager
def writing(home: Path) -> Iterator[ports.Writing]:
    store = open_store(home, create=True)
    try:
        with store.writing() as pen:
            yield pen
    finally:
        store.close()


@contextmanager
def index(home: Path) -> Iterator[Index]:
    """The index of a home, up to date."""
    opened = open_index(home)
    try:
        follow(home, opened)
        yield opened
    finally:
        opened.close()


def shelf(home: Path) -> Path:
    """The directory of the index that answers."""
    return home / "index" / (home / "index" / "current").read_text(encoding="utf-8")


def rebuild(home: Path, opened: Index) -> None:
    store = open_store(home, read_only=True)
    try:
        with store.reading() as reading:
            opened.rebuild(reading)
    finally:
        store.close()


def with_articles(reading: ports.Reading, articles: object) -> ports.Reading:
    """A reading whose articles are read otherwise."""

    class Other:
        def __getattr__(self, name: str) -> object:
            return articles if name == "articles" else getattr(reading, name)

    return cast(ports.Reading, Other())


def follow(home: Path, opened: Index, limit: int = 2_000) -> list[int]:
    store = open_store(home, read_only=True)
    try:
        with store.reading() as reading:
            return list(iter(lambda: opened.follow(reading, limit=limit), 0))
    finally:
        store.close()


def found(opened: Index, query: str, **how: bool) -> list[ArticleId]:
    return [hit.article for hit in opened.search(query, **how)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("الجسر", [BRIDGE, MARKET], id="the title before the text"),
        pytest.param("جسر", [BRIDGE, MARKET], id="without the article"),
        pytest.param("والجسر", [BRIDGE, MARKET], id="with a conjunction"),
        pytest.param("للتجار", [MARKET], id="with a preposition"),
        pytest.param("كاس المدينه", [SPORT, BRIDGE], id="without hamza and ta marbuta"),
        pytest.param("المركزى", [MARKET, BRIDGE], id="with alef maqsura for yeh"),
        pytest.param("ا\u0644\u0640\u0640ج\u0650سر", [BRIDGE, MARKET], id="with tatweel and marks"),
        pytest.param('"الجسر الجديد"', [BRIDGE], id="a phrase"),
        pytest.param('"الجديد الجسر"', [], id="a phrase in another order"),
        pytest.param("جسر -السوق", [], id="without a word that both have"),
        pytest.param("جسر -التجار", [BRIDGE], id="without a word"),
        pytest.param("مصدر:alsuq", [MARKET], id="all of a source"),
        pytest.param('مصدر:"صحيفة السوق" جسر', [MARKET], id="of a source by its name"),
        pytest.param("جسر site:alwadi.example", [BRIDGE], id="on a site"),
        pytest.param("عنوان:الجسر", [BRIDGE], id="in the title"),
        pytest.param("فريق OR جسر", [SPORT, BRIDGE, MARKET], id="one of two"),
        pytest.param("+جسر +تجار", [MARKET], id="both"),
        pytest.param("جسر -(سوق OR فريق)", [], id="without a bracket"),
        pytest.param('"الجسر" افتتاح', [BRIDGE, MARKET], id="what is quoted must be there"),
        pytest.param("شخص:القائد", [SPORT], id="a person"),
        pytest.param("lang:ar مباراة", [SPORT], id="in a language"),
        pytest.param("lang:en مباراة", [], id="in another language"),
        pytest.param("is:original جسر", [], id="no release says whose it is"),
        pytest.param("الجصر", [BRIDGE, MARKET], id="another letter of the same sound"),
        pytest.param("المباراات", [SPORT], id="a letter too many"),
        pytest.param("-رياضة", [], id="nothing but what is unwanted"),
        pytest.param("", [], id="nothing"),
        pytest.param("غواصة", [], id="a word that nobody wrote"),
        pytest.param("after:2026-01-02 جسر", [], id="after the news"),
        pytest.param("after:2026-01-01 before:2026-01-02 فريق", [SPORT], id="on a day"),
    ],
)
def test_a_search_finds_what_a_reader_means(home: Path, query: str, expected: list[Article]) -> None:
    with index(home) as opened:
        assert found(opened, query) == [each.id for each in expected]


@given(query=st.text(alphabet='"-:()~*?[]{}^+/\\ جسر1a\u0000\n', max_size=700))
def test_nothing_that_is_typed_breaks_a_search(query: str, memory: Index) -> None:
    assert len(memory.search(query)) <= 20


@pytest.fixture(scope="module")
def memory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    home = tmp_path_factory.mktemp("home")
    keep(home, *ALL)
    with index(home) as opened:
        yield opened


def test_a_page_begins_after_the_last_hit(home: Path) -> None:
    with index(home) as opened:
        first = opened.ask("الجسر OR فريق", limit=1)
        rest = opened.ask("الجسر OR فريق", limit=5, past=first.hits[-1])
        newest = opened.ask("الجسر OR فريق", limit=1, newest=True)

    assert first.more
    assert not rest.more
    assert {hit.article for hit in (*first.hits, *rest.hits)} == {each.id for each in ALL}
    assert len(rest.hits) == 2
    assert newest.hits[0].score == max(each.when.timestamp() for each in ALL)


def test_an_answer_is_counted(home: Path) -> None:
    with index(home) as opened:
        found = opened.ask("الجسر", facets=True)

    assert found.total == 2
    assert dict(found.facets.sources) == {BRIDGE.source: 1, MARKET.source: 1}
    assert [(day.isoformat(), count) for day, count in found.facets.days] == [("2026-01-01", 2)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("المواقق الجديدة", "المواقف الجديدة", id="a letter for another"),
        pytest.param("الجسر", None, id="nothing to put right"),
        pytest.param("زرافات", None, id="nothing like it"),
    ],
)
def test_a_misspelt_question_is_put_right(home: Path, query: str, expected: str | None) -> None:
    keep(home, *(fakes.article(n, source="alsuq", title=f"المواقف رقم {n}") for n in range(20, 24)))
    with index(home) as opened:
        assert opened.suggest(query) == expected


def test_the_place_of_an_answer_is_explained(home: Path) -> None:
    with index(home) as opened:
        for query in ("الجسر التجار", '"السوق المركزي" مصدر:alsuq', "المباراات", "شخص:القائد"):
            for hit in opened.search(query):
                reasons = opened.explain(query, hit.article)

                assert sum(each.worth for each in reasons) == pytest.approx(hit.score, rel=1e-3)
        told = {(each.why, each.said, each.found) for each in opened.explain("الجسر", BRIDGE.id)}

        assert {(Why.TITLE, "الجسر", "جسر"), (Why.TEXT, "الجسر", "جسر")} <= told
        assert opened.explain("التجار", BRIDGE.id) == ()
        assert opened.explain("", BRIDGE.id) == ()


def test_following_twice_is_harmless(home: Path) -> None:
    with index(home) as opened:
        (shelf(home) / "cursor.json").unlink()
        follow(home, opened)

        assert found(opened, "الجسر", collapse=False) == [BRIDGE.id, MARKET.id]


def test_changes_are_taken_in_portions(home: Path) -> None:
    opened = open_index(home)

    taken = follow(home, opened, limit=2)
    opened.close()

    assert taken[:-1] == [2] * (len(taken) - 1)
    assert len(taken) > 1


def test_a_revision_replaces_what_was_found(home: Path) -> None:
    with index(home) as opened:
        keep(home, fakes.article(1, title="إغلاق النفق", blocks=fakes.paragraphs("أغلق النفق أمس.")))
        follow(home, opened)

        assert found(opened, "النفق") == [BRIDGE.id]
        assert found(opened, "الجسر") == [MARKET.id]


def test_what_is_withdrawn_is_not_found(home: Path) -> None:
    with index(home) as opened:
        with writing(home) as pen:
            pen.put_releases([fakes.release(BRIDGE, status=ReleaseStatus.WITHDRAWN)])
            pen.log(ChangeKind.ARTICLE, [BRIDGE.id], at=NOON)
        follow(home, opened)

        assert found(opened, "الجسر") == [MARKET.id]


def test_copies_are_put_together(home: Path) -> None:
    copy = fakes.article(4, source="alsuq", title=BRIDGE.title + " اليوم")
    keep(home, copy, overlaps=[fakes.overlap(BRIDGE, copy, Level.NEAR)])

    with index(home) as opened:
        assert set(found(opened, "افتتاح الجسر", collapse=False)) == {BRIDGE.id, copy.id, MARKET.id}
        assert len(found(opened, "افتتاح الجسر")) == 2


@pytest.mark.parametrize("kept", [(), ("cursor.json",)])
def test_a_deleted_index_fills_itself_again(home: Path, kept: tuple[str, ...]) -> None:
    with index(home) as opened:
        before = found(opened, "الجسر")
    for path in shelf(home).iterdir():
        if path.name not in kept:
            path.unlink()

    with index(home) as opened:
        assert found(opened, "الجسر") == before


def test_a_damaged_index_fills_itself_again_and_says_so(home: Path) -> None:
    with index(home):
        pass
    (shelf(home) / "meta.json").write_text("{", encoding="utf-8")

    with pytest.warns(RuntimeWarning, match="filled anew"):
        opened = open_index(home)
    follow(home, opened)

    assert found(opened, "الجسر") == [BRIDGE.id, MARKET.id]
    opened.close()


def test_an_index_of_an_older_make_fills_itself_again(home: Path) -> None:
    with index(home):
        pass
    (shelf(home) / "cursor.json").write_text('{"make": 0, "seq": 99}', encoding="utf-8")

    with pytest.warns(RuntimeWarning, match="filled anew"), index(home) as opened:
        assert found(opened, "الجسر") == [BRIDGE.id, MARKET.id]


def test_rebuilding_gives_the_same_answers(home: Path) -> None:
    with index(home) as opened:
        rebuild(home, opened)

        assert found(opened, "الجسر", collapse=False) == [BRIDGE.id, MARKET.id]
        assert follow(home, opened) == []


def test_the_old_index_answers_until_the_new_one_is_whole(home: Path) -> None:
    answers: list[list[ArticleId]] = []

    class Watched:
        """The articles of a reading; looks what a reader finds whenever some are asked for."""

        def __init__(self, reading: ports.Reading) -> None:
            self._articles = reading.articles

        def __getattr__(self, name: str) -> object:
            answers.append(found(reader, "الجسر", collapse=False))
            return getattr(self._articles, name)

    with index(home) as opened:
        old = shelf(home)
        reader = open_index(home, read_only=True)
        store = open_store(home, read_only=True)
        with store.reading() as reading:
            opened.rebuild(with_articles(reading, Watched(reading)))
        store.close()

        assert len(answers) > 1
        assert all(each == [BRIDGE.id, MARKET.id] for each in answers)
        assert found(reader, "الجسر", collapse=False) == [BRIDGE.id, MARKET.id]
        assert shelf(home) != old
        assert not old.exists()


def test_a_rebuild_that_was_cut_short_leaves_the_old_index(home: Path) -> None:
    with index(home) as opened:
        old = shelf(home)
        store = open_store(home, read_only=True)
        with store.reading() as reading, pytest.raises(AttributeError):
            opened.rebuild(with_articles(reading, None))
        store.close()
        opened.close()

        assert shelf(home) == old
        assert found(opened, "الجسر") == [BRIDGE.id, MARKET.id]
        rebuild(home, opened)
        assert [each.name for each in (home / "index").iterdir() if each.is_dir()] == [shelf(home).name]


def test_another_analysis_asks_to_be_made_anew(home: Path) -> None:
    with index(home):
        pass
    (shelf(home) / "cursor.json").write_text('{"make": "6-old", "seq": 99}', encoding="utf-8")
    reader = open_index(home, read_only=True)

    with pytest.raises(WrongVersion, match="reindex"):
        reader.search("الجسر")


def test_spellings_outlast_the_article_that_had_them(home: Path) -> None:
    one = fakes.article(21, title="غوغل تفتتح مكتبا", blocks=fakes.paragraphs("خبر أول."))
    other = fakes.article(22, title="أرباح غوغل", blocks=fakes.paragraphs("خبر ثان."))
    keep(home, one, other)
    with index(home) as opened:
        with writing(home) as pen:
            pen.put_releases([fakes.release(each, status=ReleaseStatus.WITHDRAWN) for each in (one,)])
            pen.log(ChangeKind.ARTICLE, [one.id], at=NOON)
        follow(home, opened)

        hits = found(opened, "جوجل")
        assert other.id in hits
        assert one.id not in hits


def test_a_reader_sees_what_another_process_wrote(home: Path) -> None:
    reader = open_index(home, read_only=True)
    assert found(reader, "الجسر") == []

    code = (
        "import sys, pathlib; from masdar.index import open_index; from masdar.store import open_store\n"
        "home = pathlib.Path(sys.argv[1]); index = open_index(home)\n"
        "with open_store(home, read_only=True).reading() as reading: index.follow(reading)\n"
        "index.close()"
    )
    subprocess.run(
        [sys.executable, "-c", code, str(home)], check=True, env={"PYTHONPATH": ":".join(sys.path)}
    )

    assert found(reader, "الجسر") == [BRIDGE.id, MARKET.id]


def test_a_reader_does_not_write(home: Path) -> None:
    reader = open_index(home, read_only=True)

    with pytest.raises(Busy):
        follow(home, reader)


def test_one_process_writes_at_a_time(home: Path) -> None:
    with index(home):
        keep(home, fakes.article(7))
        second = open_index(home)

        with pytest.raises(Busy):
            follow(home, second)


def test_rarity_is_higher_for_a_rarer_term(home: Path) -> None:
    with index(home) as opened:
        rarity = opened.rarity(["جسر", "فريق", "غواص"])

    assert rarity["غواص"] > rarity["فريق"] > rarity["جسر"]


def test_like_finds_articles_that_share_terms(home: Path) -> None:
    with index(home) as opened:
        hits = opened.like([("فريق", 2.0), ("جسر", 0.5)])

    assert hits[0].article == SPORT.id
    assert {hit.article for hit in hits} == {each.id for each in ALL}


def test_related_articles_share_words_and_no_text(home: Path) -> None:
    copy = fakes.article(4, source="alsuq")
    keep(home, copy, overlaps=[fakes.overlap(BRIDGE, copy, Level.NEAR)])

    with index(home) as opened:
        store = open_store(home, read_only=True)
        with store.reading() as reading:
            ids = related.of(reading, opened, BRIDGE.id)
            none = related.of(reading, opened, ArticleId("unknown"))
        store.close()

    assert ids[0] == MARKET.id
    assert copy.id not in ids
    assert none == ()


def test_an_older_article_is_found_by_its_time(home: Path) -> None:
    old = fakes.article(8, published=fakes.moment(NOON - timedelta(days=20_000)))
    keep(home, old)

    with index(home) as opened:
        assert found(opened, "جسر before:1980") == [old.id]
