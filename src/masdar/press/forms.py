"""One article in other forms than its page: ninjs, NewsML-G2 and Markdown."""

import re
from collections.abc import Callable

from masdar import model
from masdar.formats import saying
from masdar.formats.wire import newsml_out, ninjs_out
from masdar.press import errors, feed, links, times
from masdar.press.view import Page, Route, View

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~])")
# what would begin a list, a heading or a rule at the start of a line
_OPENING = re.compile(r"^(\s*)([-+=]|\d+[.)])", re.MULTILINE)


def ninjs(view: View, *, id: str) -> Page:
    """ninjs 3.1; of a withdrawn article with status `canceled` and without text."""
    return _of(view, id, "ninjs", "application/json", _ninjs)


def newsml(view: View, *, id: str) -> Page:
    """NewsML-G2; of a withdrawn article with status `stat:canceled` and without text."""
    return _of(view, id, "newsml", "application/vnd.iptc.g2.newsitem+xml; charset=utf-8", _newsml)


def markdown(view: View, *, id: str) -> Page:
    """Markdown, for people and programs that read plain text."""
    return _of(view, id, "markdown", "text/markdown; charset=utf-8", _markdown)


def _of(
    view: View, id: str, form: str, media_type: str, write: Callable[[View, model.Release], bytes]
) -> Page:
    release = view.reading.releases.get(model.ArticleId(id))
    path = links.forms(id)[form]
    if release is None:
        return errors.missing(view, path)
    body = write(view, feed.ours(view, release))
    return Page(
        path=path,
        body=body,
        # a program learns here that it is gone, as others do by the status
        status=410 if release.status is model.ReleaseStatus.WITHDRAWN else 200,
        media_type=media_type,
        modified=release.checked,
        etag=model.digest(body),
        headers={"x-robots-tag": "noindex", **reserved(view, release)},
    )


def reserved(view: View, release: model.Release) -> dict[str, str]:
    """What its origin reserves, as headers (TDM Reservation Protocol, 5)."""
    if not release.policy.signals.tdm_reservation:
        return {}
    return {"tdm-reservation": "1", "tdm-policy": view.address("/publishers")}


def _ninjs(view: View, release: model.Release) -> bytes:
    return ninjs_out.write(release, uri=view.address(links.article(release)), provider=view.site.name)


def _newsml(view: View, release: model.Release) -> bytes:
    return newsml_out.write(release, uri=view.address(links.article(release)), provider=view.site.name)


def _markdown(view: View, release: model.Release) -> bytes:
    credit = release.credit
    parts = [f"# {_plain(release.title)}"]
    if release.first_published:
        parts.append(_plain(times.moment(view, release.first_published).text.striptags()))
    parts += [_plain(line) for line in (saying.status(release) or "").split("\n")]
    if release.summary and not release.blocks:
        parts.append(_plain(release.summary))
    parts += [said for block in release.blocks if (said := _block(block))]
    parts += ["---", _plain(saying.attribution(release))]
    if original := links.web(credit.original_url):
        parts.append(f"<{original}>")
    parts.append(f"<{view.address(links.article(release))}>")
    return ("\n\n".join(part for part in parts if part) + "\n").encode()


def _block(block: model.Block) -> str:
    if block.kind is model.BlockKind.LIST:
        return "\n".join(f"- {_plain(item)}" for item in block.items)
    said = _plain(block.text)
    if not said or block.kind is model.BlockKind.FIGURE:
        return ""
    if block.kind is model.BlockKind.HEADING:
        return f"{'#' * min(6, max(2, block.level))} {said}"
    if block.kind is model.BlockKind.QUOTE:
        return "\n".join(f"> {line}" for line in said.split("\n"))
    return said


def _plain(text: str) -> str:
    """A text in which nothing is markup."""
    return _OPENING.sub(r"\1\\\2", _MARKDOWN.sub(r"\\\1", " ".join(text.split())))


FORMS: tuple[Route, ...] = (
    Route("/a/{id}.ninjs.json", ninjs),
    Route("/a/{id}.newsml.xml", newsml),
    Route("/a/{id}.md", markdown),
)
