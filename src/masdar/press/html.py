"""Templates into pages.

Everything is escaped unless it is markup of our own. Templates hold no logic beyond *if* and *for*.
"""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from masdar import model
from masdar.press import assets, bidi, links, words
from masdar.press.view import LANGUAGES, Page, View

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
    made.globals.update(asset=assets.path, languages=LANGUAGES, section_link=links.section)
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
    sections = [each for each, _ in view.reading.releases.sections()[:8]]
    text = (
        _environment()
        .get_template(template)
        .render(
            view=view, site=view.site, path=path, sections=sections, _=view.say, ngettext=view.count, **values
        )
    )
    body = _LINES.sub("\n", text).encode("utf-8")
    return Page(
        path=path, body=body, status=status, modified=modified, etag=model.digest(body), headers=headers or {}
    )
