"""The inbox and the page of one article at the desk."""

import re
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from masdar import model
from masdar.desk import edit
from masdar.press import bidi, html, labels, links, times
from masdar.press.view import Page, View
from masdar.rights import hush
from masdar.web.desk import say
from masdar.web.desk.gate import Signed

LIST = 30
_DIGITS = re.compile(r"\d+")
# of its own alone; its frame shows what we hold of the original
_POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; frame-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "cache-control": "no-store",
    "x-robots-tag": "noindex",
    "referrer-policy": "same-origin",
    "content-security-policy": _POLICY,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An article in the inbox."""

    id: str
    path: str
    title: Markup
    plain: str
    tongue: Markup
    source: str
    when: times.Written
    why: list[Markup]


def page(
    template: str,
    view: View,
    path: str,
    signed: Signed | None,
    /,
    *,
    status: int = 200,
    form_mark: str = "",
    **values: Any,
) -> Page:
    """A page of the desk, with what each of them needs."""
    tabs = []
    may: dict[str, bool] = {}
    if signed is not None:
        may = {deed: edit.may(signed.account, deed) for deed in edit.DEEDS}
        tabs = [("/desk", view.say("Inbox")), ("/desk/sources", view.say("Sources"))]
        tabs += [("/desk/cases", view.say("Cases")), ("/desk/stories", view.say("Stories"))]
        tabs += [("/desk/alerts", view.say("Searches")), ("/desk/outputs", view.say("Outputs"))]
        tabs.append(("/desk/figures", view.say("Figures")))
        if may["people"]:
            tabs.append(("/desk/users", view.say("Accounts")))
        if may["audit"]:
            tabs.append(("/desk/audit", view.say("Log of deeds")))
        if may["settings"]:
            tabs.append(("/desk/settings", view.say("Settings")))
    return html.page(
        f"desk/{template}",
        view,
        path,
        status=status,
        headers=HEADERS,
        signed=signed.account if signed else None,
        rank=say.rank(view, signed.account.rank) if signed else None,
        mark=signed.mark if signed else form_mark,
        may=may,
        tabs=tabs,
        waiting=view.number(view.reading.cases.count()) if signed else "",
        **values,
    )


def inbox(view: View, signed: Signed, *, stand: str = "", before: str = "", wrong: str = "") -> Page:
    """Articles by where they stand; those that nobody has looked at first."""
    counts = view.reading.desk.counts()
    wanted = next((each for each in model.Stand if each.value == stand), None)
    if wanted is None:
        order = (model.Stand.NEW, model.Stand.LOOK, model.Stand.HELD)
        wanted = next((each for each in order if counts.get(each)), model.Stand.PUBLISHED)
    key = links.key(before)
    lines: list[Line]
    older = None
    if wanted is model.Stand.PUBLISHED:
        releases = view.reading.releases.latest(before=key, limit=LIST + 1)
        if len(releases) > LIST:
            older = links.mark(releases[LIST - 1].when, releases[LIST - 1].id)
        lines = [
            _line(view, each.id, each.title, each.language, each.source_name, each.when, ())
            for each in releases[:LIST]
        ]
        total = view.reading.releases.count()
    else:
        dockets = view.reading.desk.dockets(wanted, before=key, limit=LIST + 1)
        if len(dockets) > LIST:
            older = links.mark(dockets[LIST - 1].at, dockets[LIST - 1].article)
        lines = _dockets(view, dockets[:LIST])
        total = counts.get(wanted, 0)
    listed = view.reading.releases.count()
    choices = [
        (
            links.asked(view.path("/desk"), {"stand": each.value}),
            say.stand(view, each),
            view.number(listed if each is model.Stand.PUBLISHED else counts.get(each, 0)),
            each is wanted,
        )
        for each in model.Stand
    ]
    return page(
        "inbox.html",
        view,
        "/desk",
        signed,
        status=422 if wrong else 200,
        wrong=wrong,
        choices=choices,
        stand=wanted.value,
        heading=say.stand(view, wanted),
        counted=view.count("%(n)s article", "%(n)s articles", total),
        lines=lines,
        older=links.asked(view.path("/desk"), {"stand": wanted.value, "before": older}) if older else None,
    )


def _dockets(view: View, dockets: tuple[model.Docket, ...]) -> list[Line]:
    articles = view.reading.articles.many([each.article for each in dockets])
    sources = view.reading.sources.many([each.source for each in dockets])
    return [
        _line(
            view,
            each.article,
            called(articles[each.article]),
            articles[each.article].language,
            sources[each.source].name if each.source in sources else each.source,
            each.at,
            each.why,
        )
        for each in dockets
        if each.article in articles
    ]


def _line(
    view: View, id: str, title: str, language: str, source: str, at: Any, why: tuple[model.Ground, ...]
) -> Line:
    return Line(
        id=id,
        path=view.path(f"/desk/item/{id}"),
        title=bidi.own(title, language),
        plain=title,
        tongue=bidi.tongue(title, language),
        source=source,
        when=times.instant(view, at),
        why=[say.ground(view, each) for each in why],
    )


def called(article: model.Article) -> str:
    """The headline of an article, or what stands in its place where it was erased."""
    return article.title or (hush.title(article.language) if article.erased else article.id)


def titled(article: model.Article) -> Markup:
    return bidi.own(called(article), article.language)


def item(view: View, signed: Signed, *, id: str, wrong: str = "") -> Page | None:
    """One article: what was read, what it was read from, and why it stands as it does."""
    article = view.reading.articles.get(model.ArticleId(id))
    if article is None:
        return None
    release = view.reading.releases.get(article.id)
    docket = view.reading.desk.docket(article.id)
    ruling = view.reading.desk.rulings([article.id]).get(article.id)
    source = view.reading.sources.get(article.source)
    stand = docket.stand if docket else model.Stand.PUBLISHED
    return page(
        "item.html",
        view,
        f"/desk/item/{id}",
        signed,
        status=422 if wrong else 200,
        wrong=wrong,
        article=article,
        release=release,
        ruling=ruling,
        source=source,
        stand=say.stand(view, stand),
        why=[say.ground(view, each) for each in docket.why] if docket else [],
        called=called(article),
        title=titled(article),
        title_tongue=bidi.tongue(called(article), article.language),
        text_tongue=bidi.tongue(article.body or article.title, article.language),
        blocks=[bidi.own(each.plain, article.language) for each in article.blocks if each.plain],
        facts=_facts(view, article),
        shown=_shown(view, release),
        original=view.path(f"/desk/item/{id}/original"),
        public=view.path(links.article(release)) if release else None,
        chain=view.path(links.chain(id)) if release else None,
        notes=[
            (times.instant(view, each.at), _quoted(each.text, view.language))
            for each in (ruling.notes if ruling else ())
        ],
        log=acts(view, view.reading.desk.acts(subject=id, limit=30)),
        versions=view.number(view.reading.articles.histories([article.id])[article.id].versions),
    )


def _facts(view: View, article: model.Article) -> list[tuple[Markup, Markup]]:
    """What was read of it besides its text, and the words it was read from."""
    made: list[tuple[Markup, Markup]] = []

    def fact(name: Markup, value: str | None) -> None:
        if value:
            made.append((name, bidi.own(value, article.language)))

    if article.url:
        made.append(
            (view.say("Address"), Markup('<span class="url">{}</span>').format(bidi.code(article.url)))
        )
    fact(view.say("Dateline"), article.dateline.text if article.dateline else None)
    fact(view.say("Byline"), "، ".join(article.bylines or ()) or None)
    if article.published:
        made.append((view.say("Published"), times.moment(view, article.published).text))
        fact(view.say("as printed"), article.published.said)
    fact(view.say("Section"), article.section)
    fact(view.say("Source block"), article.attribution.said if article.attribution else None)
    fact(view.say("End mark"), article.end_mark)
    fact(view.say("It says that it is taken back"), article.retraction.said if article.retraction else None)
    return made


def _shown(view: View, release: model.Release | None) -> list[tuple[Markup, list[Markup]]]:
    """The decisions about it, each with its reasons."""
    if release is None:
        return []
    origin = bidi.name(release.origin.publisher)
    confidence = view.percent(round(release.origin.confidence * 100))
    claims = [
        view.say(
            "%(basis)s: %(quote)s",
            basis=labels.basis(view, each.evidence.basis),
            quote=_quoted(each.evidence.quote, release.language),
        )
        for each in release.origin.claims[:6]
    ]
    told = [
        view.say(
            "Origin: %(origin)s (%(standing)s, %(share)s)",
            origin=origin,
            share=confidence,
            standing=labels.standing(view, release.origin.standing),
        ),
        labels.grade(view, release.chain.grade),
        *claims,
        *(labels.doubt(view, each) for each in release.chain.doubts),
    ]
    policy = [labels.policy(view, release.policy), *(withheld(view, each) for each in release.why)]
    policy += [Markup("<code>{}</code>").format(bidi.code(each)) for each in release.policy.signals.said[:6]]
    story = view.reading.stories.of([release.id]).get(release.id)
    group = view.reading.groups.of(release.id)
    near = []
    if story is not None and (found := view.reading.stories.get(story)) is not None:
        link = Markup('<a href="{}" {}>{}</a>').format(
            view.path(links.story(found)),
            bidi.tongue(found.title, release.language),
            bidi.own(found.title, release.language),
        )
        near.append(view.say("Story: %(title)s", title=link))
    if group is not None:
        near.append(
            view.count(
                "%(n)s copy of this text is known",
                "%(n)s copies of this text are known",
                len(group.members) - 1,
            )
        )
    doubts = [
        Markup("<code>{}</code>").format(bidi.code(f"{each.field}: {each.kind} {each.detail}"))
        for each in release.doubts
    ]
    made = [(view.say("Whose text it is"), told), (view.say("What is shown"), policy)]
    if near:
        made.append((view.say("What it belongs to"), near))
    if doubts:
        made.append((view.say("Doubts of the reader"), doubts))
    return made


def _quoted(text: str, default: str) -> Markup:
    """Another's words, in the direction of their own language."""
    return Markup("<span {}>{}</span>").format(bidi.tongue(text, default), bidi.own(text, default))


def withheld(view: View, why: str) -> Markup:
    """A reason of `rights.release` in the page's language; its own words where it is an unusual one."""
    start, _, rest = why.partition(": ")
    known = {
        "text shortened": view.say("The text was shortened"),
        "text withheld": view.say("The text was withheld"),
        "full text withheld": view.say("The whole text was withheld"),
        "pictures withheld": view.say("Pictures were withheld"),
        "text and picture withheld": view.say("Text and picture were withheld"),
        "kept from search engines": view.say("Kept from search engines"),
    }.get(start)
    if known is None:
        return Markup("<code>{}</code>").format(bidi.code(why))
    number = next(iter(_DIGITS.findall(rest)), "")
    by = {
        "excerpt of at most # words or a quarter": view.say(
            "an excerpt has at most %(n)s words or a quarter of the text", n=view.digits(number)
        ),
        "the origin says max-snippet:#": view.say("the origin allows %(n)s letters", n=view.digits(number)),
        "the origin says nosnippet": view.say("the origin allows no excerpt"),
        "the origin says noindex": view.say("the origin asks for it"),
        "the origin reserves them": view.say("the origin reserves them"),
        "the origin's signals are stricter": view.say("what the origin reserves is stricter"),
        "policy headline": view.say("so its policy says"),
        "policy none": view.say("so its policy says"),
        "its ground has ended": view.say("its ground has ended"),
        "no ground is given": view.say("no ground is given"),
        "nobody names the origin": view.say("nobody names the origin"),
        "its publisher took it back": view.say("its publisher took it back"),
        "withdrawn": view.say("it was withdrawn"),
        "held until a person has looked at it": view.say("it is held until a person has looked at it"),
    }.get(_DIGITS.sub("#", rest))
    if by is None:
        by = Markup("<code>{}</code>").format(bidi.code(rest))
    return view.say("%(what)s: %(why)s", what=known, why=by)


def acts(view: View, found: tuple[tuple[int, model.Act], ...]) -> list[dict[str, Any]]:
    """Lines of the log."""
    return [
        {
            "when": times.instant(view, act.at),
            "by": act.by,
            "did": say.deed(view, act.did),
            "subject": act.subject,
            "before": act.before,
            "after": act.after,
        }
        for _, act in found
    ]
