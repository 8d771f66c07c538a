"""Cut the fonts that the pages are set in.

    npm pack @fontsource/noto-naskh-arabic @fontsource/ibm-plex-sans-arabic
    (unpack each into a folder of its own: naskh/, sans/)
    python tools/fonts.py naskh sans src/masdar/press/static/fonts

A news page needs a few hundred glyphs, the fonts bring thousands. What stays: the letters of Arabic, Persian
and Urdu with their marks, both sets of digits, and the punctuation of both scripts. Latin letters are
left to the reader's own fonts. The cut fonts are Modified Versions in the sense of the SIL Open Font
License 1.1 and carry names of their own; their licences are put beside them.
"""

import io
import sys
from pathlib import Path
from typing import Any

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

LETTERS = (
    *range(0x0621, 0x063B),  # hamza to ghain
    *range(0x0641, 0x064B),  # feh to yeh
    *range(0x064B, 0x0656),  # fathatan to hamza below
    0x0670,  # superscript alef
    0x0671,  # alef wasla
    *(0x0679, 0x067E, 0x0686, 0x0688, 0x0691, 0x0698, 0x06A9, 0x06AF, 0x06BA, 0x06BE),  # Persian and Urdu
    *(0x06C0, 0x06C1, 0x06C2, 0x06C3, 0x06CC, 0x06D2, 0x06D3, 0x06D5),
    *(0x06A4, 0x06AD),  # veh and ng, for foreign names
)
SIGNS = (
    *(0x060C, 0x061B, 0x061F, 0x066A, 0x066B, 0x066C, 0x06D4),
    *range(0x0660, 0x066A),
    *range(0x06F0, 0x06FA),
    *(0x0020, 0x00A0, 0x200C, 0x200D),
    *(ord(sign) for sign in "0123456789!\"%'()*+,-./:;=?[]"),
    *(0x00AB, 0x00BB, 0x00B7, 0x2010, 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2026, 0x2039, 0x203A),
)
FEATURES = ("ccmp", "locl", "isol", "init", "medi", "fina", "rlig", "calt", "mark", "mkmk", "kern")
# initial and medial lam: with alef they join by rule; every other ligature is for beauty, and heavy
LAM = frozenset({"uniFEDF", "uniFEE0"})
CUTS = (
    ("naskh", "noto-naskh-arabic", 400, "masdar-naskh-400", "Masdar Naskh", "Regular"),
    ("sans", "ibm-plex-sans-arabic", 600, "masdar-sans-600", "Masdar Sans", "SemiBold"),
)


def _plain(font: TTFont) -> None:
    """Leave of the required ligatures those of lam and alef, where lam has its own glyphs for them."""
    table: Any = font["GSUB"].table if "GSUB" in font else None
    lookups = table.LookupList.Lookup if table else ()
    for lookup in (each for each in lookups if each.LookupType == 4):
        for sub in lookup.SubTable:
            if LAM & sub.ligatures.keys():
                sub.ligatures = {first: tail for first, tail in sub.ligatures.items() if first in LAM}


def _part(path: Path, wanted: tuple[int, ...]) -> io.BytesIO:
    """One file of a font, cut to the wanted letters, without hints."""
    font = TTFont(path)
    _plain(font)
    options = Options()
    options.layout_features = list(FEATURES)
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.drop_tables += ["DSIG", "meta", "STAT"]
    cutter = Subsetter(options)
    cutter.populate(unicodes=wanted)
    cutter.subset(font)
    font.flavor = None
    out = io.BytesIO()
    font.save(out)
    out.seek(0)
    return out


def _named(font: TTFont, family: str, style: str) -> None:
    """Name a cut font anew; copyright and licence stay as they are."""
    names: Any = font["name"]
    whole = f"{family} {style}"
    post = whole.replace(" ", "-")
    kept = [each for each in names.names if each.nameID in (0, 13, 14)]
    names.names = kept
    for number, said in ((1, family), (2, style), (3, post), (4, whole), (6, post)):
        names.setName(said, number, 3, 1, 0x409)


def cut(folder: Path, stem: str, weight: int, family: str, style: str, out: Path) -> int:
    """Write one weight as WOFF2; its size in bytes."""
    # the packages deal a font out by script: Arabic, and Latin with digits and punctuation
    files = folder / "files"
    parts = [
        _part(files / f"{stem}-arabic-{weight}-normal.woff2", (*LETTERS, *SIGNS)),
        _part(files / f"{stem}-latin-{weight}-normal.woff2", SIGNS),
    ]
    font = Merger().merge(parts)
    _named(font, family, style)
    font.flavor = "woff2"
    font.save(out)
    return out.stat().st_size


def glyphs(paths: list[Path]) -> str:
    """The signs that every font has, as ranges: what the lint knows of them without opening them."""
    common = sorted(set.intersection(*(set(TTFont(path).getBestCmap()) for path in paths)))
    ranges: list[list[int]] = []
    for code in common:
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "\n".join(f"{a:04X}-{b:04X}" if a != b else f"{a:04X}" for a, b in ranges) + "\n"


def main(naskh: str, sans: str, target: str) -> None:
    folders = {"naskh": Path(naskh), "sans": Path(sans)}
    to = Path(target)
    to.mkdir(parents=True, exist_ok=True)
    for kind, stem, weight, name, family, style in CUTS:
        size = cut(folders[kind], stem, weight, family, style, to / f"{name}.woff2")
        print(f"{name}.woff2 {size / 1024:.1f} KiB")
    cuts = [to / f"{name}.woff2" for _, _, _, name, _, _ in CUTS]
    (to / "glyphs.txt").write_text(glyphs(cuts), encoding="ascii")
    for kind, folder in folders.items():
        text = (folder / "LICENSE").read_text(encoding="utf-8")
        (to / f"OFL-{kind}.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
