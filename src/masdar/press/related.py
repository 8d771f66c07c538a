"""What to read beside an article, from what is kept and what the index finds."""

from masdar import ports
from masdar.model import ArticleId
from masdar.stories import related

# articles looked at: for each that is wanted, at least and at most; more cost time and hardly better the list
_EACH, _LEAST, _MOST = 3, 20, 60
# texts that are read besides those that are wanted
_SPARE = 4


def of(reading: ports.Reading, index: ports.Index, id: ArticleId, *, limit: int = 6) -> tuple[ArticleId, ...]:
    """Articles to read beside one, best first, copies left out; none for an article that is not kept."""
    mark = reading.fingerprints.get(id)
    if mark is None:
        return ()
    rarity = index.rarity([term for term, _ in mark.terms])
    hits = index.like(related.terms(mark, rarity), limit=min(_MOST, max(_LEAST, _EACH * limit)))
    copies = frozenset(reading.groups.members([id]).get(id, ()))
    found = reading.fingerprints.bags([id, *(hit.article for hit in hits if hit.article not in copies)])
    ranked = related.rank(found[id], list(found.values()), rarity=rarity)
    # copies of one another are few: mostly the texts of the first are enough
    for some in (ranked[: limit + _SPARE], ranked):
        texts = reading.fingerprints.texts(some)
        chosen = related.apart(mark, (texts[each] for each in some), limit=limit)
        if len(chosen) == limit or len(some) == len(ranked):
            break
    return chosen
