"""Bodies unpacked within limits."""

import gzip
import zlib

import pytest
import zstandard

from masdar.fetch import unpack

TEXT = "الوادي ".encode() * 50
LIMIT = 1 << 22


def bare(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        pytest.param(TEXT, "", id="plain"),
        pytest.param(TEXT, "gzip", id="said to be packed, but plain"),
        pytest.param(gzip.compress(TEXT), "gzip", id="gzip"),
        pytest.param(gzip.compress(TEXT), "", id="packed, but not said to be"),
        pytest.param(gzip.compress(gzip.compress(TEXT)), "gzip", id="packed twice"),
        pytest.param(gzip.compress(TEXT[:70]) + gzip.compress(TEXT[70:]), "gzip", id="two members"),
        pytest.param(gzip.compress(TEXT) + b"\x00\x00", "x-gzip", id="padding"),
        pytest.param(zlib.compress(TEXT), "deflate", id="deflate"),
        pytest.param(bare(TEXT), "deflate", id="deflate without its head"),
        pytest.param(zstandard.compress(TEXT), "zstd", id="zstd, not asked for"),
    ],
)
def test_a_body_is_unpacked_as_its_bytes_say(raw: bytes, encoding: str) -> None:
    assert unpack.body(raw, encoding, limit=LIMIT) == TEXT


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        pytest.param(gzip.compress(TEXT)[:-12], "gzip", id="cut"),
        pytest.param(gzip.compress(TEXT)[:-3] + b"\x00\x00\x00", "gzip", id="wrong length"),
        pytest.param(b"\x1f\x8b\x08 no more", "gzip", id="only a head"),
        pytest.param(TEXT, "deflate", id="said to be deflate"),
        pytest.param(b"\x0b\x02\x80abc\x03", "br", id="brotli"),
    ],
)
def test_a_damaged_body_is_none(raw: bytes, encoding: str) -> None:
    with pytest.raises(unpack.Damaged):
        unpack.body(raw, encoding, limit=LIMIT)


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(gzip.compress(bytes(3 * LIMIT)), id="beyond the limit"),
        pytest.param(gzip.compress(gzip.compress(bytes(10 * LIMIT))), id="a bomb within a bomb"),
        pytest.param(zstandard.compress(bytes(3 * LIMIT)), id="zstd"),
    ],
)
def test_a_bomb_stops_at_the_limit(raw: bytes) -> None:
    with pytest.raises(unpack.Bomb):
        unpack.body(raw, "gzip", limit=LIMIT)


def test_a_bomb_stops_at_the_ratio() -> None:
    raw = gzip.compress(bytes(8_000_000))

    with pytest.raises(unpack.Bomb, match=f"{len(raw) * unpack.RATIO:,}"):
        unpack.body(raw, "gzip", limit=1 << 30)
