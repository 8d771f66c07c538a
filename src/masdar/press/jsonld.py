"""Pages for machines: schema.org in JSON-LD."""

from datetime import UTC

from masdar import model
from masdar.press import cards, links, pictures
from masdar.press.view import View

Graph = dict[str, object]

_CONTEXT = "https://schema.org"
_DESCRIPTION = 160


def article(view: View, release: model.Release, path: str, picture: pictures.Shown | None) -> Graph:
    """`NewsArticle`. The publisher is the origin, never this site; the text stays within its policy."""
    credit = release.credit
    own = view.address(path)
    publisher: Graph = {
        "@type": "NewsMediaOrganization",
        "name": credit.publisher,
        "url": credit.publisher_url,
    }
    portal: Graph = {"@type": "Organization", "name": view.site.name, "url": view.address("/")}
    first = release.first_published
    is_own = release.policy.index is model.IndexRule.INDEX
    made: Graph = {
        "@context": _CONTEXT,
        "@type": "NewsArticle",
        "headline": release.title,
        "url": own,
        "inLanguage": release.language,
        "datePublished": first.iso() if first else None,
        "dateModified": release.modified.iso() if release.modified else None,
        "dateline": release.dateline.text if release.dateline else None,
        "locationCreated": _places(release),
        "author": _authors(release) or _trim(publisher),
        "publisher": _trim(publisher),
        "provider": portal,
        "sdPublisher": portal,
        "sourceOrganization": {"@type": "Organization", "name": credit.taken_from, "url": credit.taken_url},
        "isBasedOn": credit.original_url,
        "mainEntityOfPage": own if is_own or not credit.original_url else credit.original_url,
        "creditText": credit.publisher,
        "copyrightHolder": _trim(publisher),
        "copyrightNotice": credit.rights,
        "copyrightYear": first.at.year if first else None,
        "license": links.web(release.policy.signals.license),
        "usageInfo": view.address("/publishers"),
        "isAccessibleForFree": True,
        "articleSection": release.section,
        "keywords": list(release.tags),
        "image": _image(view, release, picture),
        "description": cards.cut(release.summary, _DESCRIPTION) if release.summary else None,
    }
    if release.policy.show is model.Show.FULL:
        made["articleBody"] = "\n".join(block.plain for block in release.blocks if block.plain)
    if release.status is model.ReleaseStatus.CORRECTED:
        at = (release.modified.at if release.modified else release.checked).astimezone(UTC)
        made["correction"] = {"@type": "CorrectionComment", "datePublished": at.isoformat(timespec="seconds")}
    if release.notes:
        made["correction"] = [
            {
                "@type": "CorrectionComment",
                "text": each.text,
                "datePublished": each.at.isoformat(timespec="seconds"),
            }
            for each in release.notes
        ]
    return _trim(made)


def _authors(release: model.Release) -> list[Graph]:
    """The writers by name; where none is known the origin stands in their place, never this site."""
    names = (release.credit.author or "").split("\u060c ")
    return [{"@type": "Person", "name": name} for name in names if name]


def _places(release: model.Release) -> list[Graph]:
    places = release.dateline.places if release.dateline else ()
    return [{"@type": "Place", "name": place} for place in places]


def _image(view: View, release: model.Release, picture: pictures.Shown | None) -> Graph | None:
    if picture is None or release.image is None:
        return None
    return _trim(
        {
            "@type": "ImageObject",
            "url": view.address(picture.path),
            "width": picture.width,
            "height": picture.height,
            "caption": release.image.caption,
            "creditText": pictures.credit(release.image),
        }
    )


def _trim(graph: Graph) -> Graph:
    """Without what is not known, one level into what it holds."""
    return {
        key: {k: v for k, v in value.items() if v not in (None, "")} if isinstance(value, dict) else value
        for key, value in graph.items()
        if value not in (None, "", [])
    }


def crumbs(view: View, release: model.Release, path: str) -> Graph:
    """`BreadcrumbList`: home, section, this."""
    steps = [(str(view.say("Home")), "/")]
    if release.section:
        steps.append((release.section, links.section(release.section)))
    steps.append((release.title, path))
    return {
        "@context": _CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": view.address(view.path(to))}
            for position, (name, to) in enumerate(steps, 1)
        ],
    }


def story(view: View, story: model.Story, releases: list[model.Release], path: str) -> Graph:
    """`CollectionPage`: own work, with the articles that it gathers."""
    return {
        "@context": _CONTEXT,
        "@type": "CollectionPage",
        "name": story.title,
        "url": view.address(path),
        "inLanguage": view.language,
        "datePublished": story.opened.isoformat(timespec="seconds"),
        "dateModified": story.latest.isoformat(timespec="seconds"),
        "publisher": {"@type": "Organization", "name": view.site.name, "url": view.address("/")},
        "hasPart": [
            _trim(
                {
                    "@type": "NewsArticle",
                    "headline": each.title,
                    "url": view.address(links.article(each)),
                    "isBasedOn": each.credit.original_url,
                    "publisher": {"@type": "Organization", "name": each.credit.publisher},
                    "datePublished": each.first_published.iso() if each.first_published else None,
                }
            )
            for each in releases
        ],
    }


def source(view: View, source: model.Source, path: str) -> Graph:
    """`NewsMediaOrganization`: who it is; what is said of it here stands on a page of ours."""
    return _trim(
        {
            "@context": _CONTEXT,
            "@type": "NewsMediaOrganization",
            "name": source.name,
            "alternateName": [each for each in (source.name_en, *source.aliases) if each != source.name],
            "url": source.home,
            "knowsLanguage": list(source.languages),
            "address": {"@type": "PostalAddress", "addressCountry": source.country}
            if source.country
            else None,
            "subjectOf": {"@type": "WebPage", "url": view.address(path), "inLanguage": view.language},
        }
    )
