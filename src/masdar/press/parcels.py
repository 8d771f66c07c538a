"""Articles for other homes: as HTML with the origin in front and the source block behind, and as a message.

No setting takes the origin off. What was withdrawn is a notice with its headline, its origin and the reason.
"""

from html import escape
from typing import Any

from masdar import model
from masdar.formats import saying
from masdar.press import bidi, cards, html, labels, links, times
from masdar.press.view import View

# signs of a message of Telegram, and of the words of the article in it: two lines
_MESSAGE, _LINES, _TITLE = 4096, 280, 500
_EXCERPT = 300
# isolates a foreign word in plain text (Unicode Bidirectional Algorithm, FSI and PDI)
_FSI, _PDI = "\u2068", "\u2069"


def write(
    view: View, release: model.Release, *, mark: str, picture: tuple[str, str, bytes, str] | None = None
) -> model.Parcel:
    """The parcel of a release. `picture` is the one that its policy lets us show, if we hold it."""
    gone = release.status is model.ReleaseStatus.WITHDRAWN
    first = release.credit.first_published or release.first_published
    text = "" if gone else cards.text(release)
    body = html.render(
        "parcel.html",
        view,
        release=release,
        credit=release.credit,
        gone=gone,
        title_dir=bidi.dir_of(release.title, release.language),
        dir=bidi.dir_of(text or release.title, release.language),
        standing=labels.status(view, release.status),
        upstream=labels.upstream(view, release.upstream),
        turned=times.instant(view, release.upstream.at) if release.upstream else None,
        first=times.moment(view, first) if first else None,
        taken=times.instant(view, release.taken),
        via=labels.via(view, release.credit.taken_via),
        blocks=[] if gone else [each for each in release.blocks if each.plain.strip()],
        page=view.address(links.article(release)),
        chain=view.address(links.chain(release.id)),
        reasons=labels.why(view, release),
        notes=[(times.instant(view, each.at), each.text) for each in release.notes],
        picture=release.image if picture else None,
        disclaimer=view.site.disclaimer,
    )
    return model.Parcel(
        id=release.id,
        mark=mark,
        language=release.language,
        title=release.title,
        html=body.strip(),
        excerpt="" if gone else cards.cut(release.summary or text, _EXCERPT),
        message=_message(view, release, text, gone=gone),
        data=_data(view, release, body, gone=gone),
        published=(first.at if first else release.taken),
        picture=None if gone else picture,
        at=view.now,
    )


def _message(view: View, release: model.Release, text: str, *, gone: bool) -> str:
    """Headline, origin, two lines and the address, in the HTML that Telegram reads."""
    origin = f"{_FSI}{escape(release.credit.publisher, quote=False)}{_PDI}"
    lines = []
    label = labels.status(view, release.status)
    if release.held:
        lines.append(f"<b>{view.say('Held back')}</b>")
    elif label is not None:
        lines.append(f"<b>{label}</b>")
    if release.upstream is not None:
        when = times.instant(view, release.upstream.at).text.striptags()
        lines.append(f"<b>{labels.upstream(view, release.upstream)}</b> {when}")
    lines += [
        f"<b>{escape(cards.cut(release.title, _TITLE), quote=False)}</b>",
        str(view.say("From %(origin)s")) % {"origin": origin},
    ]
    if first := release.credit.first_published or release.first_published:
        when = times.moment(view, first).text.striptags()
        lines.append(f"{view.say('First published')}: {when}")
    if not gone and (said := cards.cut(release.summary or text, _LINES)):
        lines += ["", escape(said, quote=False)]
    for each in release.notes[-1:]:
        lines += [
            "",
            f"<b>{view.say('Our correction')}</b> {escape(cards.cut(each.text, _LINES), quote=False)}",
        ]
    if original := links.web(release.credit.original_url):
        lines += ["", f'<a href="{escape(original)}">{view.say("Read the original")}</a>']
    lines.append(
        f'<a href="{escape(view.address(links.article(release)))}">{view.say("Page on the site")}</a>'
    )
    return "\n".join(lines)[:_MESSAGE]


def _data(view: View, release: model.Release, body: str, *, gone: bool) -> dict[str, Any]:
    first = release.credit.first_published or release.first_published
    return {
        "id": release.id,
        "version": release.version,
        "status": "held" if release.held else release.status.value,
        "language": release.language,
        "title": release.title,
        "origin": release.credit.publisher,
        "origin_url": links.web(release.credit.original_url),
        "published": release.when.isoformat(),
        "first_published": first.iso() if first else None,
        "summary": None if gone else release.summary,
        "html": body.strip(),
        "policy": release.policy.show.value,
        "rights": release.credit.rights,
        "reason": release.reason or None,
        "upstream": saying.turned(release),
        "corrections": [{"at": each.at.isoformat(), "text": each.text} for each in release.notes],
        "url": view.address(links.article(release)),
        "chain_url": view.address(links.chain(release.id)),
    }
