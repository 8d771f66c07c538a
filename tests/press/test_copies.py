"""Copies in lists, on the page of their group, and side by side."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from masdar import model
from masdar.press import chain, source, together
from tests import fakes
from tests.press import room


def _text(page: bytes) -> str:
    return re.sub(r"<[^>]+>", "", page.decode("utf-8"))


def test_a_list_shows_one_of_a_group_its_origin_and_says_where_else(newsroom: room.Room) -> None:
    with newsroom.view() as view:
        latest = view.reading.releases.latest(limit=50)

        cards = together.folded(view, latest)

    shown = {card.id: card for card in cards}
    agency, copy = newsroom.ids["agency"], newsroom.ids["copy"]
    assert agency in shown
    assert copy not in shown
    assert str(shown[agency].sites) == "نُشر في موقعين"
    assert shown[agency].copies == f"/copies/{agency}"
    assert [card.id for card in cards if card.sites] == [agency]


def test_the_setting_shows_every_copy(newsroom: room.Room) -> None:
    with newsroom.view(site=replace(room.SITE, collapse=False)) as view:
        cards = together.folded(view, view.reading.releases.latest(limit=50))

    assert {newsroom.ids["agency"], newsroom.ids["copy"]} <= {card.id for card in cards}
    assert [card for card in cards if card.sites] == []


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_no_group_stands_on_two_pages_of_a_list(newsroom: room.Room, limit: int) -> None:
    seen: list[str] = []
    with newsroom.view() as view:
        before = None
        while part := view.reading.releases.latest(before=before, limit=limit):
            seen += [card.id for card in together.folded(view, part)]
            before = (part[-1].when, part[-1].id)

    assert len(seen) == len(set(seen))
    assert newsroom.ids["copy"] not in seen


def test_the_page_of_a_group_tells_each_copy_with_whom_it_credits(newsroom: room.Room) -> None:
    page = newsroom.page("/copies/{id}", id=newsroom.ids["copy"])

    said = _text(page.body)
    assert page.status == 200
    assert "نُشر في موقعين" in said
    assert "صحيفة اليوم المتخيل" in said
    assert f"/beside/{newsroom.ids['agency']}/{newsroom.ids['copy']}" in page.body.decode()


def test_a_text_without_copies_has_no_such_page(newsroom: room.Room) -> None:
    alone = newsroom.ids["english"]

    assert newsroom.page("/copies/{id}", id=alone).status == 404
    assert newsroom.page("/beside/{a}/{b}", a=alone, b=newsroom.ids["copy"]).status == 404
    assert newsroom.page("/beside/{a}/{b}", a=alone, b=alone).status == 404


def test_side_by_side_shows_bars_of_both(newsroom: room.Room) -> None:
    page = newsroom.page("/beside/{a}/{b}", a=newsroom.ids["agency"], b=newsroom.ids["copy"])

    bars = re.findall(r'<rect x="(\d+)" width="(\d+)"', page.body.decode())
    assert page.body.decode().count('<svg class="bar"') == 2
    assert bars
    assert all(0 <= int(x) <= int(x) + int(width) <= 1001 for x, width in bars)


def test_side_by_side_shows_no_word_beyond_either_policy(tmp_path: Path) -> None:
    newsroom = room.furnish(tmp_path)
    headline = model.Policy(show=model.Show.HEADLINE)
    secret = fakes.SECOND.split()[:6]
    with newsroom.store.writing() as writing:
        held = writing.releases.many([newsroom.ids["agency"], newsroom.ids["copy"]])
        article = writing.articles.get(newsroom.ids["copy"])
        assert article is not None
        chained = held[newsroom.ids["copy"]].chain
        writing.put_releases(
            [fakes.release(article, policy=headline, chain=chained, source=fakes.source("daily"))]
        )

    page = newsroom.page("/beside/{a}/{b}", a=newsroom.ids["agency"], b=newsroom.ids["copy"])

    assert page.status == 200
    assert '<svg class="bar"' in page.body.decode()
    assert " ".join(secret) not in _text(page.body)
    assert "لا تسمح شروط المصدرين" in page.body.decode()


def test_a_withdrawn_copy_stands_beside_nothing(tmp_path: Path) -> None:
    newsroom = room.furnish(tmp_path)
    with newsroom.store.writing() as writing:
        held = writing.releases.many([newsroom.ids["copy"]])[newsroom.ids["copy"]]
        article = writing.articles.get(held.id)
        assert article is not None
        gone = model.ReleaseStatus.WITHDRAWN
        writing.put_releases(
            [fakes.release(article, status=gone, chain=held.chain, source=fakes.source("daily"))]
        )

    beside = newsroom.page("/beside/{a}/{b}", a=newsroom.ids["agency"], b=newsroom.ids["copy"])

    assert beside.status == 410
    assert newsroom.page("/copies/{id}", id=newsroom.ids["agency"]).status == 404


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_chain_is_drawn_from_where_reading_begins(newsroom: room.Room, language: str) -> None:
    with newsroom.view(language) as view:
        release = view.reading.releases.get(newsroom.ids["copy"])
        assert release is not None
        drawing = chain.drawn(view, release.chain)

    assert drawing is not None
    places = [knot.x for knot in drawing.knots]
    assert places == sorted(places, reverse=language == "ar")
    assert [knot.before for knot in drawing.knots] == [None, *places[:-1]]
    assert len(drawing.knots) == len(release.chain.links)


def test_a_hand_alone_is_not_drawn(newsroom: room.Room) -> None:
    with newsroom.view() as view:
        release = view.reading.releases.get(newsroom.ids["agency"])
        assert release is not None
        assert chain.drawn(view, release.chain) is None


def test_a_source_says_how_much_is_its_own(newsroom: room.Room) -> None:
    with newsroom.view() as view:
        shares = source.shares(view, model.SourceId("daily"))
        nobody = source.shares(view, model.SourceId("nosuch"))

    assert nobody is None
    assert shares is not None
    assert shares.number == 5
    assert shares.carried == "20%"
    assert shares.credited == "100%"
    assert [share for _, share in shares.whose] == ["20%"]
