"""Golden pages: whole pages with the articles they must give, read by eye once."""

from pathlib import Path

import pytest

from masdar.errors import NotAnArticle
from tests.golden import rewrite

_READ = [each for each in rewrite.folders() if "error" not in rewrite.about(each)]
_REFUSED = [each for each in rewrite.folders() if "error" in rewrite.about(each)]


def _name(folder: Path) -> str:
    return f"{folder.parent.name}/{folder.name}"


@pytest.mark.parametrize("folder", _READ, ids=_name)
def test_a_golden_page_gives_its_article(folder: Path) -> None:
    expected = (folder / "article.json").read_text("utf-8")

    assert rewrite.read(folder) == expected


@pytest.mark.parametrize("folder", _READ, ids=_name)
def test_a_golden_page_reads_alike_twice(folder: Path) -> None:
    assert rewrite.read(folder) == rewrite.read(folder)


@pytest.mark.parametrize("folder", _REFUSED, ids=_name)
def test_a_golden_page_without_an_article_is_refused_with_the_reason(folder: Path) -> None:
    with pytest.raises(NotAnArticle, match=rewrite.about(folder)["error"]):
        rewrite.read(folder)


def test_there_are_golden_pages() -> None:
    assert len(rewrite.folders()) >= 5
