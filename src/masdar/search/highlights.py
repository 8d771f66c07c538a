"""Where a question is answered in a text, as it is written there.

    shown = Highlights(query.parse("\u0627\u0633\u0631\u0647"))
    shown.spans("...")       the places of what was asked for, ascending
    shown.snippet("...")     the piece of the text with most of it, ended at words

A word is found by its stem and, where the stem is nowhere in the text, by its sound; a phrase by its words.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from masdar.arabic import fold, tokens
from masdar.search import query as queries

Span = tuple[int, int]

# signs of a snippet, and of a text that are looked at for it
_SIZE = 260
_READ = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """A piece of a text, the places in it, and whether text was left out before and after."""

    text: str
    spans: tuple[Span, ...] = ()
    before: bool = False
    after: bool = False


class Highlights:
    """The places of one question in many texts."""

    def __init__(self, query: queries.Query) -> None:
        self._stems: dict[str, str] = {}
        self._phrases: list[list[str]] = []
        for part in queries.wanted(query):
            words = fold.words(part.text)
            if part.kind is queries.Kind.PHRASE:
                self._phrases.append(words)
            else:
                self._stems |= {tokens.stem(word): tokens.skeleton(word) for word in words}

    def spans(self, text: str) -> tuple[Span, ...]:
        """The places in a text, ascending, none within another."""
        return tuple(self._found(text, fold.spans(text)))

    def snippet(self, text: str, *, size: int = _SIZE) -> Snippet:
        """The piece that answers most, at most so many signs, cut between words; else the beginning."""
        text = text[:_READ]
        words = fold.spans(text)
        found = self._found(text, words)
        if len(text) <= size:
            return Snippet(text=text, spans=tuple(found))
        start = self._best(text, found, size)
        if start:
            # some words before the first, from the beginning of one
            wished = max(0, start - size // 4)
            start = next((a for a, _ in words[bisect_left(words, (wished, 0)) :] if a <= start), start)
        ends = [end for _, end in words if start < end <= start + size]
        end = ends[-1] if ends else start + size
        piece = text[start:end]
        inside = tuple((a - start, b - start) for a, b in found if start <= a and b <= end)
        return Snippet(text=piece, spans=inside, before=start > 0, after=end < len(text.rstrip()))

    def _found(self, text: str, spans: Sequence[Span]) -> list[Span]:
        words = fold.words(text)
        # nearly always each place holds one word; a sign like "½" holds two
        if len(words) == len(spans):
            place: Sequence[int] = range(len(spans))
        else:
            each = [fold.words(text[a:b]) for a, b in spans]
            place = [at for at, of in enumerate(each) for _ in of]
            words = [word for of in each for word in of]
        stems = tokens.stems(words)
        there = set(stems)
        hit = {at for at, stem in enumerate(stems) if stem in self._stems} if self._stems else set()
        heard = {
            sound for stem, sound in self._stems.items() if stem not in there and len(stem) >= tokens.NAME - 1
        } - {""}
        if heard:
            hit |= {at for at, sound in enumerate(tokens.sounds(words)) if sound in heard}
        for phrase in self._phrases:
            if phrase and phrase[0] in words:
                for at, word in enumerate(words):
                    if word == phrase[0] and words[at : at + len(phrase)] == phrase:
                        hit.update(range(at, at + len(phrase)))
        marked = {place[at] for at in hit}
        return [span for at, span in enumerate(spans) if at in marked]

    def _best(self, text: str, found: Sequence[Span], size: int) -> int:
        """Where the piece begins that holds most of what was asked for, the first of several."""
        folded = [" ".join(tokens.words(text[a:b])) for a, b in found]
        best, start = 0, 0
        for at, (begin, _) in enumerate(found):
            reach = bisect_left(found, (begin + size * 3 // 4, 0))
            distinct = len(set(folded[at:reach]))
            if distinct > best:
                best, start = distinct, begin
        return start
