"""Which pictures of a folder are believed."""

import msgspec
import pytest

from masdar.press import pictures


@pytest.mark.parametrize(
    ("file", "kind", "kept"),
    [
        ("bridge.jpg", "image/jpeg", True),
        ("a_b-1.webp", "image/webp", True),
        ("../secret.png", "image/png", False),
        ("folder/bridge.png", "image/png", False),
        (".hidden", "image/png", False),
        ("drawing.svg", "image/svg+xml", False),
        ("page.html", "text/html", False),
    ],
)
def test_only_plain_picture_files_are_kept(file: str, kind: str, kept: bool) -> None:
    listed = {"https://a.example/1": {"file": file, "width": 3, "height": 2, "type": kind}}

    assert bool(pictures.read(msgspec.json.encode(listed))) is kept


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b'{"u": {"file": "a.png"}}', b'{"u": {"file": 1}}'])
def test_a_broken_list_is_an_error(data: bytes) -> None:
    with pytest.raises(msgspec.MsgspecError):
        pictures.read(data)
