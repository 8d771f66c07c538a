"""Golden pages: whole pages with the articles they must give, read by eye once."""

from pathlib import Path

import pytest

from tests.golden import rewrite


@pytest.mark.parametrize(
    "folder", rewrite.folders(), ids=lambda folder: f"{folder.parent.name}/{folder.name}"
)
def test_a_golden_page_gives_its_article(folder: Path) -> None:
    expected = (folder / "article.json").read_text("utf-8")

    assert rewrite.read(folder) == expected


def test_there_are_golden_pages() -> None:
    assert len(rewrite.folders()) >= 5
