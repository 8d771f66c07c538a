"""Draw the pictures of the demo's invented newsroom.

    python tools/demo_pictures.py

Each is a flat landscape of 640 by 360 pixels, drawn from a few shapes at twice its size and written as
PNG (W3C, third edition) with the standard library's zlib, into `src/masdar/demo/newsroom/pictures`.
"""

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt

WIDTH, HEIGHT, FINER = 640, 360, 2
PLACE = Path(__file__).parents[1] / "src" / "masdar" / "demo" / "newsroom" / "pictures"

Pixels = npt.NDArray[np.float64]
Colour = tuple[int, int, int]

Y, X = np.mgrid[0 : HEIGHT * FINER, 0 : WIDTH * FINER] / FINER


def sky(top: Colour, bottom: Colour) -> Pixels:
    """A canvas that fades from one colour to another in sixteen bands."""
    share = np.floor(Y / HEIGHT * 16) / 15
    faded: Pixels = np.asarray(top) * (1 - share[..., None]) + np.asarray(bottom) * share[..., None]
    return faded


def fill(canvas: Pixels, where: npt.NDArray[np.bool_], colour: Colour) -> None:
    canvas[where] = colour


def disc(x: float, y: float, radius: float) -> npt.NDArray[np.bool_]:
    found: npt.NDArray[np.bool_] = (X - x) ** 2 + (Y - y) ** 2 < radius**2
    return found


def box(left: float, top: float, right: float, bottom: float) -> npt.NDArray[np.bool_]:
    found: npt.NDArray[np.bool_] = (left <= X) & (right > X) & (top <= Y) & (bottom > Y)
    return found


def line(x1: float, y1: float, x2: float, y2: float, width: float) -> npt.NDArray[np.bool_]:
    """A stroke with round ends."""
    length = (x2 - x1) ** 2 + (y2 - y1) ** 2
    along = np.clip(((X - x1) * (x2 - x1) + (Y - y1) * (y2 - y1)) / length, 0, 1)
    found: npt.NDArray[np.bool_] = (X - x1 - along * (x2 - x1)) ** 2 + (Y - y1 - along * (y2 - y1)) ** 2 < (
        width / 2
    ) ** 2
    return found


def hill(middle: float, height: float, wave: float, shift: float) -> npt.NDArray[np.bool_]:
    found: npt.NDArray[np.bool_] = middle - height * np.sin((X + shift) / wave) < Y
    return found


def palm(canvas: Pixels, x: float, y: float, size: float) -> None:
    fill(canvas, line(x, y, x + size * 0.1, y - size, size * 0.08), (92, 64, 48))
    for dx, dy in (
        (-0.5, -0.1),
        (0.55, -0.05),
        (-0.35, -0.35),
        (0.4, -0.32),
        (0.05, -0.45),
        (-0.45, 0.15),
        (0.5, 0.2),
    ):
        top = (x + size * 0.1, y - size)
        fill(canvas, line(*top, top[0] + dx * size, top[1] + dy * size, size * 0.09), (48, 102, 74))


def quay() -> Pixels:
    canvas = sky((246, 196, 140), (252, 234, 206))
    fill(canvas, disc(470, 150, 46), (250, 160, 88))
    fill(canvas, Y > 230, (64, 126, 146))
    for row in range(240, 360, 18):
        fill(canvas, box(0, row, WIDTH, row + 3), (84, 146, 162))
    fill(canvas, box(0, 262, 420, 300), (122, 114, 106))
    for x in (60, 190, 320):
        fill(canvas, line(x, 262, x + 20, 120, 7), (176, 58, 52))
        fill(canvas, line(x + 44, 262, x + 28, 120, 7), (176, 58, 52))
        fill(canvas, line(x - 40, 132, x + 120, 112, 7), (196, 72, 60))
        fill(canvas, line(x + 100, 115, x + 100, 200, 2), (60, 56, 60))
    colours = ((44, 92, 120), (214, 154, 62), (120, 58, 66), (70, 116, 88))
    for at in range(14):
        left, top = 440 + at % 7 * 24, 246 - at // 7 * 16
        fill(canvas, box(left, top, left + 22, top + 14), colours[at * 3 % 4])
    fill(canvas, box(424, 260, 622, 284) & (X - Y * 0.6 > 262) & (X + Y * 0.5 < 760), (52, 60, 72))
    return canvas


def oryx() -> Pixels:
    canvas = sky((16, 22, 48), (44, 60, 104))
    for at in range(90):
        fill(canvas, disc(at * 197 % 640, at * 89 % 300, 0.8 + at % 3 * 0.4), (230, 232, 244))
    fill(canvas, disc(320, 760, 500), (38, 84, 92))
    fill(canvas, disc(320, 772, 500), (58, 118, 104))
    fill(canvas, disc(320, 800, 500) & (np.sin(X / 37) * 12 + np.sin(X / 11) * 5 + 300 < Y), (176, 142, 92))
    fill(canvas, box(292, 112, 348, 172), (214, 188, 120))
    fill(canvas, disc(320, 182, 16), (70, 78, 98))
    for left in (150, 366):
        fill(canvas, box(left, 120, left + 124, 164), (36, 74, 142))
        for x in range(left, left + 124, 21):
            fill(canvas, box(x, 120, x + 2, 164), (150, 176, 220))
        fill(canvas, box(left, 141, left + 124, 143), (150, 176, 220))
    fill(canvas, box(274, 139, 292, 145) | box(348, 139, 366, 145), (190, 194, 204))
    return canvas


def valley() -> Pixels:
    canvas = sky((108, 122, 140), (186, 194, 198))
    for x, y, size in (
        (120, 70, 42),
        (170, 60, 54),
        (230, 76, 40),
        (430, 64, 50),
        (490, 56, 60),
        (550, 76, 40),
    ):
        fill(canvas, disc(x, y, size), (86, 96, 114))
    fill(canvas, hill(214, 46, 90, 40), (146, 118, 92))
    fill(canvas, hill(260, 30, 70, 190), (124, 98, 76))
    bend = 320 + np.sin(Y / 26) * 40
    fill(canvas, (np.abs(X - bend) < (Y - 226) * 0.75) & (Y > 226), (150, 112, 78))
    fill(canvas, (np.abs(X - bend) < (Y - 240) * 0.45) & (Y > 240), (174, 138, 100))
    for at in range(70):
        x, y = at * 151 % 640, at * 67 % 250
        fill(canvas, line(x, y, x - 5, y + 16, 1.4), (206, 214, 222))
    palm(canvas, 90, 330, 90)
    palm(canvas, 560, 340, 110)
    return canvas


def boat() -> Pixels:
    canvas = sky((190, 214, 220), (238, 236, 218))
    fill(canvas, hill(170, 18, 80, 20), (140, 158, 140))
    fill(canvas, Y > 196, (104, 156, 166))
    fill(canvas, hill(262, 10, 120, 60), (206, 184, 142))
    fill(canvas, (X - 320) ** 2 / 210**2 + (Y - 282) ** 2 / 52**2 < 1, (172, 146, 104))
    hull = ((X - 320) ** 2 / 168**2 + (Y - 272) ** 2 / 44**2 < 1) & (Y > 272)
    fill(canvas, hull, (92, 62, 44))
    for x in range(190, 460, 30):
        fill(canvas, line(x, 272, 320 + (x - 320) * 0.72, 308, 4) & hull, (126, 88, 60))
    fill(canvas, line(154, 270, 486, 270, 7), (112, 76, 52))
    for x in range(24, 640, 34):
        fill(canvas, line(x, 214, x + 5, 178 - x % 3 * 8, 3), (96, 128, 84))
    for x in (120, 250, 390, 520):
        fill(canvas, line(x, 238, x, 322, 2) | line(x, 322, x + 66, 330, 2), (242, 236, 222))
    return canvas


def panels() -> Pixels:
    canvas = sky((122, 178, 216), (232, 230, 206))
    fill(canvas, disc(528, 84, 40), (252, 216, 110))
    fill(canvas, hill(206, 20, 110, 0), (222, 188, 132))
    fill(canvas, hill(236, 14, 150, 220), (208, 170, 112))
    for row, (top, tall) in enumerate(((226, 26), (262, 34), (306, 42))):
        for at in range(-1, 9):
            left = at * (66 + row * 14) + row * 12
            wide = 54 + row * 12
            slope = (X - left - (top + tall - Y) * 0.4 > 0) & (X - left - (top + tall - Y) * 0.4 < wide)
            band = (top < Y) & (top + tall > Y)
            fill(canvas, slope & band, (34, 66, 116))
            fill(canvas, slope & band & ((Y - top) % (tall / 3) < 1.6), (122, 156, 204))
            fill(canvas, line(left + wide / 2, top + tall, left + wide / 2, top + tall + 8, 3), (96, 92, 92))
    return canvas


def harvest() -> Pixels:
    canvas = sky((250, 222, 160), (252, 240, 214))
    fill(canvas, disc(140, 110, 44), (248, 186, 92))
    fill(canvas, hill(224, 16, 130, 30), (150, 160, 96))
    fill(canvas, Y > 262, (198, 168, 116))
    for x, size in ((230, 120), (330, 150), (440, 130), (540, 160), (60, 110)):
        palm(canvas, x, 280, size)
    for x, tone in ((150, (126, 62, 40)), (260, (168, 96, 48)), (380, (104, 48, 36)), (490, (186, 120, 58))):
        fill(canvas, (x < X) & (x + 84 > X) & (Y > 304) & (Y < 344), (150, 112, 66))
        for at in range(11):
            fill(canvas, disc(x + 6 + at * 7.2, 302 - at % 2 * 6, 6.5), tone)
    return canvas


def match() -> Pixels:
    canvas = sky((36, 52, 84), (110, 128, 160))
    fill(canvas, Y > 150, (86, 92, 110))
    for at in range(420):
        fill(
            canvas,
            disc(at * 83 % 640, 156 + at * 31 % 50, 3),
            ((196, 70, 62), (236, 232, 222), (60, 110, 164))[at % 3],
        )
    for row, top in enumerate(range(214, 360, 24)):
        fill(canvas, top < Y, ((68, 136, 76), (80, 150, 86))[row % 2])
    fill(canvas, line(0, 236, 640, 236, 3), (238, 242, 236))
    ring = disc(320, 300, 70) & ~disc(320, 300, 66)
    fill(canvas, ring, (238, 242, 236))
    fill(
        canvas,
        line(230, 236, 230, 168, 4) | line(410, 236, 410, 168, 4) | line(230, 168, 410, 168, 4),
        (246, 246, 246),
    )
    fill(canvas, disc(352, 296, 11), (250, 250, 250))
    fill(canvas, disc(352, 296, 4), (40, 44, 52))
    for x in (70, 570):
        fill(canvas, line(x, 150, x, 40, 5), (60, 66, 82))
        fill(canvas, box(x - 26, 26, x + 26, 48), (252, 248, 216))
    return canvas


SCENES: tuple[Callable[[], Pixels], ...] = (quay, oryx, valley, boat, panels, harvest, match)


def png(canvas: Pixels) -> bytes:
    """The canvas at its final size as an 8-bit RGB PNG; each row holds its difference to the one above."""
    small = canvas.reshape(HEIGHT, FINER, WIDTH, FINER, 3).mean(axis=(1, 3))
    rows = np.rint(small / 4).clip(0, 63).astype(np.uint8) * 4
    above = np.vstack([np.zeros_like(rows[:1]), rows[:-1]])
    lines = (rows - above).reshape(HEIGHT, WIDTH * 3)
    raw = np.hstack([np.full((HEIGHT, 1), 2, dtype=np.uint8), lines]).tobytes()

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(raw, 9))
        + chunk(b"IEND", b"")
    )


def main() -> None:
    PLACE.mkdir(parents=True, exist_ok=True)
    for scene in SCENES:
        data = png(scene())
        (PLACE / f"{scene.__name__}.png").write_bytes(data)
        print(f"{scene.__name__}.png: {len(data):,} bytes")


if __name__ == "__main__":
    main()
