"""What the tutorial and the guides show is what happens."""

import doctest
from pathlib import Path

import pytest

import masdar
from tests.docs import guides
from tests.docs.test_examples import PAGE

# each plays the whole house from end to end
pytestmark = pytest.mark.slow

DOCS = guides.ROOT / "docs"
PAGES = [page for page in [DOCS / "tutorial.md", *sorted(DOCS.glob("guides/*.md"))] if guides.blocks(page)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_can_be_followed_from_an_empty_folder(page: Path, tmp_path: Path) -> None:
    shown = guides.blocks(page)

    said = guides.run(shown, tmp_path)

    assert len(said) == len(shown)
    for block, output in zip(shown, said, strict=True):
        if block.expected is not None:
            assert guides.alike(block.expected, output), f"{block.commands}\nprinted\n{output}"


@pytest.mark.parametrize(
    "page",
    [page for page in sorted(DOCS.glob("**/*.md")) if ">>> " in page.read_text(encoding="utf-8")],
    ids=lambda page: page.stem,
)
def test_the_python_of_a_page_gives_what_it_shows(page: Path) -> None:
    result = doctest.testfile(
        str(page),
        module_relative=False,
        encoding="utf-8",
        optionflags=doctest.ELLIPSIS,
        extraglobs={"masdar": masdar, "page": PAGE.encode()},
    )

    assert result.attempted
    assert not result.failed
