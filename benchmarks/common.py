"""How common words are in the news: writes the table that a new window of stories begins with.

    python -m benchmarks.common

A stem's share is the mean of its shares in the corpora, so that neither speaks for all news; kept are those
in one of a thousand articles. `benchmarks.stories --common other` scores each corpus with the table of the
other alone, which nothing of its own events is in.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from benchmarks import sets, text
from masdar.model import Fingerprint
from masdar.stories import fingerprint
from masdar.window import common

# of a thousand articles
LEAST = 1.0


def main() -> None:
    marks = [fingerprint.of(each) for each in text.read(sets.folder("text"), "dev", None)]
    apart = [shares(each) for each in corpora(marks).values()]
    mean = {
        term: sum(each.get(term, 0.0) for each in apart) / len(apart)
        for term in {term for each in apart for term in each}
    }
    file = Path(common.__file__).with_suffix(".txt")
    file.write_text(written(mean))
    print(f"{len(common.read(file.read_text()))} stems of {len(marks)} articles: {file}")


def corpora(marks: Iterable[Fingerprint]) -> dict[str, list[Fingerprint]]:
    """The articles of each corpus: those of 2015 and of 2018."""
    found: dict[str, list[Fingerprint]] = defaultdict(list)
    for mark in marks:
        found[str(mark.at.year)].append(mark)
    return found


def shares(marks: list[Fingerprint]) -> dict[str, float]:
    """Stems with the articles that hold them, of a thousand."""
    met = Counter(term for mark in marks for term, _ in mark.terms)
    return {term: 1000 * count / len(marks) for term, count in met.items()}


def written(shares: Mapping[str, float]) -> str:
    """The table as text: a share, rounded, and the stems that have it, on each line."""
    lines: dict[float, list[str]] = defaultdict(list)
    for term, share in shares.items():
        if share >= LEAST and not any(sign.isspace() for sign in term):
            lines[float(f"{share:.2g}")].append(term)
    return "".join(f"{share:g} {' '.join(sorted(lines[share]))}\n" for share in sorted(lines, reverse=True))


if __name__ == "__main__":
    main()
