"""When pages are asked for again: what was put down comes back, in the order in which it is due."""

from datetime import timedelta

from masdar.model import ArticleId, Check
from masdar.ports import Store
from tests import fakes

A, B, C = map(ArticleId, "abc")


def put(store: Store, *checks: Check) -> None:
    with store.writing() as writing:
        writing.put_checks(checks)


def test_what_is_due_comes_the_longest_waiting_first(store: Store) -> None:
    put(
        store,
        Check(article=A, at=fakes.NOON, due=fakes.NOON + fakes.HOUR),
        Check(article=B, at=fakes.NOON, due=fakes.NOON),
        Check(article=C, at=fakes.NOON, due=None),
    )

    with store.reading() as reading:
        assert reading.articles.to_check(now=fakes.NOON - timedelta(seconds=1), limit=9) == ()
        assert reading.articles.to_check(now=fakes.NOON, limit=9) == (B,)
        assert reading.articles.to_check(now=fakes.NOON + fakes.HOUR, limit=9) == (B, A)
        assert reading.articles.to_check(now=fakes.NOON + fakes.HOUR, limit=1) == (B,)


def test_a_check_is_read_back_whole_and_replaced_by_the_next(store: Store) -> None:
    first = Check(article=A, at=fakes.NOON, due=fakes.NOON + fakes.HOUR, misses=2)
    last = Check(article=A, at=fakes.NOON + fakes.HOUR)
    put(store, first)

    with store.reading() as reading:
        assert reading.articles.checks([A, B]) == {A: first}
    put(store, last)
    with store.reading() as reading:
        assert reading.articles.checks([A]) == {A: last}


def test_a_check_is_no_change(store: Store) -> None:
    with store.reading() as reading:
        before = reading.changes.head()

    put(store, Check(article=A, at=fakes.NOON))

    with store.reading() as reading:
        assert reading.changes.head() == before
