"""Pictures from outside: made anew within limits, kept under their digest, let go when nothing shows them."""

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from masdar import album, model
from masdar.errors import ReadError
from tests import fakes

URL = "https://alwadi.example/bridge.jpg"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"><script>alert(1)</script></svg>'


def picture(
    size: tuple[int, int] = (1600, 900), form: str = "JPEG", mode: str = "RGB", **more: object
) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, "teal" if mode != "CMYK" else None).save(out, form, **more)
    return out.getvalue()


def opened(made: album.Made) -> Image.Image:
    return Image.open(io.BytesIO(made.data))


def wanted(*ids: model.ArticleId, images: model.Images = model.Images.FULL) -> model.Wanted:
    return model.Wanted(images=images, of=ids, due=fakes.NOON)


@pytest.mark.parametrize(
    ("form", "mode"),
    [("JPEG", "RGB"), ("JPEG", "L"), ("JPEG", "CMYK"), ("PNG", "RGBA"), ("PNG", "P"), ("PNG", "I;16"), ("GIF", "P"),
     ("WEBP", "RGBA"), ("AVIF", "RGB")],
)  # fmt: skip
def test_every_form_becomes_webp(form: str, mode: str) -> None:
    made = album.remade(picture(form=form, mode=mode), model.Images.FULL)

    assert opened(made.shown).format == "WEBP"
    assert (made.shown.width, made.shown.height) == (1280, 720)
    assert made.small is not None
    assert (made.small.width, made.small.height) == (480, 270)


def test_a_thumbnail_is_small_alone() -> None:
    made = album.remade(picture(), model.Images.THUMBNAIL)

    assert (made.shown.width, made.shown.height, made.small) == (480, 270, None)


def test_nothing_is_enlarged() -> None:
    made = album.remade(picture((300, 200)), model.Images.FULL)

    assert (made.shown.width, made.shown.height) == (300, 200)


def test_no_metadata_comes_through_and_the_picture_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010E] = "where the photographer lives"
    made = album.remade(picture((900, 600), exif=exif, comment=b"secret"), model.Images.FULL)

    found = opened(made.shown)
    assert (made.shown.width, made.shown.height) == (600, 900)
    assert dict(found.getexif()) == {}
    assert b"photographer" not in made.shown.data
    assert b"secret" not in made.shown.data


def test_what_is_transparent_becomes_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (100, 100), (0, 0, 0, 0)).save(out, "PNG")

    made = album.remade(out.getvalue(), model.Images.FULL)

    assert opened(made.shown).convert("RGB").getpixel((50, 50)) == (255, 255, 255)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(SVG, id="an SVG"),
        pytest.param(b"<html>no such picture</html>", id="a page"),
        pytest.param(b"", id="nothing"),
        pytest.param(picture()[:200], id="a picture that was cut"),
        pytest.param(picture((1, 1), "GIF", "P"), id="a pixel that counts readers"),
        pytest.param(picture((40, 400)), id="a rule"),
        pytest.param(picture((10_000, 5_000), "PNG", "1"), id="more pixels than are decoded"),
        pytest.param(picture((200, 200), "BMP"), id="a form that is not asked for"),
        pytest.param(picture((200, 200), "TIFF"), id="another"),
    ],
)
def test_what_is_no_picture_for_us_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError):
        album.remade(data, model.Images.FULL)


def outcome(data: bytes) -> album.Remade | ReadError:
    try:
        return album.remade(data, model.Images.FULL)
    except ReadError as error:
        return error


@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, 3_000), junk=st.binary(max_size=40))
def test_a_damaged_picture_is_remade_or_refused(at: int, junk: bytes) -> None:
    data = picture((200, 150))

    found = outcome(data[:at] + junk + data[at + len(junk) :])

    assert isinstance(found, ReadError) or (found.shown.width, found.shown.height) <= album.LARGE


def test_a_picture_is_kept_while_an_article_shows_it(tmp_path: Path) -> None:
    one, other = (fakes.article(n).id for n in (1, 2))
    kept = album.open_album(tmp_path)
    kept.keep({URL: (album.remade(picture(), model.Images.FULL), wanted(one, other))})

    files = {path.suffix for path in (tmp_path / "pictures").iterdir()}
    kept.shown_by({one: []})
    half = kept.held()
    kept.shown_by({other: ["https://alwadi.example/another.jpg"]})

    assert files == {".webp", ".json"}
    assert half[URL].of == (other,)
    assert kept.held() == {}
    assert list((tmp_path / "pictures").glob("*.webp")) == []


def test_one_picture_at_two_addresses_is_one_file(tmp_path: Path) -> None:
    id = fakes.article(1).id
    kept = album.open_album(tmp_path)
    made = album.remade(picture(), model.Images.FULL)

    kept.keep({URL: (made, wanted(id)), URL + "?w=1": (made, wanted(id))})
    kept.shown_by({id: [URL]})

    assert set(kept.held()) == {URL}
    assert len(list((tmp_path / "pictures").glob("*.webp"))) == 2


def test_what_waits_is_put_down(tmp_path: Path) -> None:
    kept = album.open_album(tmp_path)
    kept.wait({URL: wanted(fakes.article(1).id)})

    assert album.open_album(tmp_path).waiting() == {URL: wanted(fakes.article(1).id)}
