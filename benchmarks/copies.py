"""Copies among the articles of the corpora, as the live window finds them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from benchmarks import text
from masdar import model
from masdar.stories import fingerprint
from masdar.window import open_window

COPIES = (model.Level.EXACT, model.Level.NEAR, model.Level.EDITED)


def overlaps(rows: Iterable[dict[str, str]]) -> dict[str, list[model.Overlap]]:
    """Whom each article is a copy of, or the other way round; articles with none are left out."""
    window = open_window()
    found: defaultdict[str, list[model.Overlap]] = defaultdict(list)
    for row in rows:
        # copies alone are asked for, no stories
        mark = replace(fingerprint.of(text.article(row)), title=(), terms=())
        for each in window.near(mark).overlaps:
            if each.level in COPIES:
                found[each.a].append(each)
                found[each.b].append(each)
        placed = model.Placement(
            article=mark.article, story=model.StoryId("-"), relation=model.Relation.FIRST
        )
        window.add(mark, placed)
    return dict(found)


def kin(given: Mapping[str, Sequence[model.Overlap]]) -> dict[str, frozenset[str]]:
    """All copies of each article, by way of one another, itself among them."""
    found: dict[str, frozenset[str]] = {}
    for id in given:
        if id not in found:
            together = frozenset(group(id, given))
            found.update(dict.fromkeys(together, together))
    return found


def group(id: str, given: Mapping[str, Sequence[model.Overlap]]) -> set[str]:
    """All copies of an article, by way of one another, itself among them."""
    found, ahead = {id}, [id]
    while ahead:
        for each in given.get(ahead.pop(), ()):
            for other in (str(each.a), str(each.b)):
                if other not in found:
                    found.add(other)
                    ahead.append(other)
    return found
