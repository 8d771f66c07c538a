"""Lints our own pages for what other checkers do not see: direction.

An Arabic page without `dir` passes every accessibility checker. The numbers are those of the product paper:

1 root `lang` or `dir` missing or at odds, 2 block whose language and direction differ, 3 foreign run beside
punctuation without isolation, 4 `dir=auto` on published text, 5 physical CSS properties, 6 letter-spacing,
7 justified, hyphenated or broken words, 8 italics, 9 tatweel or presentation forms, 10 stray combining
marks, 11 Latin punctuation in Arabic strings, 12 mixed digits in one string, 13 an arrow that points back,
14 a sign that our fonts have no glyph for.

>>> [each.rule for each in page('<html lang="ar"><p>.</p></html>')]
[1]
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

from masdar.arabic import direction
from masdar.press import glyphs


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault: the rule it breaks, what was met, and where."""

    rule: int
    what: str
    where: str = ""


_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_HEADS = ["h1", "h2", "h3", "h4", "h5", "h6", "caption", "summary"]
_BLOCKS = frozenset([*_HEADS, "p", "li", "dd", "dt", "figcaption", "blockquote", "td", "th", "q"])
_SILENT = frozenset(["script", "style", "title", "template"])
_ISOLATES = frozenset({"bdi", "code", "bdo"})
_TYPED = frozenset({"input", "textarea"})
# so many letters tell a language
_ENOUGH = 8

_ARABIC = "\u0620-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff"
_LETTER = re.compile(r"[^\W\d_]")
_BESIDE = re.compile(
    r"[A-Za-z][A-Za-z0-9]*\s?[:;!?()\[\]\u00ab\u00bb\u060c\u061b\u061f.,]|[:()\[\]\u00ab]\s?[A-Za-z]"
)
_PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)[\w-]*|left|right"
    r"|border-(?:top|bottom)-(?:left|right)-radius)\s*:"
    r"|(?<![\w-])(?:float|clear|text-align|caption-side)\s*:\s*(?:left|right)(?![\w-])"
)
_SPACING = re.compile(r"(?<![\w-])letter-spacing\s*:(?!\s*(?:normal|0(?![.\d])))")
_BROKEN = re.compile(r"text-align\s*:\s*justify|hyphens\s*:(?!\s*(?:none|manual))|word-break\s*:\s*break-all")
_ITALIC = re.compile(r"font-style\s*:\s*(?:italic|oblique)|(?<![\w-])font\s*:[^;}]*\bitalic\b")
# heh with a tatweel is how a year of the Hijra is abbreviated
_FORMS = re.compile(f"(?<!\u0647)\u0640|\u0640(?=[{_ARABIC}])|[\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc]")
_STRAY = re.compile(f"(?<![{_ARABIC}\u0640\u064b-\u065f\u0670])[\u064b-\u065f\u0670]")
_LATIN_SIGN = re.compile(f"(?<=[{_ARABIC}])\\s?[,;?]")
# elements whose words are ours, and not an article's
_CHROME = frozenset(["nav", "footer", "button", "label", "legend", "summary", "dt", "th"])
_CHROME_TEXTS = frozenset(["placeholder", "aria-label", "title"])
_EASTERN = re.compile("[\u0660-\u0669\u06f0-\u06f9]")
_WESTERN = re.compile("[0-9]")


def page(html: str) -> tuple[Finding, ...]:
    """The faults of a page, in its order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return tuple(reader.findings)


def style(css: str) -> tuple[Finding, ...]:
    """The faults of a style sheet."""
    plain = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    rules = ((5, _PHYSICAL), (6, _SPACING), (7, _BROKEN), (8, _ITALIC))
    return tuple(
        Finding(rule, found[0].strip(), plain[max(0, found.start() - 40) : found.end()].strip())
        for rule, pattern in rules
        for found in pattern.finditer(plain)
    )


def words(text: str) -> tuple[Finding, ...]:
    """The faults of a string of our own, such as one of a catalogue."""
    return tuple(_signs(text, own=True))


def _signs(text: str, *, own: bool) -> Iterator[Finding]:
    rules = [(9, _FORMS), (10, _STRAY)]
    if own:
        rules.append((11, _LATIN_SIGN))
    for rule, pattern in rules:
        for found in pattern.finditer(text):
            yield Finding(rule, f"U+{ord(found[0].strip()[:1] or ' '):04X}", text[:80])
    for sign in glyphs.missing(text):
        yield Finding(14, f"U+{ord(sign):04X}", text[:80])
    if _EASTERN.search(text) and _WESTERN.search(text):
        yield Finding(12, "two systems of digits", text[:80])


@dataclass(slots=True)
class _Open:
    """An element that is open: its direction, and the letters that are its own."""

    name: str
    dir: str
    isolated: bool
    silent: bool
    text: list[str]
    # whether its words are ours
    own: bool = False


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.findings: list[Finding] = []
        self._open: list[_Open] = [_Open("", "ltr", False, False, [])]

    def _find(self, rule: int, what: str, where: str = "") -> None:
        self.findings.append(Finding(rule, what, where))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        above = self._open[-1]
        dir = said.get("dir") or above.dir
        if tag == "html":
            self._root(said)
        if said.get("dir") == "auto":
            if tag not in _TYPED:
                self._find(4, "dir=auto", tag)
            dir = above.dir
        if said.get("style"):
            self.findings.extend(style(said["style"] or ""))
        for name in ("title", "alt", "placeholder", "aria-label", "value"):
            if said.get(name) and not (name == "value" and tag in _TYPED):
                self.findings.extend(_signs(said[name] or "", own=name in _CHROME_TEXTS))
        lang, own = said.get("lang"), said.get("dir")
        if lang and own in ("rtl", "ltr") and tag != "html" and direction.of(lang) != own:
            self._find(2, f"lang={lang} dir={own}", tag)
        if tag in _VOID:
            return
        self._open.append(
            _Open(
                tag,
                dir,
                above.isolated or tag in _ISOLATES,
                above.silent or tag in _SILENT,
                [] if tag in _BLOCKS or "dir" in said else above.text,
                (above.own or tag in _CHROME) and not (lang and tag != "html"),
            )
        )

    def _root(self, said: dict[str, str | None]) -> None:
        lang, dir = said.get("lang"), said.get("dir")
        if not lang or dir not in ("rtl", "ltr"):
            self._find(1, "lang or dir missing", "html")
        elif direction.of(lang) != dir:
            self._find(1, f"lang={lang} dir={dir}", "html")

    def handle_endtag(self, tag: str) -> None:
        if not any(each.name == tag for each in self._open):
            return
        while len(self._open) > 1:
            closed = self._open.pop()
            if closed.text is not self._open[-1].text:
                self._block(closed)
            if closed.name == tag:
                return

    def _block(self, closed: _Open) -> None:
        """Rule 2 for a piece of text that has a direction of its own."""
        text = " ".join(closed.text)
        if len(_LETTER.findall(text)) >= _ENOUGH and direction.of_text(text) != closed.dir:
            self._find(2, f"dir={closed.dir}", f"{closed.name}: {text[:60]}")

    def handle_data(self, data: str) -> None:
        here = self._open[-1]
        if here.name == "style":
            self.findings.extend(style(data))
        if here.silent or not data.strip():
            return
        self.findings.extend(_signs(data, own=here.own))
        if here.isolated:
            return
        here.text.append(data)
        if here.dir == "rtl":
            # a text that is all Latin disturbs nothing
            if re.search(f"[{_ARABIC}]", data) and (found := _BESIDE.search(data)):
                self._find(3, found[0], data.strip()[:80])
            if "\u2192" in data or "\u276f" in data:
                self._find(13, "arrow against the reading direction", data.strip()[:40])
        elif "\u2190" in data:
            self._find(13, "arrow against the reading direction", data.strip()[:40])
        if here.name in ("i", "cite", "address", "dfn", "var") and re.search(f"[{_ARABIC}]", data):
            self._find(8, here.name, data.strip()[:40])
