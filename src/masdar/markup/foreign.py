"""MathML and SVG that only draw: what is on these lists, strictly nested, or nothing.

    >>> markup(["<svg width='9'>", "<circle r='4' onclick='x()'>", "</circle>", "</svg>"], ["", "", ""])
    '<svg width="9"><circle r="4"></circle></svg>'
    >>> markup(["<math>", "<script>", "</script>", "</math>"], ["", "x()", ""])
    ''

Nothing here runs, loads or moves: no links but to http and https, no styles, images, animations or references
to other parts. No element of HTML is listed, so that a parser never leaves the drawing within it.
"""

import html
import re
from collections.abc import Sequence

_ELEMENTS = {
    "math": """
        annotation maction math merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts
        mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover
        none semantics
    """,
    "svg": """
        a circle defs desc ellipse g line linearGradient marker path polygon polyline radialGradient rect
        stop svg switch text title tspan
    """,
}
_BY_NAME = {root: {name.lower(): name for name in names.split()} for root, names in _ELEMENTS.items()}
# where a parser goes back to reading HTML, so that nothing but text may stand there
_TEXTS = frozenset({"mi", "mn", "mo", "ms", "mtext", "annotation", "desc", "title"})
_ATTRIBUTES = {
    "math": """
        accent accentunder align close columnalign columnlines columnspacing columnspan depth dir display
        displaystyle encoding fence form frame height href linethickness lspace mathbackground mathcolor
        mathsize mathvariant maxsize minsize movablelimits notation open rowalign rowlines rowspacing rowspan
        rspace scriptlevel separator separators stretchy symmetric width xlink:href xlink:show
        xlink:type xmlns
    """,
    "svg": """
        baseProfile cx cy d dir dx dy fill fill-opacity fill-rule font-family font-size font-style
        font-weight fx fy gradientUnits height lang offset opacity pathLength points preserveAspectRatio r rx
        ry stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin
        stroke-miterlimit stroke-opacity stroke-width text-anchor transform version viewBox width x x1 x2
        xlink:href xlink:show xlink:title xlink:type xmlns y y1 y2
    """,
}
_KEYS = {root: {name.lower(): name for name in names.split()} for root, names in _ATTRIBUTES.items()}
_SPACES = {"math": "http://www.w3.org/1998/Math/MathML", "svg": "http://www.w3.org/2000/svg"}
_XLINK = "http://www.w3.org/1999/xlink"
_TAG = re.compile(r"<(/?)(?:[A-Za-z]+:)?([A-Za-z][A-Za-z0-9]*)((?:\s[^<>]*?)?)(/?)>")
_ATTRIBUTE = re.compile(r"([A-Za-z][\w:.-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_DEEPEST = 50
_VALUE = re.compile(r"[^<>&\\`\x00-\x1f\x7f]*")
_LINK = re.compile(r"https?://[\w.-]+(?:[/?#:][^\s\"'<>&\\`]*)?")


def begins(tag: str) -> bool:
    """Whether a tag, given without its brackets, opens a drawing."""
    return tag[:4].lower() == "math" or tag[:3].lower() == "svg"


def markup(tags: Sequence[str], texts: Sequence[str]) -> str:
    """The drawing of these tags, first to last, with the texts between them; `""` where any is not listed."""
    out: list[str] = []
    opened: list[str] = []
    root = ""
    for at, written in enumerate(tags):
        tag = _TAG.fullmatch(written)
        if tag is None:
            return ""
        root = root or tag[2].lower()
        name = _BY_NAME.get(root, {}).get(tag[2].lower())
        if name is None or len(opened) > _DEEPEST:
            return ""
        if tag[1]:
            if not opened or opened.pop() != name:
                return ""
            out.append(f"</{name}>")
        else:
            attributes = _attributes(root, tag[3])
            if attributes is None or (opened and opened[-1] in _TEXTS):
                return ""
            out.append(f"<{name}{attributes}>")
            if tag[4]:
                out.append(f"</{name}>")
            else:
                opened.append(name)
        out += texts[at : at + 1]
    return "" if opened or any("<" in each for each in texts) else "".join(out)


def _attributes(root: str, said: str) -> str | None:
    found: dict[str, str] = {}
    for each in _ATTRIBUTE.finditer(said):
        key = _KEYS[root].get(each[1].lower())
        value = html.unescape(each[2] or each[3] or "").strip()
        if key is None or key in found:
            continue
        if _VALUE.fullmatch(value) is None or "url(" in value.lower():
            return None
        if key.endswith("href") and _LINK.fullmatch(value) is None:
            continue
        if key == "xmlns" and value != _SPACES[root]:
            return None
        found[key] = value
    made = "".join(f' {key}="{html.escape(found[key])}"' for key in sorted(found))
    return f'{made} xmlns:xlink="{_XLINK}"' if any(key.startswith("xlink:") for key in found) else made
