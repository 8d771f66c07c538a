"""What is kept is read back as it was; writing it twice changes nothing."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis
from hypothesis import strategies as some

from masdar import address
from masdar.errors import NotFound, StoreError
from masdar.model import (
    ArticleId,
    Basis,
    Capture,
    ChangeKind,
    Digest,
    Draft,
    Lead,
    Relation,
    Says,
    Signals,
    Text,
    Via,
)
from masdar.ports import Reading, Store
from masdar.store import open_store
from masdar.stories import fingerprint
from tests import fakes


def keep(store: Store, *drafts: Draft) -> None:
    with store.writing() as writing:
        writing.keep(drafts, **fakes.kept(drafts))


def changed(reading: Reading, after: int = 0) -> list[tuple[ChangeKind, str]]:
    return [(change.kind, change.id) for change in reading.changes.after(after, limit=1_000)]


def later(draft: Draft, title: str, **fields: object) -> Draft:
    """The same page an hour later, in other words."""
    capture = fakes.capture(draft.article.url, body=title.encode(), at=draft.article.seen + fakes.HOUR)
    given: dict[str, object] = {"title": title, "capture": capture.digest, "seen": capture.at}
    article = replace(draft.article, **(given | fields))  # type: ignore[arg-type]  # fields by name
    return replace(draft, capture=capture, article=article, fingerprint=fakes.fingerprint(article))


def test_a_draft_is_read_back_whole(store: Store) -> None:
    draft = fakes.draft(
        1,
        outside="row-7",
        kicker="عاجل",
        attribution=None,
        bylines=("ليلى سالم",),
        signals=Signals(noai=True, said=("meta robots: noai",)),
        tags=("جسور", "مدن"),
    )

    keep(store, draft)

    with store.reading() as reading:
        id = draft.article.id
        assert reading.articles.get(id) == draft.article
        assert reading.captures.get(draft.capture.digest) == draft.capture
        assert reading.fingerprints.get(id) == draft.fingerprint
        assert reading.claims.of([id]) == {id: draft.claims}
        assert reading.articles.outside([id]) == {id: ("row-7",)}
        witness = reading.claims.witnesses([id])[id]
        assert (witness.published, witness.bylines, witness.claims, witness.seen) == (
            draft.article.published,
            ("ليلى سالم",),
            draft.claims,
            draft.article.seen,
        )


def test_a_fingerprint_is_kept_as_numbers_and_as_text_too(store: Store) -> None:
    draft = fakes.draft(1)
    mark = draft.fingerprint
    keep(store, draft)

    with store.reading() as reading:
        ids = [mark.article, fakes.article(2).id]
        assert reading.fingerprints.bags(ids) == {mark.article: fingerprint.bag(mark)}
        text = Text(article=mark.article, digest=mark.digest, shingles=mark.shingles)
        assert reading.fingerprints.texts(ids) == {mark.article: text}

    revised = replace(mark, terms=(("سد", 3),), title=("سد",))
    keep(store, replace(later(draft, "سد"), fingerprint=revised))

    with store.reading() as reading:
        assert reading.fingerprints.bags(ids) == {mark.article: fingerprint.bag(revised)}


def test_keeping_twice_changes_nothing_and_logs_nothing(store: Store) -> None:
    drafts = [fakes.draft(n, outside=f"row-{n}") for n in range(1, 4)]
    first = fakes.kept(drafts) | {"overlaps": (fakes.overlap(drafts[0].article, drafts[1].article),)}
    with store.writing() as writing:
        writing.put_sources([fakes.source()])
        writing.keep(drafts, **first)
        head = writing.changes.head()
        before = store.sizes()

    with store.writing() as writing:
        writing.put_sources([fakes.source()])
        writing.keep(drafts, **first)

    with store.reading() as reading:
        assert changed(reading, head) == []
        assert reading.articles.count() == 3
    rows = {name for name in before if not name.startswith("bytes")}
    assert {name: store.sizes()[name] for name in rows if name != "changes"}["articles"] == 3


def test_the_same_bytes_seen_again_later_are_no_new_version(store: Store) -> None:
    draft = fakes.draft(1)
    keep(store, draft)

    keep(store, replace(draft, article=replace(draft.article, seen=draft.article.seen + fakes.HOUR)))

    with store.reading() as reading:
        assert reading.articles.versions(draft.article.id) == (draft.article,)
        assert reading.changes.head() == 2  # the article and its story, once


def test_another_capture_is_a_new_version(store: Store) -> None:
    draft = fakes.draft(1)
    revised = later(draft, "افتتاح الجسر بعد تأجيله")
    keep(store, draft)

    keep(store, revised)

    with store.reading() as reading:
        id = draft.article.id
        assert reading.articles.get(id) == revised.article
        assert reading.articles.versions(id) == (draft.article, revised.article)
        assert reading.fingerprints.get(id) == revised.fingerprint
        history = reading.articles.histories([id])[id]
        assert (history.versions, history.first, history.last) == (
            2,
            draft.article.seen,
            revised.article.seen,
        )
        assert reading.articles.count() == 1


def test_versions_of_one_batch_are_told_apart(store: Store) -> None:
    draft = fakes.draft(1)
    revised = later(draft, "عنوان معدل")

    keep(store, draft, revised, draft)

    with store.reading() as reading:
        assert reading.articles.versions(draft.article.id) == (draft.article, revised.article)


def test_an_older_capture_joins_the_past_and_not_the_present(store: Store) -> None:
    draft = fakes.draft(1)
    revised = later(draft, "عنوان معدل")
    keep(store, revised)

    keep(store, draft)

    with store.reading() as reading:
        assert reading.articles.get(draft.article.id) == revised.article
        assert reading.articles.versions(draft.article.id) == (draft.article, revised.article)
        assert reading.fingerprints.get(draft.article.id) == revised.fingerprint


@pytest.mark.parametrize(
    ("via", "versions"),
    [
        pytest.param(Via.PAGE, 3, id="a page that says again what it said has gone back"),
        pytest.param(Via.FILE, 2, id="a file says the same whenever it is read"),
    ],
)
def test_words_that_return(store: Store, via: Via, versions: int) -> None:
    draft = fakes.draft(1, via=via)
    revised = later(draft, "عنوان معدل")
    keep(store, draft, revised)

    keep(store, replace(draft, article=replace(draft.article, seen=revised.article.seen + fakes.HOUR)))

    with store.reading() as reading:
        assert len(reading.articles.versions(draft.article.id)) == versions


def test_a_better_reader_replaces_what_it_read_better(store: Store) -> None:
    draft = fakes.draft(1)
    keep(store, draft)
    better = replace(draft.article, title="عنوان أدق", reader="page/2")

    keep(store, replace(draft, article=better, fingerprint=fakes.fingerprint(better)))

    with store.reading() as reading:
        assert reading.articles.versions(draft.article.id) == (better,)
        assert changed(reading, 2)[0] == (ChangeKind.ARTICLE, draft.article.id)


def test_a_better_reader_takes_back_what_an_earlier_one_claimed_of_the_same_bytes(store: Store) -> None:
    draft = fakes.draft(1)
    article = draft.article
    other, evidence = fakes.article(2), draft.claims[0].evidence
    wrong = fakes.claim(article, says=Says.WIRED_BY, value="TASS")
    told = fakes.claim(article, says=Says.WIRED_BY, value="AFP", evidence=replace(evidence, basis=Basis.FEED))
    shared = fakes.claim(article, says=Says.WIRED_BY, value="AP", evidence=replace(evidence, other=other.id))
    keep(store, replace(draft, claims=(wrong, told, shared)))

    better = replace(article, title="عنوان قُرئ على وجهه", reader="page/2")
    right = fakes.claim(article, says=Says.WIRED_BY, value="REUTERS")
    keep(store, replace(draft, article=better, claims=(right,)))

    with store.reading() as reading:
        standing = reading.claims.of([article.id])[article.id]
    # what the channel said and what copies say does not rest on the reader
    assert {each.value for each in standing} == {"AFP", "AP", "REUTERS"}


def test_a_new_version_leaves_the_claims_of_the_earlier_one(store: Store) -> None:
    draft = fakes.draft(1)
    keep(store, draft)
    keep(store, replace(later(draft, "عنوان آخر"), claims=()))

    with store.reading() as reading:
        assert reading.claims.of([draft.article.id])[draft.article.id] == draft.claims


def test_all_captures_can_be_walked_in_pages(store: Store) -> None:
    drafts = [fakes.draft(n) for n in range(1, 8)]
    keep(store, *drafts)

    with store.reading() as reading:
        walked: list[Capture] = []
        while part := reading.captures.after(walked[-1].digest if walked else None, limit=3):
            assert len(part) <= 3
            walked += part

    assert walked == sorted((each.capture for each in drafts), key=lambda each: each.digest)


def test_an_article_that_changes_its_source_is_counted_there(store: Store) -> None:
    draft = fakes.draft(1)
    keep(store, draft)

    keep(store, later(draft, "عنوان", source="other"))

    with store.reading() as reading:
        assert reading.sources.counts() == {"other": 1}


def test_the_first_coming_of_the_same_bytes_is_kept(store: Store) -> None:
    first = fakes.draft(1, capture=Digest("same"))
    second = fakes.draft(2, capture=Digest("same"))

    keep(store, first, second)

    with store.reading() as reading:
        assert reading.captures.get(Digest("same")) == first.capture
        assert reading.captures.held([Digest("same"), Digest("other")]) == {"same"}


def test_a_claim_added_later_is_logged_once(store: Store) -> None:
    draft = fakes.draft(1)
    keep(store, draft)
    shared = fakes.claim(draft.article, says=Says.REPUBLISHED_FROM, value="وكالة أخرى", inferred=True)

    for _ in range(2):
        with store.writing() as writing:
            writing.add_claims([shared])

    with store.reading() as reading:
        assert set(reading.claims.of([draft.article.id])[draft.article.id]) == {*draft.claims, shared}
        assert changed(reading, 2) == [(ChangeKind.ARTICLE, draft.article.id)]


@hypothesis(max_examples=25)
@given(
    some.lists(
        some.lists(
            some.tuples(some.integers(0, 3), some.sampled_from("اب"), some.integers(0, 2)), max_size=5
        ),
        max_size=4,
    )
)
def test_taking_the_same_files_again_changes_nothing(batches: list[list[tuple[int, str, int]]]) -> None:
    drafts = [
        [
            later(fakes.draft(n, via=Via.FILE), title, seen=fakes.NOON + hours * fakes.HOUR)
            for n, title, hours in batch
        ]
        for batch in batches
    ]
    with TemporaryDirectory() as home, open_store(Path(home)) as store:
        for batch in drafts:
            keep(store, *batch)
        with store.reading() as reading:
            head = reading.changes.head()
            before = {id: reading.articles.versions(id) for id in {d.article.id for b in drafts for d in b}}

        for batch in drafts:
            keep(store, *batch)

        with store.reading() as reading:
            assert {id: reading.articles.versions(id) for id in before} == before
            assert reading.articles.count() == len(before)
            assert [each for each in changed(reading, head) if each[0] is ChangeKind.ARTICLE] == []


# --- names ---------------------------------------------------------------------------------------


def test_an_article_is_found_by_every_name_it_has(store: Store) -> None:
    draft = fakes.draft(1, outside="row-7", canonical_url="https://alwadi.example/bridge")
    via = replace(draft, capture=replace(draft.capture, url="https://short.example/x"))
    keep(store, via)
    with store.writing() as writing:
        writing.name(draft.article.id, addresses=["https://m.alwadi.example/n/1"], outside=["row-8"])

    with store.reading() as reading:
        names = [
            draft.article.id,
            "https://alwadi.example/news/1",
            "http://www.alwadi.example/news/1?utm_source=x#top",
            "https://alwadi.example/bridge",
            "https://short.example/x",
            "https://m.alwadi.example/n/1",
            "row-7",
            "row-8",
        ]
        assert reading.articles.known([*names, "nobody"]) == dict.fromkeys(names, draft.article.id)
        assert reading.articles.find("https://alwadi.example/news/2") is None
        assert reading.articles.outside([draft.article.id]) == {draft.article.id: ("row-7", "row-8")}


def test_a_canonical_link_to_another_host_names_nothing(store: Store) -> None:
    keep(store, fakes.draft(1, canonical_url="https://victim.example/story"))

    with store.reading() as reading:
        assert reading.articles.find("https://victim.example/story") is None


def test_a_name_that_is_taken_stays(store: Store) -> None:
    keep(store, fakes.draft(1, outside="row"), fakes.draft(2, outside="row"))

    with store.reading() as reading:
        assert reading.articles.find("row") == fakes.article(1).id


def test_unseen_leads_are_those_whose_address_is_unknown(store: Store) -> None:
    keep(store, fakes.draft(1))
    leads = [Lead(url=f"https://alwadi.example/news/{n}?utm_medium=rss", seen=fakes.NOON) for n in (3, 1, 2)]

    with store.reading() as reading:
        assert reading.articles.unseen(leads) == (leads[0], leads[2])


def test_all_articles_can_be_walked_in_pages(store: Store) -> None:
    drafts = [fakes.draft(n) for n in range(7)]
    keep(store, *drafts)

    with store.reading() as reading:
        walked: list[ArticleId] = []
        while page := reading.articles.after(walked[-1] if walked else None, limit=3):
            walked += [article.id for article in page]
        assert walked == sorted(draft.article.id for draft in drafts)
        own = reading.articles.of(drafts[0].article.source, after=walked[2], limit=2)
        assert own == tuple(walked[3:5])
        assert reading.articles.of(fakes.source("other").id, limit=2) == ()


def test_more_ids_than_a_statement_bears(store: Store) -> None:
    drafts = [fakes.draft(n) for n in range(1_203)]
    keep(store, *drafts)

    with store.reading() as reading:
        ids = [draft.article.id for draft in drafts]
        assert len(reading.articles.many(ids)) == 1_203
        assert reading.articles.known([f"https://alwadi.example/news/{n}" for n in range(1_203)]).keys() == {
            f"https://alwadi.example/news/{n}" for n in range(1_203)
        }
        assert reading.sources.counts() == {"alwadi": 1_203}


# --- the transaction -----------------------------------------------------------------------------


def test_an_exception_undoes_the_whole_transaction(store: Store) -> None:
    drafts = [fakes.draft(1)]

    def write_and_fail() -> None:
        with store.writing() as writing:
            writing.put_sources([fakes.source()])
            writing.keep(drafts, **fakes.kept(drafts))
            writing.put_releases([fakes.release(drafts[0].article)])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_and_fail()

    with store.reading() as reading:
        assert (reading.articles.count(), reading.releases.count(), reading.changes.head()) == (0, 0, 0)
        assert reading.sources.all() == ()
    keep(store, *drafts)
    with store.reading() as reading:
        assert reading.articles.count() == 1


def test_a_snapshot_does_not_see_what_is_written_beside_it(store: Store) -> None:
    keep(store, fakes.draft(1))

    with store.reading() as reading:
        assert reading.articles.count() == 1
        keep(store, fakes.draft(2))
        assert reading.articles.count() == 1
        assert reading.articles.get(fakes.article(2).id) is None
    with store.reading() as reading:
        assert reading.articles.count() == 2


def test_a_transaction_reads_what_it_wrote(store: Store) -> None:
    draft = fakes.draft(1)

    with store.writing() as writing:
        writing.keep([draft], **fakes.kept([draft]))

        assert writing.articles.get(draft.article.id) == draft.article


def test_a_transaction_within_a_transaction_is_refused(store: Store) -> None:
    with store.writing(), pytest.raises(StoreError, match="open already"), store.writing():
        pass


def test_placing_an_article_that_nobody_kept_is_refused(store: Store) -> None:
    article = fakes.article(1)

    with pytest.raises(NotFound), store.writing() as writing:
        writing.keep([], placements=[fakes.placement(article)], overlaps=(), stories=[fakes.story(article)])


# --- the change log ------------------------------------------------------------------------------


def test_changes_come_in_order_and_in_pages(store: Store) -> None:
    with store.writing() as writing:
        writing.log(ChangeKind.SOURCE, ["b", "a", "b"], at=fakes.NOON)
        writing.log(ChangeKind.STORY, ["c"], at=fakes.NOON + fakes.HOUR)

    with store.reading() as reading:
        first = reading.changes.after(0, limit=2)
        rest = reading.changes.after(first[-1].seq, limit=2)
        assert [each.id for each in (*first, *rest)] == ["b", "a", "c"]
        assert rest[-1].at == fakes.NOON + fakes.HOUR
        assert reading.changes.head() == rest[-1].seq


def test_a_follower_remembers_how_far_it_came(store: Store) -> None:
    with store.writing() as writing:
        writing.move_cursor("index", 4)
        writing.move_cursor("index", 9)

    with store.reading() as reading:
        assert (reading.changes.cursor("index"), reading.changes.cursor("new")) == (9, 0)


def test_fingerprints_come_by_time_with_their_story(store: Store) -> None:
    drafts = [fakes.draft(n) for n in (3, 1, 2)]
    keep(store, *drafts)

    with store.reading() as reading:
        found = list(reading.fingerprints.between(fakes.NOON, fakes.NOON + 3 * fakes.HOUR))
        assert found == [
            (drafts[1].fingerprint, fakes.story(drafts[1].article).id, Relation.FIRST),
            (drafts[2].fingerprint, fakes.story(drafts[2].article).id, Relation.FIRST),
        ]
        assert reading.fingerprints.span() == (fakes.NOON + fakes.HOUR, fakes.NOON + 3 * fakes.HOUR)


def test_an_empty_store_answers_everything(store: Store) -> None:
    nobody = address.article_id("https://alwadi.example/none")
    with store.reading() as reading:
        assert reading.articles.get(nobody) is None
        assert reading.articles.known([]) == {}
        assert reading.captures.get(Digest("none")) is None
        assert reading.fingerprints.span() is None
        assert reading.groups.of(nobody) is None
        assert reading.groups.overlaps() == ()
        assert reading.stories.top(since=None, limit=5) == ()
        assert reading.releases.latest() == ()
        assert reading.releases.sections() == ()
        assert reading.channels.due(now=fakes.NOON + timedelta(days=9), limit=5) == ()
