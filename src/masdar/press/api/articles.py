"""Articles, and what is known of each."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from masdar import errors, model
from masdar.press import related, story, together, why
from masdar.press.api import cursor, forms, shapes
from masdar.press.view import View

Id = Annotated[
    str, Meta(min_length=1, max_length=200, description="The id of the article.", extra={"ar": "رقم المادة."})
]
Limit = Annotated[int, Meta(ge=1, le=100, description="How many, at most.", extra={"ar": "أكبر عدد مطلوب."})]
Cursor = Annotated[
    str,
    Meta(
        pattern=cursor.TIMED,
        description="`next` of the page before; empty: the first page.",
        extra={"ar": "قيمة next من الصفحة السابقة، ويُترك فارغًا للصفحة الأولى."},
    ),
]


class One(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: Id


class Many(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    source: Annotated[
        str,
        Meta(
            max_length=200,
            description="Only of the source with this id.",
            extra={"ar": "من هذا المصدر وحده، باسمه القصير."},
        ),
    ] = ""
    section: Annotated[
        str, Meta(max_length=200, description="Only of this section.", extra={"ar": "من هذا القسم وحده."})
    ] = ""
    limit: Limit = 30
    cursor: Cursor = ""


class Beside(One, frozen=True, kw_only=True, forbid_unknown_fields=True):
    limit: Annotated[
        int, Meta(ge=1, le=20, description="How many, at most.", extra={"ar": "أكبر عدد مطلوب."})
    ] = 6


class Altered(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    status: Annotated[
        Literal["", "updated", "corrected", "withdrawn"],
        Meta(description="Only of this kind.", extra={"ar": "من هذا النوع وحده."}),
    ] = ""
    limit: Limit = 30
    cursor: Cursor = ""


def many(view: View, asked: Many) -> shapes.Articles:
    found = view.reading.releases.latest(
        source=model.SourceId(asked.source) if asked.source else None,
        section=asked.section or None,
        before=cursor.place(asked.cursor, model.ArticleId),
        limit=asked.limit + 1,
    )
    shown = found[: asked.limit]
    more = len(found) > asked.limit
    return shapes.Articles(
        items=[forms.summary(view, each) for each in shown],
        next=cursor.timed(shown[-1].when, shown[-1].id) if more else None,
    )


def one(view: View, asked: One) -> shapes.Article:
    return forms.article(view, release(view, asked.id))


def chain(view: View, asked: One) -> shapes.Chain:
    found = release(view, asked.id)
    return shapes.Chain(
        article=found.id,
        title=found.title,
        attribution=forms.summary(view, found).attribution,
        grade=found.chain.grade.value,
        hands=[forms.hand(each) for each in found.chain.links],
        doubts=[f"{each.field}: {each.kind.value}: {each.detail}" for each in found.chain.doubts],
        signals=list(found.policy.signals.said),
    )


def copies(view: View, asked: One) -> shapes.Copies:
    found = release(view, asked.id)
    shown = together.sites_of(view, [found.id]).get(found.id, ())
    ids = {each.id for each in shown}
    group = view.reading.groups.of(found.id) if shown else None
    return shapes.Copies(
        article=found.id,
        items=[forms.summary(view, each) for each in sorted(shown, key=story.order)],
        overlaps=[
            forms.overlap(each)
            for each in (group.overlaps if group else ())
            if each.a in ids and each.b in ids
        ],
    )


def beside(view: View, asked: Beside) -> shapes.Related:
    found = release(view, asked.id)
    ids = related.of(view.reading, view.index, found.id, limit=asked.limit)
    near = view.reading.releases.many(ids)
    shown = together.usable(near[id] for id in ids if id in near)
    told = why.of(view, found, shown)
    items = [forms.near(view, each, because) for each, because in zip(shown, told, strict=True)]
    return shapes.Related(items=items, next=None)


def altered(view: View, asked: Altered) -> shapes.Alterations:
    found = view.reading.releases.altered(
        status=model.ReleaseStatus(asked.status) if asked.status else None,
        before=cursor.place(asked.cursor, model.ArticleId),
        limit=asked.limit + 1,
    )
    shown = found[: asked.limit]
    more = len(found) > asked.limit
    return shapes.Alterations(
        items=[shapes.Alteration(at=at, article=forms.summary(view, each)) for at, each in shown],
        next=cursor.timed(shown[-1][0], shown[-1][1].id) if more else None,
    )


def release(view: View, id: str) -> model.Release:
    """An article that may be shown. Raises NotFound, and Withdrawn where it was taken back."""
    found = view.reading.releases.get(model.ArticleId(id))
    if found is None:
        raise errors.NotFound(f"no article has the id {id}")
    if found.status is model.ReleaseStatus.WITHDRAWN:
        raise errors.Withdrawn(found.id)
    return found
