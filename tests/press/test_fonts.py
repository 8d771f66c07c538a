"""The fonts that we ship: enough letters, small enough, named as their licence asks."""

from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from masdar.press import glyphs

ttlib: Any = pytest.importorskip("fontTools.ttLib", reason="the fonts are looked into with fonttools[woff]")

STATIC = Path(str(resources.files("masdar.press").joinpath("static")))
FONTS = sorted((STATIC / "fonts").glob("*.woff2"))
PRESS = STATIC.parent
# of Arabic, Persian and Urdu, with the marks and the digits of all three
LETTERS = (
    "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي"
    "ٱپچژکگیھہۂٹڈڑںےۓۀۃەڤڭ"
    "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0653\u0654\u0655\u0670"
    "،؛؟٪٫٬۔٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹0123456789«»"
)


@pytest.fixture(scope="module", params=FONTS, ids=lambda path: path.stem)
def font(request: pytest.FixtureRequest) -> Any:
    return ttlib.TTFont(request.param)


def test_two_fonts_are_shipped_with_their_licences() -> None:
    assert [path.stem for path in FONTS] == ["masdar-naskh-400", "masdar-sans-600"]
    for name in ("OFL-naskh.txt", "OFL-sans.txt"):
        assert "SIL Open Font License" in (STATIC / "fonts" / name).read_text(encoding="utf-8")


def test_news_letters_are_there(font: Any) -> None:
    assert {letter for letter in LETTERS if ord(letter) not in font.getBestCmap()} == set()


def test_every_arabic_sign_of_our_own_words_is_there(font: Any) -> None:
    texts = [path.read_text(encoding="utf-8") for path in (*PRESS.rglob("*.po"), *PRESS.rglob("*.ar.html"))]

    ours = {sign for text in texts for sign in text if "\u0600" <= sign <= "\u06ff"}

    assert len(ours) > 30
    assert {sign for sign in ours if ord(sign) not in font.getBestCmap()} == set()


def test_letters_join_and_marks_find_their_place(font: Any) -> None:
    shaping = {each.FeatureTag for each in font["GSUB"].table.FeatureList.FeatureRecord}
    placing = {each.FeatureTag for each in font["GPOS"].table.FeatureList.FeatureRecord}

    assert {"init", "medi", "fina", "rlig"} <= shaping
    assert {"mark"} <= placing


def test_a_cut_font_bears_a_name_of_its_own(font: Any) -> None:
    names = {each.nameID: str(each) for each in font["name"].names}

    assert names[1] in ("Masdar Naskh", "Masdar Sans")
    assert names[0].startswith("Copyright")
    assert not any(reserved in names[number] for number in (1, 3, 4, 6) for reserved in ("Plex", "Noto"))


def test_the_list_of_signs_is_that_of_the_fonts() -> None:
    cuts = [set(ttlib.TTFont(path).getBestCmap()) for path in FONTS]

    assert glyphs.listed() == set.intersection(*cuts)
