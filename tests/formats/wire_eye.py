"""What each wire file of the development set says, found by other means than ours.

The files were read by eye. What stands in them is pointed at here by paths of lxml, keys of JSON and lines of
text, none of which our readers use, so that the texts themselves stay with their agencies. Times, versions and
the like are written out.
"""

import html
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

Finder = Callable[["File"], str | None]
Texts = Callable[["File"], list[str]]


def even(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").replace("\u2009", " ").replace("\u202f", " ").split())


class File:
    """A file as lxml, the json module or plain decoding shows it."""

    def __init__(self, path: Path) -> None:
        self.data = path.read_bytes()

    @property
    def tree(self) -> Any:
        # what a label says is not always so: UTF-8 is tried first
        try:
            text = self.data.decode("utf-8")
        except UnicodeDecodeError:
            text = self.data.decode("latin-1")
        root = etree.fromstring(
            re.sub(r"<\?xml.*?\?>", "", text, count=1).strip().encode(), etree.XMLParser(encoding="utf-8")
        )
        for each in root.iter():
            if isinstance(each.tag, str):
                each.tag = etree.QName(each).localname
        return root

    @property
    def json(self) -> Any:
        found = json.loads(self.data)
        return found["item"][0] if "item" in found else found

    @property
    def message(self) -> str:
        """What stands between STX and ETX."""
        text = self.data.decode("cp1252").replace("\r\n", "\n")
        return text[text.index("\x02") + 1 : text.index("\x03")]


def at(path: str, which: int = 0) -> Finder:
    """The text of an element or attribute."""

    def find(file: File) -> str | None:
        found = file.tree.xpath(path)
        texts = [each if isinstance(each, str) else "".join(each.itertext()) for each in found]
        return even(texts[which]) if len(texts) > which else None

    return find


def each(path: str) -> Texts:
    """The texts of all elements of a path that have one."""

    def find(file: File) -> list[str]:
        texts = [even(html.unescape("".join(one.itertext()))) for one in file.tree.xpath(path)]
        found = [re.sub(r"<endash>-</endash>", "\u2013", text) for text in texts]
        return [text for text in found if any(sign.isalnum() for sign in text)]

    return find


def key(*names: str | int) -> Finder:
    def find(file: File) -> str | None:
        value = file.json
        for name in names:
            value = value[name]
        return even(re.sub(r"<[^>]+>", " ", value))

    return find


def marked(*names: str | int) -> Texts:
    """The paragraphs and headings of markup within JSON."""

    def find(file: File) -> list[str]:
        value = file.json
        for name in names:
            value = value[name]
        root = etree.fromstring(
            f"<div>{re.sub('<figure>.*?</figure>|<!--.*?-->', '', value)}</div>", etree.HTMLParser()
        )
        found = [even("".join(one.itertext())) for one in root.iter("p", "h1", "h2", "h3", "li")]
        return [text for text in found if text] or [even("".join(root.itertext()))]

    return find


def printed(file: File) -> list[str]:
    """The paragraphs of a teleprinter's text, from its heading to its notes or the agency's sign-off."""
    text = file.message.split("=\n", 1)[1]
    text = re.split(r"\n#|\ndpa(?: [a-z]{2,3})+\s*$", text)[0]
    return [even(part) for part in re.split(r"\n\s*\n", text) if part.strip()]


def line(number: int) -> Finder:
    """A line of a teleprinter's heading."""

    def find(file: File) -> str | None:
        return even(file.message.split("=\n", 1)[0].split("\n")[number])

    return find


def rows(path: str) -> Texts:
    """The lines of a text that is laid out by hand, each its own paragraph unless it is wrapped."""

    def find(file: File) -> list[str]:
        text = "".join(file.tree.xpath(path)[0].itertext())
        kept = [each for each in text.split("\n") if each.strip(" -_=")]
        return [even(" ".join(kept))]

    return find


@dataclass(frozen=True, kw_only=True)
class Eye:
    """What was seen. `None` for what the file does not say; times in ISO 8601."""

    headline: Finder | None
    body: Texts
    # words that the dateline begins with, places, date
    dateline: tuple[str, tuple[str, ...], str | None] | None = None
    byline: Finder | None = None
    persons: tuple[str, ...] | None = None
    # names as they are printed; codes of those that the table of agencies knows
    agency: str | None
    codes: tuple[str, ...] = ()
    created: str | None
    modified: str | None
    version: str | None
    status: str = "usable"
    notice: str | None = None
    urgency: int | None = None
    language: str | None = None
    # compare the words alone, not the paragraphs
    words: bool = False
    embargo: str | None = None
    sent: str | None = field(default=None)


@dataclass(frozen=True)
class Refused:
    """A file that gives no article, and words that the reason must hold, item by item."""

    why: Sequence[str]
