"""What a policy and the origin's signals keep back of pictures and their words, and of long sentences."""

from dataclasses import replace

import pytest

from masdar.model import Block, BlockKind, Image, Images, Policy, Show, Signals
from masdar.rights import signals
from tests import fakes

FULL = Policy(show=Show.FULL, ground="عقد نشر", images=Images.FULL)
PICTURE = Image(
    url="https://alwadi.example/1.jpg",
    caption="الجسر من جهة السوق",
    credit="تصوير: a@b.example",
    alt="جسر، a@b.example",
)


def test_where_the_whole_text_is_shown_a_caption_stays_and_its_picture_does_not() -> None:
    made = fakes.release(fakes.article(image=PICTURE), policy=replace(FULL, images=Images.NONE))

    assert made.image is not None
    assert (made.image.url, made.image.caption) == ("", PICTURE.caption)
    assert (made.image.credit or "").startswith("تصوير:")


def test_a_withheld_picture_without_a_caption_leaves_nothing() -> None:
    bare = replace(PICTURE, caption=None)

    assert fakes.release(fakes.article(image=bare), policy=replace(FULL, images=Images.NONE)).image is None


@pytest.mark.parametrize("show", [Show.HEADLINE, Show.EXCERPT])
def test_less_than_the_whole_text_shows_no_caption_of_a_withheld_picture(show: Show) -> None:
    made = fakes.release(fakes.article(image=PICTURE), policy=Policy(show=show, images=Images.NONE))

    assert made.image is None


def test_an_excerpt_keeps_the_caption_of_the_picture_that_it_shows() -> None:
    made = fakes.release(fakes.article(image=PICTURE), policy=Policy(images=Images.THUMBNAIL))

    assert made.image is not None
    assert made.image.caption == PICTURE.caption


def test_addresses_are_hidden_in_all_words_of_a_picture() -> None:
    figure = Block(kind=BlockKind.FIGURE, image=PICTURE)
    article = fakes.article(image=PICTURE, blocks=(*fakes.paragraphs(fakes.FIRST), figure))

    made = fakes.release(article, policy=FULL, source=fakes.source(policy=FULL))

    for image in (made.image, made.blocks[-1].image):
        assert image is not None
        assert image.credit
        assert image.alt
        assert "a@b.example" not in f"{image.caption} {image.credit} {image.alt}"


def test_an_excerpt_keeps_to_the_signs_that_the_origin_allows() -> None:
    policy = Policy(words=60, signals=Signals(max_snippet=20))
    article = fakes.article(blocks=fakes.paragraphs(*["جاء الخبر من المدينة اليوم ثم عاد إليها."] * 8))

    made = fakes.release(article, policy=policy)

    assert made.blocks
    assert sum(len(block.plain) for block in made.blocks) <= 20


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        pytest.param({"Content-Usage": "train-ai=n"}, {"noai": True}, id="the other name of the signal"),
        pytest.param({"x-robots-tag": "noimageindex"}, {"noimageai": True}, id="no picture in an index"),
        pytest.param(
            {"x-robots-tag": "googlebot: none, *: noindex"}, {"noindex": True}, id="for everyone again"
        ),
        pytest.param(
            {"x-robots-tag": "masdar: max-snippet:9"}, {"max_snippet": 9}, id="a limit meant for us"
        ),
    ],
)
def test_headers_say_as_much_in_other_words(headers: dict[str, str], expected: dict[str, object]) -> None:
    found = signals.read(headers)

    assert {name: getattr(found, name) for name in expected} == expected
