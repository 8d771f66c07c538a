"""What the index writes down of a text: of each word its stem, and what was cut off it.

One field serves both ways of asking. The stems are searched; a stem with its rest behind it is the word as
it was written, so that a phrase is a run of both:

    >>> pair("countries")
    ('countri', '~-es')
    >>> pair("bridge")
    ('bridg', '~-e')

News repeats its words: each is taken apart once and remembered.
"""

from collections.abc import Iterator

from masdar.arabic import fold, tokens
from masdar.search.marks import WORD

# no word begins with it
_REST = "~"
# consonants that make a name: of fewer too many sound alike
_HEARD = 2
# pairs of sound and stem that are known to be noted
_REMEMBERED = 1_000_000


class Pieces:
    """The pieces of texts; remembers those made, and what is new of what they sound like."""

    def __init__(self) -> None:
        self._coded: tokens.Made[bytes] = tokens.Made(lambda word: self._make(fold.decoded(word)))
        self._others: tokens.Made[str] = tokens.Made(self._make)
        self._heard: set[str] = set()
        self._new: list[str] = []

    def of(self, said: str) -> list[str]:
        """Of each word of a text in order its stem and its rest, a blank between them."""
        coded = fold.coded(said)
        if coded is None:
            return list(map(self._others.__getitem__, fold.words(said)))
        return list(map(self._coded.__getitem__, coded))

    def heard(self) -> list[str]:
        """What was met since this was last asked: sounds and stems, a blank between them, each pair once."""
        new, self._new = self._new, []
        return new

    def _make(self, word: str) -> str:
        word = word[:WORD]
        stem, sound = tokens.both(word)
        if _named(word, sound) and (said := f"{sound} {stem}") not in self._heard:
            if len(self._heard) >= _REMEMBERED:
                self._heard.clear()
            self._heard.add(said)
            self._new.append(said)
        return f"{stem} {_rest(word, stem)}"


def stems(made: list[str]) -> str:
    """The stems alone of such a list, between blanks."""
    return " ".join(" ".join(made).split()[::2])


def pair(word: str) -> tuple[str, str]:
    """The stem of a folded word, and the rest with a stroke where the stem was."""
    stem = tokens.stem(word)
    return stem, _rest(word, stem)


def sounds(said: str) -> list[str]:
    """Every pair of sound and stem of a text, each once."""
    found = {
        f"{sound} {tokens.stem(word[:WORD])}" for word in fold.words(said) if (sound := sound_of(word[:WORD]))
    }
    return sorted(found)


def phrase(words: list[str]) -> Iterator[str]:
    """Folded words as they stand in the index, one behind the other."""
    for word in words:
        yield from pair(word)


def sound_of(word: str) -> str:
    """The skeleton of a folded word that may be a foreign name; `""` where too many would sound alike."""
    sound = tokens.skeleton(word)
    return sound if _named(word, sound) else ""


def _named(word: str, sound: str) -> bool:
    return len(word) >= tokens.NAME and len(sound) >= _HEARD and word[0] > "\u0620"


def _rest(word: str, stem: str) -> str:
    if stem == word:
        return _REST
    return _REST + (word.replace(stem, "-", 1) if stem in word else word)
