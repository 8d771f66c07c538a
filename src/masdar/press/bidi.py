"""Direction: each text carries its own, and nothing foreign disturbs what stands beside it."""

import re
from collections.abc import Callable
from functools import lru_cache

from markupsafe import Markup, escape

from masdar.arabic import direction
from masdar.arabic import language as languages

# what would be torn apart beside letters of the other direction: addresses, mail, phones
_CODE = (
    r"(?:https?://|www\.)[^\s<>«»]*[^\s<>«».,;:!?()\[\]]"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?:\+|\b00)\d[\d \-]{6,}\d"
)
_L = r"A-Za-z\u00c0-\u024f"
_IN = r"\u2212\w'\u2019&./+-"
# "NATO", "F-16", "Le Monde"
_LATIN = rf"[{_L}](?:[{_IN}]*[{_L}0-9])?(?: (?=[{_L}0-9])[{_IN}]*[{_L}0-9])*"
_A = r"\u0620-\u065f\u066e-\u06d3\u06d5"
_ARABIC = rf"[{_A}](?:[{_A}\u200c\s]*[{_A}])?"
_LETTERS = re.compile(f"[{_L}]")
_ARABIC_LETTER = re.compile(f"[{_A}]")
# a headline, in signs; and so many foreign letters may stand in one for each of its own
_SHORT, _QUOTED = 200, 8
# signs of a name with a hyphen that stands on one line
_WHOLE = 16
_FOREIGN = {
    "rtl": re.compile(f"(?P<code>{_CODE})|(?P<run>{_LATIN})", re.ASCII),
    "ltr": re.compile(f"(?P<code>{_CODE})|(?P<run>{_ARABIC})"),
}


def isolated(text: str | None, dir: str, inner: Callable[[str], Markup] = escape) -> Markup:
    """A text, escaped, its foreign runs in `<bdi>`; `inner` makes markup of each piece.

    Numbers are left as they stand: an author wrote them for the direction of his text.

    >>> isolated("NATO & EU", "ltr")
    Markup('NATO &amp; EU')
    """
    if not text:
        return Markup("")
    parts: list[str] = []
    at = 0
    for found in _FOREIGN[dir].finditer(text):
        parts.append(inner(text[at : found.start()]))
        mark = "bdi" if found["code"] is None else 'bdi dir="ltr"'
        if found["code"] is None and "-" in found[0] and len(found[0]) <= _WHOLE:
            # "ORYX-4" is not torn apart at the end of a line
            mark = 'bdi class="whole"'
        parts.append(f"<{mark}>{inner(found[0])}</bdi>")
        at = found.end()
    parts.append(inner(text[at:]))
    return Markup("".join(parts))  # noqa: S704 - every part is escaped above


def own(text: str, default: str) -> Markup:
    """A text with its foreign runs isolated, in the direction of its own language."""
    return isolated(text, dir_of(text, default))


def code(text: str | None) -> Markup:
    """An address, host, number or digest: left to right, apart from what stands around it."""
    return Markup(f'<bdi dir="ltr">{escape(text or "")}</bdi>')  # noqa: S704 - escaped


def name(text: str | None) -> Markup:
    """A name, apart from what stands around it."""
    return Markup(f"<bdi>{escape(text or '')}</bdi>")  # noqa: S704 - escaped


def tongue(text: str, default: str) -> Markup:
    """`lang` and `dir` of a text, judged from its letters; the default settles what they cannot."""
    found = _language(text, default)
    return Markup(f'lang="{escape(found)}" dir="{direction.of(found)}"')  # noqa: S704 - escaped


def dir_of(text: str, default: str) -> str:
    """The direction of a text's own language."""
    return direction.of(_language(text, default))


@lru_cache(maxsize=2048)
def _language(text: str, default: str) -> str:
    """The language of a text; the default counts only where it is written as the text is."""
    alike = direction.of_text(text) == direction.of(default)
    found = languages.of(text, hint=default if alike else None)
    if direction.of(found) == "ltr" and direction.of(default) == "rtl" and _quotes(text):
        found = languages.of(_LETTERS.sub("", text), hint=default)
    return default if found == "und" else found


def _quotes(text: str) -> bool:
    """Whether a short text opens in Arabic letters and goes on with a name in others: "ألبوم «Salt» …"."""
    if len(text) > _SHORT or not _ARABIC_LETTER.match(text.lstrip()):
        return False
    return len(_ARABIC_LETTER.findall(text)) * _QUOTED >= len(_LETTERS.findall(text))
