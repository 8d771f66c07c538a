"""Datelines that credit an agency which no built-in table lists, but which the operator has named.

The grammar of datelines knows agencies by its own table. An agency of the operator's is read as any other
would be: the grammar is asked with a name that it knows in the agency's place, and answers in its own.

    >>> sariya = model.Publisher(name="وكالة سارية للأنباء", code="SARIYA", aliases=("سارية",))
    >>> known = model.Directory(by_code={"SARIYA": sariya})
    >>> read("مرسى النخيل، 19 نوفمبر (سارية) — افتتح الرصيف.", directory=known).agencies
    (Agency(said='سارية', code='SARIYA'),)
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from masdar import model
from masdar.arabic import agencies, fold
from masdar.extract import dateline

# signs from the beginning of a text in which a dateline stands, with the first sentence that may cite
_WINDOW = 400
_WORD = re.compile(r"\w+")
# one of these stands in; the first that the text itself does not name
_STAND_INS = ("رويترز", "يونهاب", "شينخوا")


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    end: int
    said: str
    code: str


def read(opening: str, *, directory: model.Directory, byline: str = "") -> model.Dateline:
    """As `dateline.read`, with the agencies of the directory known too."""
    names = dict(_names(directory))
    heard = next(_mentions(opening[:_WINDOW], names), None) if names else None
    signed = next(_mentions(byline, names), None) if names and byline else None
    name = next((each for each in _STAND_INS if each not in opening and each not in byline), None)
    first = heard or signed
    if first is None or name is None:
        return dateline.read(opening, byline=byline)
    # two agencies of the operator's in one head are rare: the first is read
    heard, signed = (each if each and each.code == first.code else None for each in (heard, signed))
    found = dateline.read(_put(opening, heard, name), byline=_put(byline, signed, name))
    entry = agencies.exact(name)
    stood = model.Agency(said=name, code=entry.code if entry else None)
    return replace(
        found,
        text=found.text.replace(name, heard.said) if heard else found.text,
        agencies=_back(found.agencies, stood, first),
        cited=_back(found.cited, stood, first),
        photo_credits=_back(found.photo_credits, stood, first),
    )


def _names(directory: model.Directory) -> Iterator[tuple[tuple[str, ...], str]]:
    """The names, folded word by word, of agencies that the table lacks, with their codes."""
    for code, each in directory.by_code.items():
        if agencies.by_code(code) is None:
            for name in (each.name, *((each.name_en,) if each.name_en else ()), *each.aliases):
                if words := tuple(fold.words(name)):
                    yield words, code


def _mentions(text: str, names: dict[tuple[str, ...], str]) -> Iterator[_Mention]:
    """Where they stand, the longest name at each place."""
    spans = [each.span() for each in _WORD.finditer(text)]
    words = tuple("".join(fold.words(text[start:end])) for start, end in spans)
    longest = max(map(len, names))
    for at in range(len(words)):
        for length in range(min(longest, len(words) - at), 0, -1):
            if (code := names.get(words[at : at + length])) is not None:
                start, end = spans[at][0], spans[at + length - 1][1]
                yield _Mention(start, end, text[start:end], code)
                break


def _put(text: str, mention: _Mention | None, name: str) -> str:
    return text[: mention.start] + name + text[mention.end :] if mention else text


def _back(
    found: tuple[model.Agency, ...], stood: model.Agency, mention: _Mention
) -> tuple[model.Agency, ...]:
    own = model.Agency(said=mention.said, code=mention.code)
    return tuple(own if each.code == stood.code else each for each in found)
