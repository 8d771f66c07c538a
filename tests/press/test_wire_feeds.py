"""Feeds of wires are held to the schemas of the news industry."""

import json
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tests.formats import ninjs_schema
from tests.press import room

SCHEMA = Path(__file__).parents[3] / "shared" / "bench" / "wire" / "schema"
LISTS: list[tuple[str, dict[str, Any]]] = [
    ("", {}),
    ("/corrections", {}),
    ("/search", {"q": "الجسر"}),
    ("/source/{id}", {"id": "daily"}),
]

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not SCHEMA.exists(), reason="the development data is not beside the project"),
]


@pytest.mark.parametrize(("path", "values"), LISTS)
def test_a_feed_of_newsml_is_valid(newsroom: room.Room, path: str, values: dict[str, Any]) -> None:
    schema = etree.XMLSchema(etree.parse(SCHEMA / "NewsML-G2_2.35-spec-All-Power.xsd"))

    schema.assertValid(etree.fromstring(newsroom.page(f"{path}/feed.newsml.xml", **values).body))


@pytest.mark.parametrize(("path", "values"), LISTS)
def test_each_item_of_a_feed_of_ninjs_is_valid(
    newsroom: room.Room, path: str, values: dict[str, Any]
) -> None:
    schema = json.loads((SCHEMA / "ninjs-schema_3.1.json").read_text(encoding="utf-8"))

    items = json.loads(newsroom.page(f"{path}/feed.ninjs.json", **values).body)

    assert items
    assert [ninjs_schema.faults(each, schema) for each in items] == [[]] * len(items)
