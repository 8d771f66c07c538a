"""What is found, taken away: tables and feeds, counts and what the question was understood as."""

import csv
import io
import json

import pytest

from masdar.press import search
from masdar.search import query
from tests.press import room


def test_a_table_names_the_origin_of_each(newsroom: room.Room) -> None:
    body = newsroom.page("/search.csv", q="الجسر").body.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(body)))

    assert rows
    assert all(row["origin"] and row["url"].startswith("https://masdar.example/a/") for row in rows)


def test_the_same_is_found_as_json(newsroom: room.Room) -> None:
    said = json.loads(newsroom.page("/search.json", q="الجسر مصدر:daily").body)
    rows = csv.DictReader(
        io.StringIO(newsroom.page("/search.csv", q="الجسر", source="daily").body.decode("utf-8-sig"))
    )

    assert said["understood"] == query.told(query.parse("الجسر source:daily"))
    assert [each["id"] for each in said["articles"]] == [row["id"] for row in rows]


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@x", "\tx"])
def test_no_spreadsheet_runs_a_headline(value: str) -> None:
    assert search._plain(value) == f"'{value}"


@pytest.mark.parametrize("form", ["xml", "atom", "json"])
def test_a_search_goes_on_as_a_feed(newsroom: room.Room, form: str) -> None:
    page = newsroom.page(f"/search/feed.{form}", q="الجسر الجديد")

    assert "/search/feed" in page.path
    assert "الجسر" in page.body.decode()
    assert page.headers["x-robots-tag"] == "noindex"


def test_a_feed_of_nothing_asked_is_empty(newsroom: room.Room) -> None:
    assert json.loads(newsroom.page("/search/feed.json").body)["items"] == []


def test_results_can_be_narrowed_by_what_they_are_counted_by(newsroom: room.Room) -> None:
    text = newsroom.page("/search", q="الجسر").body.decode()

    assert '<details class="facets">' in text
    assert "source%3A%22daily%22" in text


def test_a_question_is_told_as_it_was_understood(newsroom: room.Room) -> None:
    text = newsroom.page("/search", q="الجسر أو النفق", source="daily").body.decode()

    assert '<code dir="auto">(الجسر OR النفق) source:daily</code>' in text
    assert "<code" not in newsroom.page("/search", q="الجسر").body.decode()
