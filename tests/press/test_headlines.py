"""Every headline has the language and the direction of its own words, whatever its page says."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from masdar.press import bidi, rtl


@dataclass(frozen=True, slots=True)
class Headline:
    text: str
    language: str
    dir: str
    # whether only a page of its own language can tell
    at_home: bool


def read() -> Iterator[Headline]:
    language = dir = ""
    at_home = False
    for line in Path(__file__).with_name("headlines.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            _, language, dir, said = line.split(" ", 3)
            at_home = said.startswith("at-home")
        elif line and not line.startswith("# "):
            yield Headline(line, language, dir, at_home)


HEADLINES = tuple(read())


@pytest.mark.parametrize("page", ["ar", "en"])
def test_every_mixed_headline_has_its_own_direction_and_language(page: str) -> None:
    wrong = [
        (each.text, said)
        for each in HEADLINES
        if not (each.at_home and each.language != page)
        and (said := bidi.tongue(each.text, page)) != f'lang="{each.language}" dir="{each.dir}"'
    ]

    assert wrong == []


def test_the_table_is_long_enough() -> None:
    assert len({each.text for each in HEADLINES}) == len(HEADLINES) >= 220
    assert sum(each.language == "ar" for each in HEADLINES) >= 170


@pytest.mark.parametrize("page", [("ar", "rtl"), ("en", "ltr")])
def test_no_mixed_headline_has_a_fault_of_direction_on_a_page(page: tuple[str, str]) -> None:
    language, dir = page
    heads = "\n".join(
        f"<h2 {bidi.tongue(each.text, language)}>{bidi.own(each.text, language)}</h2>" for each in HEADLINES
    )

    found = rtl.page(f'<html lang="{language}" dir="{dir}"><body>{heads}</body></html>')

    # letters of Kurdish that our fonts leave to the reader's own, and an arrow of a publisher's
    assert [each for each in found if each.rule not in (13, 14)] == []
    assert {each.what for each in found if each.rule == 14} <= {"U+06D5"}
