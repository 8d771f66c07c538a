"""Learn anew which words are parts of names, and which are met often and are none.

    python tools/names.py CORPUS.jsonl.zst…

A word is a part of names if it mostly stands right behind a title, a given name or what joins names; what is
learnt so introduces names in turn. Written are words alone, those of several texts: nothing of any text.
"""

import io
import itertools
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import zstandard

from masdar.arabic import fold

_LISTS = Path(__file__).parents[1] / "src" / "masdar" / "entities" / "lists"
_EDGE = "«»\"'“”()[]{}،؛:.,!؟?…-–—/\\‘’#*|<>ـ"
# as written they are no names, though they fold to one: "على" is not "علي"
_NONE = frozenset(("على", "إلى", "الآن", "أنا", "بأن", "لي", "أن", "إن"))
_LINKS = frozenset(("بن", "ابن", "بنت", "ابو"))
_THE = "ال"
# rounds; a given name that is so common and so seldom introduced is another word; what becomes one, by share
# and number
_ROUNDS, _COMMON, _SELDOM, _GIVEN, _LEARNT = 3, 150, 0.06, 0.6, 4
# parts of names: by share, with the article and without; how often a word is met at least
_SHARE, _SHARE_THE, _MET = 0.3, 0.25, 3
# a word met so often that is no name ends one
_OFTEN = 60
# verbs of the present begin so
_VERBAL = "يتن"
_FRONTS = ("وال", "لل", "بال", "وب", "ول", "فال", "كال", "و", "ب", "ل", "ف", "ك", "س", "ال")

Word = tuple[str, bool, bool]


def main(files: list[str]) -> None:
    kinds = {
        line.partition("\t")[0]: set(map(fold.key, line.partition("\t")[2].split()))
        for line in (_LISTS / "words.tsv").read_text("utf-8").splitlines()
    }
    given = {
        fold.key(word)
        for name in ("given.txt", "given_foreign.txt")
        for word in (_LISTS / name).read_text("utf-8").split()
    }
    lines = [words for file in files for text in _texts(file) if (words := _words(text))]
    met = Counter(word for line in lines for word, _, _ in line if word)
    known, behind = set(given), Counter[str]()
    for number in range(_ROUNDS):
        behind = _behind(lines, known | _LINKS | (kinds["TITLE"] - {"د"}))
        share = {word: count / met[word] for word, count in behind.items() if met[word] >= _MET}
        known = {each for each in given if met[each] < _COMMON or share.get(each, 0.0) >= _SELDOM}
        if number:
            known |= {
                word
                for word, part in share.items()
                if part >= _GIVEN and behind[word] >= _LEARNT and word[0] not in "ولبا" + _VERBAL
            }
    # what a person took out of the list when he read it
    read = set((Path(__file__).parent / "no_names.txt").read_text("utf-8").split())
    none = given.union(read, kinds["QUALITY"], kinds["TITLE"], kinds["OFFICE"], kinds["LINK"], kinds["TIME"])
    names = {word for word in behind if word not in none and _is_name(word, behind, met)}
    often = {
        word
        for word, count in met.items()
        if count >= _OFTEN and word not in names | given and re.fullmatch("[\u0621-\u064a]+", word)
    }
    for file, found in (("names.txt", names), ("common.txt", often)):
        (_LISTS / file).write_text("\n".join(sorted(found)) + "\n", "utf-8")
        sys.stderr.write(f"{file}: {len(found)} words\n")


def _is_name(word: str, behind: Counter[str], met: Counter[str]) -> bool:
    number = met[word]
    if min(behind[word], number) < _MET or not re.fullmatch("[\u0621-\u064a]{3,}", word):
        return False
    share = behind[word] / number
    if word.startswith(_THE):
        return share >= _SHARE_THE
    if share < _SHARE or word.startswith("لل"):
        return False
    for front in _FRONTS:
        rest = word.removeprefix(front)
        if rest != word and len(rest) >= _MET and (met[rest] > number or met[_THE + rest] > 2 * number):
            return False
    return share >= _GIVEN or word[0] not in _VERBAL or met[word[1:]] + met["ا" + word[1:]] <= number / 2


def _behind(lines: list[list[Word]], introducing: set[str]) -> Counter[str]:
    """How often each word stands right behind one of these, with no sign between them."""
    found: Counter[str] = Counter()
    for line in lines:
        for (before, _, closed), (word, opened, _) in itertools.pairwise(line):
            if word and not closed and not opened and before in introducing:
                found[word] += 1
    return found


def _words(text: str) -> list[Word]:
    made = []
    for raw in text.replace("_", " ").replace("#", " ").replace("/", " / ").split():
        core = raw.strip(_EDGE)
        key = fold.key(core)
        made.append((f"~{key}" if core in _NONE else key, raw[0] in _EDGE, raw[-1] in _EDGE))
    return made


def _texts(file: str) -> Iterator[str]:
    with Path(file).open("rb") as packed:
        for line in io.TextIOWrapper(zstandard.ZstdDecompressor().stream_reader(packed), "utf-8"):
            article = json.loads(line)
            yield from f"{article['title']}\n{article['text']}".split("\n")


if __name__ == "__main__":
    main(sys.argv[1:])
