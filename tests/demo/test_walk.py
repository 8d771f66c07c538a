"""The demo from end to end: both editions taken in, over a real store, and what came of them."""

import json
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from masdar import demo
from masdar.app import App
from masdar.model import ChangeKind, Grade, ReleaseStatus, Show, SourceId, Standing
from masdar.press import pictures
from tests.demo.walking import Walk

SECOND = demo.newsroom(edition=2)
PIECES = {piece.key: piece for piece in SECOND.pieces}
PORTAL, AGENCY, THIRD = "tal-rihan/77310", "sariya/40117", "ghusn/9015"
AGENCY_NAME = "وكالة سارية للأنباء"


def test_everything_is_taken_in(walk: Walk) -> None:
    new = {id: line.new for id, line in walk.outcome.sources.items()}

    assert walk.outcome.articles == len(SECOND.pieces)
    assert new == {
        source.id: sum(piece.source == source.id for piece in SECOND.pieces) for source in SECOND.sources
    }


def test_what_its_origin_corrected_is_changed_here(walk: Walk) -> None:
    changed = {id for id, line in walk.outcome.sources.items() if line.changed}
    text = "\n".join(block.plain for block in walk.release(AGENCY).blocks)

    assert changed == {"sariya", "tal-rihan"}
    assert walk.release(AGENCY).version == 2
    assert "620 مترا" in text
    assert "820 مترا" not in text


def test_what_its_publisher_took_back_is_withdrawn(walk: Walk) -> None:
    taken_back = walk.release("qasab/5530")
    with walk.app.store.reading() as reading:
        listed = reading.releases.latest(source=SourceId("qasab"))

    assert walk.outcome.sources[SourceId("qasab")].gone == 1
    assert taken_back.status is ReleaseStatus.WITHDRAWN
    assert taken_back.blocks == ()
    assert taken_back.id not in {each.id for each in listed}


def test_what_was_withdrawn_stays_so_when_all_is_followed_again(walk: Walk) -> None:
    with walk.app.store.writing() as writing:
        writing.log(ChangeKind.SOURCE, ["qasab"], at=walk.app.now())

    walk.app.follow()

    assert walk.release("qasab/5530").status is ReleaseStatus.WITHDRAWN


def test_the_source_that_is_gone_says_so(walk: Walk) -> None:
    failing = {id: line.failure for id, line in walk.outcome.sources.items() if line.failure}

    assert list(failing) == ["waha"]
    assert "410" in failing[SourceId("waha")]


def test_the_portals_copy_is_credited_to_the_agency(walk: Walk) -> None:
    agency, copy = PIECES[AGENCY], walk.release(PORTAL)

    assert (copy.origin.publisher, copy.origin.source) == (AGENCY_NAME, "sariya")
    assert copy.credit.original_url == SECOND.url(AGENCY)
    assert copy.credit.first_published is not None
    assert copy.credit.first_published.at == agency.published
    assert copy.credit.taken_from == "بوابة تل الريحان الإخبارية"


def test_a_portal_has_a_time_of_its_own_beside_its_sources(walk: Walk) -> None:
    agency, portal = walk.release(PORTAL).chain.links

    assert (agency.at and agency.at.at, portal.at and portal.at.at) == (
        PIECES[AGENCY].published,
        PIECES[PORTAL].published,
    )


def test_the_agencys_dateline_is_read_wherever_it_stands(walk: Walk) -> None:
    said = {key: walk.release(key).dateline for key in (AGENCY, PORTAL, "awsaj/eastern-quay-opens")}

    assert {key: (each.places, each.agencies[0].code) for key, each in said.items() if each} == dict.fromkeys(
        said, (("مرسى النخيل",), "SARIYA")
    )


def test_a_portals_text_that_names_nobody_is_no_more_than_its_headline(walk: Walk) -> None:
    nameless = walk.release("tal-rihan/77171")

    assert (nameless.blocks, nameless.summary, nameless.policy.show) == ((), None, Show.HEADLINE)
    assert "origin" in {doubt.field for doubt in nameless.doubts}
    assert walk.outcome.sources[SourceId("tal-rihan")].withheld == 1


def test_a_text_that_came_through_three_hands_names_them_in_order(walk: Walk) -> None:
    hands = [link.publisher for link in walk.release(THIRD).chain.links]

    assert hands == [AGENCY_NAME, "بوابة تل الريحان الإخبارية", "شبكة غصن"]


@pytest.mark.parametrize("key", ["qasab/5521", "qasab/5450"])
def test_the_origin_of_a_copy_that_credits_nobody_is_inferred(walk: Walk, key: str) -> None:
    origin = walk.release(key).origin

    assert (origin.source, origin.standing) == ("sariya", Standing.INFERRED)
    assert origin.url == SECOND.url(str(PIECES[key].copy))


def test_own_texts_are_their_publishers_own(walk: Walk) -> None:
    # the portal names no source for its scenes of the flood
    own = [key for key, piece in PIECES.items() if piece.copy is None and key != "tal-rihan/77171"]
    origins = {key: walk.release(key).origin.source for key in own}

    assert origins == {key: PIECES[key].source for key in own}


def test_each_copy_is_counted_as_a_duplicate(walk: Walk) -> None:
    counted = {id: line.duplicate for id, line in walk.outcome.sources.items()}

    assert counted == {
        source.id: sum(piece.source == source.id and piece.copy is not None for piece in SECOND.pieces)
        for source in SECOND.sources
    }


def test_two_agencies_credited_for_one_text_are_both_kept(walk: Walk) -> None:
    told = walk.release("ghusn/8914").chain

    agencies = {link.publisher: link.standing for link in told.links if link.code}
    assert told.grade is Grade.CONFLICTING
    assert agencies == {AGENCY_NAME: Standing.DISPUTED, "وكالة النورس للأنباء": Standing.DISPUTED}


def test_nothing_is_shown_beyond_its_policy(walk: Walk) -> None:
    shows = {source.id: source.policy.show for source in SECOND.sources}
    longest: dict[Show, int] = dict.fromkeys(Show, 0)
    for release in walk.releases():
        words = sum(len(block.plain.split()) for block in release.blocks)
        longest[shows[release.source]] = max(longest[shows[release.source]], words)

    assert longest[Show.HEADLINE] == 0
    assert 0 < longest[Show.EXCERPT] <= 60
    assert longest[Show.FULL] > 60


CHROME = ("email", "(انتهى)", "زر الذهاب", "الكاتب:", "مقالات ذات صلة", "الرئيسية", "\u064d\u064e")


def test_no_chrome_of_the_pages_stands_in_a_text(walk: Walk) -> None:
    found = [
        (release.title, word)
        for release in walk.releases()
        for block in release.blocks
        for word in CHROME
        if word in block.plain
    ]

    assert found == []


def test_copies_tell_one_story_and_other_news_another(walk: Walk) -> None:
    with walk.app.store.reading() as reading:
        homes = reading.stories.of([id for id, _ in walk.outcome.kept.values()])
    story = {key: homes[id] for key, (id, _) in walk.outcome.kept.items()}
    copies = [piece for piece in SECOND.pieces if piece.copy is not None]

    assert [piece.key for piece in copies if story[piece.key] != story[str(piece.copy)]] == []
    assert len({story[AGENCY], story["sariya/40098"], story["sariya/40056"], story["sariya/40012"]}) == 4


def test_a_search_does_not_mind_the_spelling(walk: Walk) -> None:
    hits = walk.app.index.search("مرسي النخيل رصيفا", collapse=False)

    assert walk.outcome.kept[AGENCY][0] in {hit.article for hit in hits}


def test_its_pictures_lie_where_the_site_looks_for_them(walk: Walk) -> None:
    listed = pictures.read((walk.app.home / "pictures" / "index.json").read_bytes())
    shown = listed["https://sariya.example/media/quay.png"]

    assert (shown.width, shown.height, shown.type) == (640, 360, "image/webp")
    assert (walk.app.home / "pictures" / shown.file).read_bytes()[8:12] == b"WEBP"


def test_once_prints_the_counts_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    demo.run(once=True)

    record = json.loads(capsys.readouterr().out)
    assert record["articles"] == record["new"] == len(SECOND.pieces)
    assert (record["changed"], record["gone"]) == (2, 1)
    assert set(record["sources"]) == {source.id for source in SECOND.sources}


def test_it_tells_what_came_then_where_the_site_is(capsys: pytest.CaptureFixture[str]) -> None:
    homes: list[Path] = []

    def serve(app: App, ready: Callable[[str], None]) -> None:
        homes.append(app.home)
        ready("http://127.0.0.1:8000")

    demo.run(serve=serve)

    said = capsys.readouterr().out
    assert all(f"\n{source.id}" in said for source in SECOND.sources)
    assert "The site:  http://127.0.0.1:8000/" in said
    assert said.count("/chain/") == 3
    assert not homes[0].exists()


def test_it_removes_everything_when_it_is_asked_to_end() -> None:
    homes: list[Path] = []

    def serve(app: App, ready: Callable[[str], None]) -> None:
        homes.append(app.home)
        signal.raise_signal(signal.SIGTERM)

    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(SystemExit) as end:
        demo.run(quiet=True, serve=serve)

    assert end.value.code == 128 + signal.SIGTERM
    assert not homes[0].exists()
    assert signal.getsignal(signal.SIGTERM) == before
