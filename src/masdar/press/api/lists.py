"""Stories, sources, what a search finds, what happened, and what only the operator's programs may see."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from masdar import errors, model
from masdar.press import search, story
from masdar.press.api import cursor, forms, shapes
from masdar.press.api.articles import Cursor, Limit
from masdar.press.view import View
from masdar.search import highlights, query

# the follower of the change log that makes releases
_RELEASES = "releases"
Past = Annotated[
    str,
    Meta(
        pattern=cursor.SCORED,
        description="`next` of the page before; empty: the first page.",
        extra={"ar": "قيمة next من الصفحة السابقة، ويُترك فارغًا للصفحة الأولى."},
    ),
]
_DAY = r"^\d{4}-\d{2}-\d{2}$"


class Nothing(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """No parameters."""


class Latest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    limit: Limit = 30
    cursor: Cursor = ""


class Story(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: Annotated[
        str,
        Meta(min_length=1, max_length=200, description="The id of the story.", extra={"ar": "رقم القصة."}),
    ]


class Kind(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    kind: Annotated[
        Literal["person", "place", "organisation", "topic"],
        Meta(description="Of what kind.", extra={"ar": "نوعها: شخص أو مكان أو هيئة أو موضوع."}),
    ] = "person"
    limit: Limit = 30


class Entity(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: Annotated[
        str,
        Meta(
            min_length=1,
            max_length=200,
            description="The id of whom articles speak of.",
            extra={"ar": "رقم الشخص أو المكان أو الهيئة أو الموضوع."},
        ),
    ]


class Speaking(Entity, frozen=True, kw_only=True, forbid_unknown_fields=True):
    limit: Limit = 30
    cursor: Cursor = ""


class Source(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: Annotated[
        str,
        Meta(
            min_length=1,
            max_length=200,
            description="The short name of the source.",
            extra={"ar": "الاسم القصير للمصدر."},
        ),
    ]


class Search(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    q: Annotated[
        str,
        Meta(
            min_length=1,
            max_length=300,
            description='Words, `"exact words"`, `OR`, `-without`, `source:`, `section:`, `agency:`, as in '
            "the search of the site.",
            extra={"ar": "كلمات البحث، أو عبارة بين علامتي اقتباس، كما في صفحة البحث."},
        ),
    ]
    source: Annotated[
        str,
        Meta(
            max_length=60,
            description="Only of the source with this id.",
            extra={"ar": "من هذا المصدر وحده، باسمه القصير."},
        ),
    ] = ""
    after: Annotated[
        str,
        Meta(
            pattern=rf"{_DAY}|^$",
            description="Only from this day on: `2026-01-31`.",
            extra={"ar": "من هذا اليوم فصاعدًا، مثل 2026-01-31."},
        ),
    ] = ""
    before: Annotated[
        str, Meta(pattern=rf"{_DAY}|^$", description="Only before this day.", extra={"ar": "قبل هذا اليوم."})
    ] = ""
    sort: Annotated[
        Literal["best", "newest"],
        Meta(description="What comes first.", extra={"ar": "ما يأتي أولًا: الأقرب أم الأحدث."}),
    ] = "best"
    copies: Annotated[
        bool,
        Meta(
            description="Whether every copy of a text is listed.", extra={"ar": "هل تُسرد كل نسخ النص الواحد."}
        ),
    ] = False
    limit: Limit = 20
    cursor: Past = ""


class Changes(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    since: Annotated[
        int,
        Meta(
            ge=0,
            le=2**62,
            description="`next` of the last answer; 0: everything.",
            extra={"ar": "قيمة next من جوابك السابق، و0 لكل شيء."},
        ),
    ] = 0
    limit: Annotated[
        int,
        Meta(
            ge=1,
            le=1000,
            description="How many changes are looked at.",
            extra={"ar": "عدد التغييرات التي يُنظر فيها."},
        ),
    ] = 500


def entities(view: View, asked: Kind) -> shapes.Entities:
    found = view.reading.entities.top(model.EntityKind(asked.kind), limit=asked.limit)
    return shapes.Entities(items=[forms.entity(view, each) for each in found])


def one_entity(view: View, asked: Entity) -> shapes.Entity:
    return forms.entity(view, _entity(view, asked.id))


def speaking(view: View, asked: Speaking) -> shapes.Articles:
    """The articles that speak of it, newest first."""
    entity = _entity(view, asked.id)
    found = view.reading.entities.latest(
        entity.id, before=cursor.place(asked.cursor, model.ArticleId), limit=asked.limit + 1
    )
    shown = found[: asked.limit]
    more = len(found) > asked.limit
    return shapes.Articles(
        items=[forms.summary(view, each) for each in shown],
        next=cursor.timed(shown[-1].when, shown[-1].id) if more else None,
    )


def _entity(view: View, id: str) -> model.Entity:
    found = view.reading.entities.get(model.EntityId(id))
    if found is None:
        raise errors.NotFound(f"no article speaks of {id}")
    return found


def stories(view: View, asked: Latest) -> shapes.Stories:
    found = view.reading.stories.latest(
        before=cursor.place(asked.cursor, model.StoryId), limit=asked.limit + 1
    )
    shown = found[: asked.limit]
    more = len(found) > asked.limit
    return shapes.Stories(
        items=forms.stories(view, shown),
        next=cursor.timed(shown[-1].latest, shown[-1].id) if more else None,
    )


def one_story(view: View, asked: Story) -> shapes.Story:
    (found,) = forms.stories(view, [_story(view, asked.id)])
    return found


def told(view: View, asked: Story) -> shapes.Articles:
    """Its articles in the order in which they were told; so many of the oldest as its page shows."""
    found = story.told(view, _story(view, asked.id))
    return shapes.Articles(items=[forms.summary(view, each) for each in found], next=None)


def _story(view: View, id: str) -> model.Story:
    found = view.reading.stories.get(model.StoryId(id))
    if found is not None and found.merged_into:
        found = view.reading.stories.get(found.merged_into) or found
    if found is None:
        raise errors.NotFound(f"no story has the id {id}")
    return found


def sources(view: View, asked: Nothing) -> shapes.Sources:  # noqa: ARG001 - all functions are of one shape
    counts = view.reading.sources.counts()
    return shapes.Sources(
        items=[
            forms.source(view, each, counts.get(each.id, 0))
            for each in view.reading.sources.all()
            if each.enabled
        ]
    )


def one_source(view: View, asked: Source) -> shapes.Source:
    found = view.reading.sources.get(model.SourceId(asked.id))
    if found is None:
        raise errors.NotFound(f"no source has the id {asked.id}")
    return forms.source(view, found, view.reading.sources.counts().get(found.id, 0))


def found(view: View, asked: Search) -> shapes.Found:
    typed = search.Asked(q=asked.q, source=asked.source, after=asked.after, before=asked.before).typed
    answer = view.index.ask(
        typed,
        limit=asked.limit,
        collapse=not asked.copies,
        newest=asked.sort == "newest",
        past=cursor.past(asked.cursor),
    )
    parsed = query.parse(typed)
    marked = highlights.Highlights(parsed)
    shown = search.shown(view, [hit.article for hit in answer.hits])
    return shapes.Found(
        query=asked.q,
        understood=query.told(parsed),
        total=answer.total,
        suggestion=None if asked.cursor else view.index.suggest(asked.q),
        items=[_hit(view, each, marked) for each in shown.values()],
        next=cursor.scored(answer.hits[-1]) if answer.more and answer.hits else None,
    )


def _hit(view: View, release: model.Release, marked: highlights.Highlights) -> shapes.Hit:
    text = " ".join(block.plain for block in release.blocks if block.plain) or release.summary or ""
    piece = marked.snippet(text) if text else None
    return shapes.Hit(
        article=forms.summary(view, release),
        title=shapes.Snippet(text=release.title, marks=forms.spans(marked.spans(release.title))),
        snippet=shapes.Snippet(text=piece.text, marks=forms.spans(piece.spans)) if piece else None,
    )


def changes(view: View, asked: Changes) -> shapes.Changes:
    """Only what releases have followed is told, so that whoever comes for it finds it."""
    log = view.reading.changes
    reached = log.cursor(_RELEASES)
    looked = [each for each in log.after(asked.since, limit=asked.limit) if each.seq <= reached]
    last = {(each.kind, each.id): each for each in looked}
    ids = [model.ArticleId(each.id) for each in last.values() if each.kind is model.ChangeKind.ARTICLE]
    releases = view.reading.releases.many(ids)
    items = []
    for each in sorted(last.values(), key=lambda change: change.seq):
        release = releases.get(model.ArticleId(each.id))
        if each.kind is model.ChangeKind.ARTICLE and release is None:
            continue
        of_article = each.kind is model.ChangeKind.ARTICLE and release is not None
        items.append(
            shapes.Change(
                seq=each.seq,
                kind=each.kind.value,
                id=each.id,
                at=each.at,
                status=release.status.value if of_article and release else None,
                url=view.address(f"{forms.ROOT}/{_PLURAL[each.kind]}/{each.id}"),
            )
        )
    end = looked[-1].seq if looked else asked.since
    return shapes.Changes(items=items, next=end, more=end < reached)


_PLURAL = {
    model.ChangeKind.ARTICLE: "articles",
    model.ChangeKind.STORY: "stories",
    model.ChangeKind.SOURCE: "sources",
}


def channels(view: View, asked: Nothing) -> shapes.Channels:  # noqa: ARG001 - all functions are of one shape
    known = [each for source in view.reading.sources.all() for each in source.channels]
    watches = view.reading.channels.watches([each.id for each in known])
    items = []
    for each in known:
        watch = watches.get(each.id) or model.Watch(channel=each.id)
        items.append(
            shapes.Channel(
                id=each.id,
                source=each.source,
                kind=each.kind.value,
                where=each.where,
                state=each.state.value,
                note=each.note,
                last=watch.at,
                well=watch.well,
                failures=watch.failures,
                cause=watch.cause,
            )
        )
    return shapes.Channels(items=items)


def alerts(view: View, asked: Nothing) -> shapes.Alerts:  # noqa: ARG001 - all functions are of one shape
    return shapes.Alerts(
        items=[
            shapes.Alert(
                id=each.id,
                name=each.name,
                query=each.query,
                way=each.way.value,
                since=each.since,
                stopped=each.stopped,
            )
            for each in view.reading.alerts.all()
        ]
    )
