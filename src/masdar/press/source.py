"""The page of one source, and the table of all."""

from collections import Counter
from dataclasses import dataclass

from babel import Locale
from markupsafe import Markup

from masdar import model
from masdar.arabic import fold
from masdar.press import cards, errors, home, html, jsonld, labels, links, terms
from masdar.press.view import Page, View
from masdar.rights import policy as policies

_LIST = 30
# articles of a source that its shares are taken from, the latest; origins that are named
_JUDGED, _WHOSE = 300, 6
# signs of a name that is asked for
_NAME = 100
_STATED = (model.Standing.SEEN, model.Standing.SAID)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    path: str
    name: str
    kind: Markup
    country: str | None
    show: Markup
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """Of the latest articles of a source, in hundred: its own, nobody's, and those that it carries."""

    number: int
    own: str
    silent: str
    carried: str
    # of those that it carries, how many say whose they are
    credited: str | None
    # whose texts it carries most, with their share of all
    whose: list[tuple[str, str]]


def source(view: View, *, id: str, before: str = "") -> Page:
    """One source: who it is, on what terms we carry it, and what it published last."""
    path = links.source(id)
    found = view.reading.sources.get(model.SourceId(id))
    if found is None:
        return errors.missing(view, path)
    releases = view.reading.releases.latest(source=found.id, before=links.key(before), limit=_LIST + 1)
    return html.page(
        "source.html",
        view,
        path,
        modified=max((each.checked for each in releases), default=None),
        headers={"x-robots-tag": "noindex, follow"} if before else None,
        source=found,
        before=before,
        description=view.say(
            "%(name)s on %(site)s: on what terms it is shown, whose texts it prints, its latest articles.",
            name=found.name,
            site=view.site.name,
        ),
        home=links.web(found.home),
        kind=labels.kind(view, found.kind),
        country=_country(view, found.country),
        tongues=view.say(", ").join(_tongue(view, each) for each in found.languages),
        terms=terms.of(view, found, view.reading.sources.reservations(found.id)),
        altered=_altered(view, found.id),
        corrections_path=view.path("/corrections"),
        number=view.reading.sources.counts().get(found.id, 0),
        shares=shares(view, found.id),
        cards=cards.many(view, releases[:_LIST]),
        older=home.older(view, path, releases, _LIST),
        feed=path + "/feed",
        graph=jsonld.source(view, found, path),
    )


def _altered(view: View, id: model.SourceId) -> list[Markup]:
    """How many of its articles were updated, corrected and withdrawn."""
    counts = view.reading.releases.alterations(id)
    updated = counts.get(model.ReleaseStatus.UPDATED, 0)
    corrected = counts.get(model.ReleaseStatus.CORRECTED, 0)
    withdrawn = counts.get(model.ReleaseStatus.WITHDRAWN, 0)
    said = (
        (updated, view.count("%(n)s article updated", "%(n)s articles updated", updated)),
        (corrected, view.count("%(n)s article corrected", "%(n)s articles corrected", corrected)),
        (withdrawn, view.count("%(n)s article withdrawn", "%(n)s articles withdrawn", withdrawn)),
    )
    return [word for number, word in said if number]


def shares(view: View, id: model.SourceId) -> Shares | None:
    """How much of a source's latest is its own, whose copies it carries, how often it says so."""
    latest = [
        each
        for each in view.reading.releases.latest(source=id, limit=_JUDGED)
        if each.status is not model.ReleaseStatus.WITHDRAWN
    ]
    if not latest:
        return None
    own = Counter(len(each.chain.links) == 1 for each in latest)
    silent = sum(len(each.chain.links) == 1 and each.chain.grade is model.Grade.UNKNOWN for each in latest)
    carried = [each for each in latest if len(each.chain.links) > 1]
    credited = sum(each.origin.standing in _STATED for each in carried)
    whose = Counter(each.origin.publisher for each in carried)

    def share(number: int, whole: int) -> str:
        return view.percent(round(100 * number / whole))

    return Shares(
        number=len(latest),
        own=share(own[True] - silent, len(latest)),
        silent=share(silent, len(latest)),
        carried=share(len(carried), len(latest)),
        credited=share(credited, len(carried)) if carried else None,
        whose=[(name, share(number, len(latest))) for name, number in whose.most_common(_WHOSE)],
    )


def sources(view: View, *, name: str = "", kind: str = "") -> Page:
    """Every source, with its terms and how much we hold of it; or those of a name or a kind."""
    counts = view.reading.sources.counts()
    enabled = [each for each in view.reading.sources.all() if each.enabled]
    found = [each for each in enabled if kind in ("", each.kind.value) and _is_named(each, name)]
    rows = [
        Row(
            path=view.path(links.source(each.id)),
            name=each.name,
            kind=labels.kind(view, each.kind),
            country=_country(view, each.country),
            show=labels.show(view, policies.of(each, signals=model.Signals(), now=view.now).show),
            number=counts.get(each.id, 0),
        )
        for each in found
    ]
    kinds = [each for each in model.SourceKind if any(source.kind is each for source in enabled)]
    return html.page(
        "sources.html",
        view,
        "/sources",
        headers={"x-robots-tag": "noindex, follow"} if name or kind else None,
        rows=sorted(rows, key=lambda row: (-row.number, row.name)),
        countries=any(row.country for row in rows),
        number=len(enabled),
        asked=name[:_NAME],
        kind=kind,
        kinds=[(each.value, labels.kind(view, each)) for each in kinds],
    )


def _is_named(source: model.Source, name: str) -> bool:
    """Whether a part of a source's name, of another of its names or of its host is asked for."""
    asked = fold.key(name[:_NAME]).strip()
    names = (source.name, source.name_en or "", *source.aliases, *source.hosts)
    return not asked or any(asked in fold.key(each) for each in names)


def _country(view: View, code: str | None) -> str | None:
    return labels.country(view, code) if code else None


def _tongue(view: View, tag: str) -> str:
    names = Locale.parse(view.language).languages
    return str(names.get(tag.split("-")[0], tag))
