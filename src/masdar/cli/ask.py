"""`masdar search`, `related` and `explain`: questions to what is kept."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click
import msgspec

from masdar.app import App, open_app
from masdar.cli import Call, options, show
from masdar.errors import ConfigError, NotFound
from masdar.model import ArticleId, Reason, Release, Why
from masdar.ports import Reading
from masdar.press import related
from masdar.trace import explain


@click.command("search")
@click.argument("query", required=False)
@click.option(
    "--queries", type=click.Path(dir_okay=False, path_type=Path), help='JSON Lines {"q": id, "text": …}.'
)
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True)
@click.option("--copies", is_flag=True, help="Show every copy of a text, not one of each.")
@click.option("--explain", "reasons", is_flag=True, help="Say of each answer what made its place.")
@options.shared
@options.JSON
@click.pass_obj
def search_(
    call: Call,
    query: str | None,
    queries: Path | None,
    limit: int,
    copies: bool,
    reasons: bool,
    as_json: bool,
) -> None:
    """Find articles by words, best first.

    Spelling is forgiven: hamza, ta marbuta, marks, prefixes and digits. Exit status: 0 it was searched,
    though nothing may have been found, 1 there is no home.

    \b
    masdar search "وزير الخارجية"
    masdar search --queries queries.jsonl --json
    masdar search "جوجل" --limit 3 --explain
    """
    if (query is None) == (queries is None):
        raise ConfigError("say what to search: either QUERY or --queries FILE")
    asked = [("", query)] if query is not None else _queries(queries)
    with open_app(call.home, write=False) as app, app.store.reading() as reading:
        for name, text in asked:
            hits = app.index.search(text, limit=limit, collapse=not copies)
            ids = [hit.article for hit in hits]
            told = {id: app.index.explain(text, id) for id in ids} if reasons else {}
            if as_json or queries is not None:
                record: dict[str, object] = {"q": name or text, "ranked": _outside(reading, ids)}
                if reasons:
                    record["reasons"] = [msgspec.to_builtins(told[id]) for id in ids]
                show.record(record)
            else:
                _list(call, reading, ids, told)


@click.command("related")
@click.argument("id", required=False)
@click.option("--ids", type=click.Path(dir_okay=False, path_type=Path), help="A file of ids, one a line.")
@click.option("--limit", type=click.IntRange(1, 20), default=20, show_default=True)
@options.shared
@options.JSON
@click.pass_obj
def related_(call: Call, id: str | None, ids: Path | None, limit: int, as_json: bool) -> None:
    """List the articles related to one: best first, no copies of it or of one another.

    ID is an article's id, its address, or the id an outside collection gave it. Exit status: 0 all were
    known, 1 one was not.

    \b
    masdar related https://daily.example/a/1
    """
    if (id is None) == (ids is None):
        raise ConfigError("say of what: either ID or --ids FILE")
    asked = [id] if id is not None else _lines(ids)
    failed = False
    with open_app(call.home, write=False) as app, app.store.reading() as reading:
        for name in asked:
            found = reading.articles.find(name)
            if found is None:
                if id is not None:
                    raise NotFound(f"no article is called {name}; give its id, its address or its outside id")
                show.note(f"masdar: no article is called {name}")
                failed = True
                continue
            ranked = related.of(reading, app.index, found, limit=limit)
            if as_json or ids is not None:
                show.record({"query": name, "ranked": _outside(reading, ranked)})
            else:
                _list(call, reading, ranked, {})
    if failed:
        sys.exit(1)


@click.command("explain")
@click.argument("name", metavar="URL-OR-ID")
@options.shared
@options.JSON
@click.pass_obj
def explain_(call: Call, name: str, as_json: bool) -> None:
    """Tell through whose hands an article came, and on which words each hand rests.

    The oldest hand first: who first had the text, whose copy we saw, and who stands between. Exit
    status: 0 it was told, 1 no such article is known.

    \b
    masdar explain https://daily.example/a/1
    """
    with open_app(call.home, write=False) as app, app.store.reading() as reading:
        release = _release(app, reading, name)
        told = explain.lines(release.chain)
    if as_json:
        show.record(told)
        return
    show.line(show.apart(release.title))
    for number, link in enumerate(release.chain.links, 1):
        role, standing = call.say(link.role), call.say(link.standing)
        show.line(f"{number}. {role} ({standing}, {link.confidence:.2f})  {show.apart(link.publisher)}")
        if link.url:
            show.line(f"     {call.say('address'):<9} {link.url}")
        if link.at:
            show.line(f"     {call.say('time'):<9} {link.at.iso()}")
        for claim in link.claims:
            kind = call.say("inferred" if claim.inferred else "asserted")
            where = f"{claim.evidence.basis} at {claim.evidence.where}"
            show.line(
                f"     {kind:<9} {claim.says} {claim.value} by {where}: {show.apart(claim.evidence.quote)}"
            )
    show.line(f"{call.say('grade')}: {call.say(release.chain.grade)}")


def _release(app: App, reading: Reading, name: str) -> Release:
    found = reading.articles.find(name)
    release = reading.releases.get(found) if found else None
    if release is None:
        raise NotFound(
            f"no article is called {name} in {app.home}; give its id, its address or its outside id, "
            "and look with: masdar search"
        )
    return release


_WHY = {
    Why.TITLE: "in the title",
    Why.TEXT: "in the text",
    Why.SOUND: "sounds alike",
    Why.ALIKE: "looks alike",
    Why.PHRASE: "as a phrase",
    Why.FIELD: "the field",
    Why.BEST: "what the best answers share",
    Why.STORY: "its story answers",
}


def _list(
    call: Call, reading: Reading, ids: Sequence[ArticleId], reasons: Mapping[ArticleId, Sequence[Reason]]
) -> None:
    releases = reading.releases.many(ids)
    for id in ids:
        if (release := releases.get(id)) is not None:
            show.line(f"{id}  {release.when:%Y-%m-%d}  {show.apart(release.title)}")
            show.line(f"{'':24}  {show.apart(release.credit.publisher)}")
            for each in reasons.get(id, ()):
                words = " ← ".join(dict.fromkeys(word for word in (each.said, each.found) if word))
                show.line(f"{each.worth:>32.2f}  {call.say(_WHY[each.why])}  {show.apart(words)}")


def _outside(reading: Reading, ids: Sequence[ArticleId]) -> list[str]:
    names = reading.articles.outside(ids)
    return [names.get(id, (id,))[0] for id in ids]


def _queries(path: Path | None) -> list[tuple[str, str]]:
    try:
        return [(each["q"], each["text"]) for each in map(msgspec.json.decode, _lines(path))]
    except (msgspec.DecodeError, KeyError, TypeError) as error:
        raise ConfigError(f'{path} is not JSON Lines of {{"q", "text"}}: {error}') from error


def _lines(path: Path | None) -> list[str]:
    assert path is not None
    try:
        return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}") from error
