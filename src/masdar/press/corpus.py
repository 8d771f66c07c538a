"""What may be given away for research: a row for each article as its policy shows it, and a card about all.

Nothing goes out that a reader of the site could not see. Where a source reserves text and data mining or the
training of models, its rows say so and carry no text.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from masdar import model
from masdar.press import links

FIELDS = (
    *("id", "url", "title", "text", "text_shown", "language", "spans", "section", "tags"),
    *("published", "published_precision", "taken", "version", "status", "upstream", "digest"),
    *("source", "source_name", "origin", "origin_url", "origin_code", "grade", "author"),
    *("policy", "ground", "licence", "rights", "reserved", "page"),
)


def row(release: model.Release, *, base: str) -> dict[str, Any] | None:
    """The row of a release; None for one that was withdrawn."""
    if release.status is model.ReleaseStatus.WITHDRAWN:
        return None
    signals = release.policy.signals
    reserved = signals.tdm_reservation or signals.noai
    text, spans = ("", []) if reserved else _text(release)
    first = release.first_published
    return {
        "id": release.id,
        "url": links.web(release.credit.taken_url),
        "title": release.title,
        "text": text,
        "text_shown": "none" if not text else "excerpt" if release.shortened else release.policy.show.value,
        "language": release.language,
        "spans": spans,
        "section": release.section,
        "tags": list(release.tags),
        "published": first.iso() if first else None,
        "published_precision": first.precision.value if first else None,
        "taken": release.taken.isoformat(),
        "version": release.version,
        "status": release.status.value,
        "upstream": release.upstream.status.value if release.upstream else None,
        "digest": release.digest,
        "source": release.source,
        "source_name": release.source_name,
        "origin": release.credit.publisher,
        "origin_url": links.web(release.credit.original_url),
        "origin_code": release.origin.code,
        "grade": release.chain.grade.value,
        "author": release.credit.author,
        "policy": release.policy.show.value,
        "ground": release.policy.ground,
        "licence": signals.license,
        "rights": release.credit.rights,
        "reserved": reserved,
        "page": base + links.article(release),
    }


def _text(release: model.Release) -> tuple[str, list[list[Any]]]:
    """The text as it is shown, a line a block, and where each block stands in it: start, end, kind."""
    lines: list[str] = []
    spans: list[list[Any]] = []
    at = 0
    for block in release.blocks:
        if block.kind is model.BlockKind.FIGURE or not block.plain.strip():
            continue
        lines.append(block.plain)
        spans.append([at, at + len(block.plain), block.kind.value])
        at += len(block.plain) + 1
    return "\n".join(lines), spans


@dataclass(slots=True)
class Card:
    """What is told of a corpus beside it, counted while its rows are written."""

    rows: int = 0
    withdrawn: int = 0
    shown: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    sources: Counter[tuple[str, str, str, str]] = field(default_factory=Counter)
    reserved: int = 0
    first: str = ""
    last: str = ""

    def count(self, made: dict[str, Any] | None) -> None:
        if made is None:
            self.withdrawn += 1
            return
        self.rows += 1
        self.shown[made["text_shown"]] += 1
        self.languages[made["language"]] += 1
        self.reserved += made["reserved"]
        self.sources[made["source"], made["source_name"], made["policy"], made["ground"]] += 1
        when = str(made["published"] or made["taken"])[:10]
        self.first = min(self.first or when, when)
        self.last = max(self.last, when)

    def write(
        self, *, name: str, base: str, now: datetime, version: str, files: Sequence[tuple[str, int, str]]
    ) -> str:
        """The card, in the form that data cards have, in English and with a summary in Arabic."""
        sources = "\n".join(
            f"| {_cell(source)} | {_cell(called)} | {number:,} | {show} | {_cell(ground) or '–'} |"
            for (source, called, show, ground), number in self.sources.most_common()
        )
        shown = ", ".join(f"{word} {number:,}" for word, number in self.shown.most_common()) or "none"
        tongues = ", ".join(f"{tongue} {number:,}" for tongue, number in self.languages.most_common())
        listed = "\n".join(f"| {file} | {size:,} | `{sum_}` |" for file, size, sum_ in files)
        return _CARD.format(
            name=name,
            base=base,
            made=now.isoformat(timespec="seconds"),
            version=version,
            rows=f"{self.rows:,}",
            withdrawn=f"{self.withdrawn:,}",
            reserved=f"{self.reserved:,}",
            first=self.first or "–",
            last=self.last or "–",
            shown=shown,
            tongues=tongues or "–",
            sources=sources,
            files=listed,
            fields=", ".join(f"`{each}`" for each in FIELDS),
        )


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


_CARD = """\
# {name}: corpus of news

<p lang="ar" dir="rtl">مجموعة أخبار أُخذت من ناشريها كما تتيح سياسة كل مصدر، ومع كل خبر أصله وسنده وبصمته.</p>

Made on {made} by masdar {version} from {base}.

| | |
|---|---|
| Articles | {rows} |
| Published | {first} to {last} |
| Text | {shown} |
| Languages | {tongues} |
| Without text, since their publisher reserves mining or training | {reserved} |
| Left out, since they were withdrawn or are held | {withdrawn} |

## What it may be used for

Each article belongs to its publisher. `policy` says how much of it may be shown and `ground` why; `licence`
and `rights` repeat what the publisher says. `text` is never more than a reader of the site sees, so most
rows hold an excerpt; `digest` is that of the whole text, by which whoever holds it can find it. Where
`reserved` is true the publisher reserves text and data mining or the training of models, and that binds
whoever uses this corpus too. An article that is withdrawn later must be taken out: {base}/corrections tells
of these.

## Fields

{fields}

`spans` are the blocks of `text`: start, end and kind, counted in Unicode code points. `origin` is who said
it first as far as the evidence carries, `grade` how well the chain of hands holds, `upstream` whether the
text was updated, corrected or withdrawn where it first stood while this copy does not say so. Times are ISO
8601 with their zone. In CSV, `spans` and `tags` are JSON, and a cell that a spreadsheet would run begins
with an apostrophe.

## Sources

| source | name | articles | shown | ground |
|---|---|---|---|---|
{sources}

## Files

| file | bytes | SHA-256 |
|---|---|---|
{files}
"""
