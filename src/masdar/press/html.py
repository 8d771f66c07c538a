"""Templates into pages.

Everything is escaped unless it is markup of our own. Templates hold no logic beyond *if* and *for*.
"""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache, lru_cache
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from masdar import model
from masdar.press import assets, bidi, labels, links, words
from masdar.press.view import LANGUAGES, Page, View, Voice

# sections that stand on every page
_SECTIONS = 8
# all roots of the Media Topics
_TOPICS = 17

_LINES = re.compile(r"\n\s*")


def data(value: object) -> Markup:
    """JSON that may stand inside a script element."""
    said = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        said = said.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(said)  # noqa: S704 - no sign is left that HTML would read


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("masdar.press"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals.update(asset=assets.path, languages=LANGUAGES)
    made.filters.update(
        code=bidi.code,
        name=bidi.name,
        tongue=bidi.tongue,
        isolated=bidi.isolated,
        own=bidi.own,
        data=data,
    )
    return made


def prepare() -> None:
    """Compile templates, catalogues and assets now, so that the first reader does not wait for it."""
    environment = _environment()
    for name in environment.list_templates(extensions=["html"]):
        environment.get_template(name)
    for language in LANGUAGES:
        words.catalogue(language)
    assets.every()


class Way(NamedTuple):
    """A list that the page's readers are led to: what it is called, its page, and how much it has."""

    name: str
    path: str
    number: int


def sections(view: View) -> list[Way]:
    """The sections that the page's readers are led to, the largest first.

    Sources name them in their own languages: those in another script than the page's stand on the pages of
    the other language. Where there are no others, topics stand for them; and they are better than none.
    """
    named = [Way(name, links.section(name), number) for name, number in view.reading.releases.sections()]
    own = [each for each in named if bidi.dir_of(each.name, view.language) == view.dir]
    return own or topics(view) or named


def topics(view: View) -> list[Way]:
    """What articles are about, the largest first, in the language of the page."""
    found = view.reading.entities.top(model.EntityKind.TOPIC, limit=_TOPICS)
    return [Way(labels.entity(view, each)[0], links.entity(each.id), each.articles) for each in found]


def _marked(sections: Sequence[tuple[str, str]]) -> frozenset[str]:
    """The pages that the way through the site leads to, and marks when they are read."""
    return frozenset(("/", "/sources", *(path for _, path in sections)))


@lru_cache(maxsize=256)
def _frame(voice: Voice, sections: tuple[tuple[str, str], ...], path: str) -> dict[str, Markup]:
    """What stands around pages and is the same for many; `path` is one that it marks, or none."""

    def made(template: str) -> Markup:
        text = (
            _environment()
            .get_template(template)
            .render(
                view=voice, site=voice.site, sections=sections, path=path, _=voice.say, ngettext=voice.count
            )
        )
        return Markup(text)  # noqa: S704 - a template's

    return {"sections": made("parts/sections.html"), "about": made("parts/about.html")}


def render(template: str, view: View, /, **values: Any) -> str:
    """Fill a template that is no page of the site."""
    text = _environment().get_template(template).render(view=view, _=view.say, ngettext=view.count, **values)
    return _LINES.sub("\n", text)


def page(
    template: str,
    view: View,
    path: str,
    /,
    *,
    status: int = 200,
    modified: datetime | None = None,
    headers: Mapping[str, str] | None = None,
    **values: Any,
) -> Page:
    """Fill a template. `path` is the page's own, without a language."""
    ways = tuple((each.name, each.path) for each in sections(view)[:_SECTIONS])
    frame = _frame(view.voice, ways, path if path in _marked(ways) else "")
    text = (
        _environment()
        .get_template(template)
        .render(view=view, site=view.site, path=path, **frame, _=view.say, ngettext=view.count, **values)
    )
    body = _LINES.sub("\n", text).encode("utf-8")
    return Page(
        path=path, body=body, status=status, modified=modified, etag=model.digest(body), headers=headers or {}
    )
