"""Whose text it is, with the bylines hidden: one at a time, and all of a group at once.

    python -m benchmarks.provenance [--groups N]

Records of the corpus pass the same reader as an import does; copies are found by the live window over the
whole corpus; chains are built of witnesses as the store gives them. Where a byline is hidden it is left
empty, and for the papers that open their text with it, the first five words go.

    one hidden    the member's byline alone; its copies keep theirs
    all hidden    every byline of the group but for the place of its dateline, and each agency's name in the
                  texts and titles; what is left is style and what the texts inherit from one another
    cited         lines that name an agency they only quote: whether they are credited to it
    own           reports of a named reporter that nobody copies: whether they are given to an agency
"""

import argparse
import io
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from unittest import mock

from benchmarks import copies, sets, style, text
from masdar import model
from masdar.desk import ingest
from masdar.extract import byline
from masdar.formats import jsonl
from masdar.sources import catalogue
from masdar.trace import chain, claims, export
from masdar.trace import style as styles

# bins of a drawing of reliability, and its width in signs
_BINS, _DRAWN = 5, 40
# one own report of so many is asked
_OWN = 5
Row = dict[str, str]


@dataclass(slots=True)
class Tally:
    """Answers with their confidence and truth."""

    asked: Counter[str] = field(default_factory=Counter)
    answers: list[tuple[str, str, float]] = field(default_factory=list)

    def put(self, gold: str, said: str | None, confidence: float) -> None:
        self.asked[gold] += 1
        if said is not None:
            self.answers.append((gold, said, confidence))

    def line(self) -> str:
        right = [gold == said for gold, said, _ in self.answers]
        asked = sum(self.asked.values())
        brier = sum((c - (g == s)) ** 2 for g, s, c in self.answers) / max(1, len(self.answers))
        recall = {
            code: sum(g == s == code for g, s, _ in self.answers) / count
            for code, count in self.asked.most_common(4)
        }
        precision, coverage = sum(right) / max(1, len(right)), len(right) / max(1, asked)
        return (
            f"precision {precision:.4f} at {coverage:.4f} of {asked}; "
            f"Brier {brier:.4f}; recall " + ", ".join(f"{code} {value:.3f}" for code, value in recall.items())
        )

    def calibration(self) -> str:
        """How often answers were right, by how sure they were, in five bins, drawn; a mark: how sure."""
        bins: defaultdict[int, list[tuple[bool, float]]] = defaultdict(list)
        for gold, said, confidence in self.answers:
            bins[min(_BINS - 1, int(confidence * _BINS))].append((gold == said, confidence))
        lines = []
        for at, held in sorted(bins.items()):
            right = sum(ok for ok, _ in held) / len(held)
            sure = round(sum(confidence for _, confidence in held) / len(held) * _DRAWN)
            bar = ("#" * round(right * _DRAWN)).ljust(_DRAWN, ".")
            drawn = f"{bar[:sure]}|{bar[sure:]}"
            lines.append(f"    {at / _BINS:.1f}-{(at + 1) / _BINS:.1f} {drawn} {right:.3f} of {len(held)}")
        return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--groups", type=int, help="so many groups alone")
    parser.add_argument("--folds", type=int, default=5)
    asked = parser.parse_args()
    rows = {row["id"]: row for row in style.rows() if not row.get("published")}
    groups = list(sets.lines("text", "provenance", "wire-groups.dev.jsonl"))[: asked.groups]
    overlaps = copies.overlaps(rows.values())
    kin = copies.kin(overlaps)
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    examples = style.thinned(list(style.read()))
    for days in style.parts(examples, asked.folds):
        # the style of a text is judged by what other days taught, and no copy of it
        mine = [each for each in groups if str(each["members"][0])[:10] in days]
        members = [id for each in mine for id in each["members"]]
        learnt = style.small(style.learnt_apart(examples, members, days, kin))
        reports = {id: row for id, row in rows.items() if id[:10] in days}
        with mock.patch.object(styles, "model", return_value=learnt):
            for found in (hidden(rows, mine, overlaps), own(reports, overlaps)):
                for name, tally in found.items():
                    tallies[name].asked.update(tally.asked)
                    tallies[name].answers.extend(tally.answers)
    print(cited())
    for name, tally in tallies.items():
        print(f"{name}: {tally.line()}\n{tally.calibration()}")


def hidden(
    rows: dict[str, Row],
    groups: Sequence[dict[str, list[str] | str]],
    overlaps: dict[str, list[model.Overlap]],
) -> dict[str, Tally]:
    """The two tasks over the groups of the set."""
    directory = catalogue.built_in()
    tallies = {name: Tally() for name in ("one hidden, uncredited", "one hidden, credited", "all hidden")}
    for each in groups:
        gold = str(each["origin"])
        members = copies.group(str(each["members"][0]), overlaps) | set(each["members"])
        edges = list({(o.a, o.b): o for id in members for o in overlaps.get(id, ())}.values())
        open_ = {id: witness(rows[id], directory) for id in members}
        blind = {id: witness(blanked(rows[id]), directory) for id in members}
        for kind in ("uncredited", "credited"):
            for id in each[kind]:
                me = witness(unsigned(rows[id]), directory)
                others = [open_[other] for other in sorted(members) if other != id]
                said, confidence = asked_of(me, others, edges, directory)
                tallies[f"one hidden, {kind}"].put(gold, said, confidence)
        for id in each["members"]:
            others = [blind[other] for other in sorted(members) if other != id]
            said, confidence = asked_of(blind[id], others, edges, directory)
            tallies["all hidden"].put(gold, said, confidence)
    return tallies


def own(rows: dict[str, Row], overlaps: dict[str, list[model.Overlap]]) -> dict[str, Tally]:
    """Reports with a reporter's byline and without a copy, as they are and with the byline hidden."""
    directory = catalogue.built_in()
    tallies = {"own reports": Tally(), "own reports, byline hidden": Tally()}
    alone = [
        row
        for row in rows.values()
        if row["id"] not in overlaps and row["text"] and style.classed(row["byline"]) == style.OWN
    ]
    ways: tuple[tuple[str, Callable[[Row], Row]], ...] = (
        ("own reports", lambda row: row),
        ("own reports, byline hidden", blanked),
    )
    for row in alone[::_OWN]:
        for name, way in ways:
            said, confidence = asked_of(witness(way(row), directory), [], [], directory)
            tallies[name].put("own", "own" if said in (None, row["source"]) else said, confidence)
    return tallies


def cited() -> str:
    """Lines that only cite an agency, and how many of them are credited to it, or said to be its text."""
    directory = catalogue.built_in()
    lines = credited = named = 0
    for line in sets.lines("text", "dateline", "lines.dev.jsonl"):
        only = set(line["gold"]["cited"]) - set(line["gold"]["agency"])
        if not only:
            continue
        row = {"id": line["id"], "source": "paper", "url": "https://paper.example/1", "title": ""}
        row |= {"byline": line["byline"], "text": line["opening"], "extracted": "2015-08-01 10:00:00"}
        me = witness(row, directory)
        lines += 1
        credited += any(claim.value in only for claim in claims.asserted(me.claims))
        named += asked_of(me, [], [], directory)[0] in only
    return (
        f"lines that only cite: {lines}; credited to whom they cite: {credited}; said to be its text: {named}"
    )


def asked_of(
    me: model.Witness,
    others: Sequence[model.Witness],
    overlaps: Sequence[model.Overlap],
    directory: model.Directory,
) -> tuple[str | None, float]:
    """The origin that the export prints: an agency's code, or None for the paper itself and for nobody."""
    made = chain.build(me, others, overlaps, directory)
    said = export.origin_of(made)["origin"]
    return (None if said in (str(me.source), "AGENCIES") else said), made.origin.confidence


def unsigned(row: Row) -> Row:
    """The article without its byline."""
    body = row["text"] or ""
    if row["source"] in style.OPENS:
        # the words, with the breaks between them
        body = " ".join(body.split(" ")[5:]) if "\n" not in body[:40] else body.split("\n", 1)[1]
    return row | {"byline": "", "text": body}


def blanked(row: Row) -> Row:
    """The article without byline or agency's name; the place of its dateline stays."""
    places = byline.read(row["byline"] or "").places
    bare = unsigned(row)
    return bare | {
        "byline": places[0] if places else "",
        "text": styles.without_names(bare["text"]),
        "title": styles.without_names(row["title"] or ""),
    }


def witness(row: Row, directory: model.Directory) -> model.Witness:
    """A record as the store would hold it after an import."""
    work = drafted(row)
    draft = ingest.read(work, directory=directory)
    # the groups are named by the ids of the collection
    return witnessed(draft.article, draft.claims, model.ArticleId(row["id"]))


def witnessed(article: model.Article, stated: Sequence[model.Claim], id: model.ArticleId) -> model.Witness:
    """An article as the store hands it to a chain, under another name."""
    return model.Witness(
        article=id,
        source=article.source,
        url=article.url,
        title=article.title,
        published=article.published,
        seen=article.seen,
        claims=tuple(replace(each, article=id) for each in stated),
        bylines=article.bylines,
    )


def drafted(row: Row) -> ingest.Work:
    """A record as an import hands it to be read."""
    raw = json.dumps(row, ensure_ascii=False).encode()
    record = next(iter(jsonl.read(io.BytesIO(raw))))
    assert isinstance(record, jsonl.Record)
    # a collection may tell when a text was published, and not when it was found
    seen = record.seen or text.article(row).seen
    lead = jsonl.lead(record, seen=seen)
    capture = model.Capture(
        url=record.url,
        final_url=record.url,
        at=lead.seen,
        status=200,
        body=raw,
        digest=model.digest(raw),
        via=model.Via.RECORD,
    )
    source = catalogue.unknown(record.source or "", policy=model.Policy(), url=record.url)
    return ingest.Work(capture=capture, source=source, lead=lead, now=lead.seen)


if __name__ == "__main__":
    main()
