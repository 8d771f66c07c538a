"""An article as it may be shown: cut to the policy, origin and attribution filled in.

`clear` is the one maker of a Release. Whatever is withheld here no page, feed or interface can show.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from masdar import address
from masdar.model import (
    Article,
    Block,
    BlockKind,
    Chain,
    Credit,
    Dateline,
    Directory,
    Doubt,
    DoubtKind,
    Image,
    Images,
    Moment,
    Policy,
    Release,
    ReleaseStatus,
    Ruling,
    Show,
    Source,
    Standing,
    Status,
    Upstream,
    Word,
    digest,
)
from masdar.rights import excerpt, holder, hush, mail, quotes, reasons
from masdar.rights import signals as reading
from masdar.rights.policy import PART, WORDS, anonymous

_NAMELESS = Doubt(
    field="origin", kind=DoubtKind.MISSING, detail="a page that takes texts from others names nobody"
)


def clear(
    article: Article,
    *,
    chain: Chain,
    policy: Policy,
    source: Source,
    directory: Directory,
    version: int,
    taken: datetime,
    checked: datetime,
    status: ReleaseStatus = ReleaseStatus.USABLE,
    held: bool = False,
    ruling: Ruling | None = None,
    upstream: Upstream | None = None,
) -> Release:
    """What may be shown of an article. Raises ValueError where the chain names no origin.

    `held`: it is withdrawn, but not for good. `ruling`: what the desk says; `upstream`: what its origin did.
    """
    if not chain.links or not chain.origin.publisher.strip():
        raise ValueError(f"{article.id}: nothing is released without its origin")
    if chain.article != article.id:
        raise ValueError(f"{article.id}: the chain is that of {chain.article}")
    nameless = anonymous(article, chain, source)
    policy = _sound(policy)
    if ruling is not None:
        article = replace(
            article, title=ruling.title or article.title, section=ruling.section or article.section
        )
    if nameless:
        policy = replace(policy, show=Show.HEADLINE, images=Images.NONE, ground="")
    gone = status is ReleaseStatus.WITHDRAWN
    dateline, body = _body(article)
    blocks, summary = ((), None) if gone else _text(article, body, policy)
    image = None if gone else _image(article.image, policy)
    withheld = _words(blocks) < _words(body)
    dateline = None if gone or policy.show is Show.HEADLINE else dateline
    chain = quotes.cut(chain, article, blocks=blocks, summary=summary, dateline=dateline, gone=gone)
    made = Release(
        id=article.id,
        version=version,
        status=status,
        source=article.source,
        source_name=source.name,
        language=article.language,
        title=_title(article),
        kicker=_hidden(article.kicker),
        summary=summary,
        blocks=blocks,
        shortened=withheld,
        image=image,
        dateline=dateline,
        origin=chain.origin,
        credit=_credit(article, chain, policy, source, directory, nameless=nameless),
        chain=chain,
        policy=policy,
        first_published=_first_published(article, chain),
        modified=article.modified,
        taken=taken,
        checked=checked,
        digest=article.erased or digest(article.body.encode("utf-8", "surrogatepass")),
        section=article.section,
        tags=article.tags,
        why=reasons.of(article, source, policy, gone=gone, held=held, shortened=withheld, nameless=nameless),
        **_ruled(ruling, gone=gone, held=held),
        upstream=None if gone else upstream,
        notice=mail.hidden(article.retraction.said) if article.retraction and gone and not held else "",
        doubts=tuple(dict.fromkeys((*article.doubts, *chain.doubts, *((_NAMELESS,) if nameless else ())))),
    )
    return _hushed(made) if gone and ruling is not None and ruling.hush else made


def _ruled(ruling: Ruling | None, *, gone: bool, held: bool) -> dict[str, Any]:
    """What the desk says of it, as far as readers are told."""
    if ruling is None:
        return {"held": held}
    said = gone and ruling.word in (Word.WITHDRAW, Word.HOLD)
    return {
        "held": held,
        "law": said and not held and ruling.law,
        "reason": ruling.reason if said else "",
        "ruled": ruling.at if said else None,
        "notes": ruling.notes,
    }


def _hushed(release: Release) -> Release:
    """A release that names nothing but its publisher: addresses often spell the headline."""
    links = tuple(replace(each, url=None, authors=(), claims=()) for each in release.chain.links)
    return replace(
        release,
        title=hush.title(release.language),
        kicker=None,
        tags=(),
        notice="",
        doubts=(),
        origin=replace(release.origin, url=None, authors=(), claims=()),
        chain=replace(release.chain, links=links, doubts=()),
        credit=replace(release.credit, author=None, original_url=None, taken_url=None, said=""),
    )


def pictured(release: Release, address: str | None) -> Release:
    """A release whose picture is fetched from another address, such as our own copy; None takes it off.

    A release without a picture stays without one.
    """
    if release.image is None:
        return release
    return replace(release, image=replace(release.image, url=address) if address else None)


def earlier(newest: Release, article: Article, *, version: int, title: str | None = None) -> Release:
    """A version of an article before its newest, as it may be shown now.

    The terms are those of the newest, made stricter by whatever the older page reserved: what was open once
    and is closed now is closed in every version. No picture of an older version is shown. Raises ValueError
    for a version of another article. `title` stands for the one that was printed, where the desk hides that.
    """
    if article.id != newest.id:
        raise ValueError(f"{article.id} is no version of {newest.id}")
    signals = reading.merge(newest.policy.signals, article.signals)
    policy = _sound(replace(newest.policy, signals=signals, images=Images.NONE))
    gone = newest.status is ReleaseStatus.WITHDRAWN or article.status in (Status.CANCELED, Status.WITHHELD)
    dateline, body = _body(article)
    blocks, summary = ((), None) if gone else _text(article, body, policy)
    return replace(
        newest,
        version=version,
        status=ReleaseStatus.WITHDRAWN if gone else ReleaseStatus.USABLE,
        title=title or _title(article),
        kicker=_hidden(article.kicker),
        summary=summary,
        blocks=blocks,
        shortened=_words(blocks) < _words(body),
        image=None,
        dateline=None if gone or policy.show is Show.HEADLINE else dateline,
        policy=policy,
        modified=article.modified,
        taken=article.seen,
        digest=article.erased or digest(article.body.encode("utf-8", "surrogatepass")),
        why=(),
        doubts=article.doubts,
    )


def checked(release: Release, at: datetime) -> Release:
    """A release whose origin was asked again at a time and stood as before."""
    return replace(release, checked=max(release.checked, at))


def _sound(policy: Policy) -> Policy:
    """A policy that claims more than it may is brought down, whoever made it."""
    show = policy.show
    if show is Show.FULL and (not policy.ground.strip() or policy.signals.max_snippet is not None):
        show = Show.EXCERPT
    if policy.signals.nosnippet or policy.signals.max_snippet == 0:
        show = Show.HEADLINE
    return replace(policy, show=show, words=max(0, min(policy.words, WORDS)))


# --- the text ------------------------------------------------------------------------------------


def _body(article: Article) -> tuple[Dateline | None, tuple[Block, ...]]:
    """The body without what is printed elsewhere: dateline, end mark, personal addresses."""
    blocks = list(article.blocks)
    opening = article.dateline.text.strip() if article.dateline else ""
    first = next((n for n, block in enumerate(blocks) if block.kind is BlockKind.PARAGRAPH), None)
    if opening and first is not None and blocks[first].text.lstrip().startswith(opening):
        text = blocks[first].text.lstrip()[len(opening) :].lstrip()
        blocks[first] = replace(blocks[first], text=text)
    if article.end_mark and blocks:
        last = max((n for n, block in enumerate(blocks) if block.plain.strip()), default=0)
        text = blocks[last].text.rstrip().removesuffix(article.end_mark.strip()).rstrip()
        blocks[last] = replace(blocks[last], text=text)
    return article.dateline, tuple(kept for block in blocks if (kept := _without_mail(block)) is not None)


def _without_mail(block: Block) -> Block | None:
    if block.kind is BlockKind.FIGURE:
        return replace(block, image=_captioned(block.image)) if block.image else None
    if block.kind is BlockKind.LIST:
        items = tuple(shown for item in block.items if (shown := mail.hidden(item)))
        return replace(block, items=items) if items else None
    text = mail.hidden(block.text)
    return replace(block, text=text) if text.strip() else None


def _text(article: Article, body: tuple[Block, ...], policy: Policy) -> tuple[tuple[Block, ...], str | None]:
    summary = _hidden(article.summary)
    if policy.show is Show.HEADLINE:
        return (), None
    if policy.show is Show.FULL:
        pictured = policy.images is not Images.NONE
        return tuple(each for each in body if pictured or each.kind is not BlockKind.FIGURE), summary
    total = _words(body)
    # a summary without a body is the origin's own excerpt: there is no text to take a part of
    words = min(policy.words, int(total * PART)) if total else policy.words
    budget = excerpt.Budget(words=words, signs=policy.signals.max_snippet)
    blocks = excerpt.blocks(body, budget)
    for block in blocks:
        budget = budget.less(block.plain)
    if not summary:
        return blocks, summary
    if not blocks:
        return blocks, excerpt.line(summary, budget) or None
    # both together stay within the policy: the summary stands where it fits whole
    return blocks, summary if budget.bears(summary) else None


def _words(blocks: Sequence[Block]) -> int:
    return sum(len(block.plain.split()) for block in blocks if block.kind is not BlockKind.FIGURE)


def _title(article: Article) -> str:
    withheld = hush.title(article.language) if article.erased else ""
    return mail.hidden(article.title) or article.title or withheld


def _hidden(text: str | None) -> str | None:
    return None if text is None else mail.hidden(text)


# --- the picture ---------------------------------------------------------------------------------


def _image(image: Image | None, policy: Policy) -> Image | None:
    if image is None:
        return None
    shown = _captioned(image)
    if policy.images is Images.NONE:
        # the words of a caption are text: where the whole text is shown they stay, the picture does not
        kept = policy.show is Show.FULL and shown.caption
        return Image(url="", caption=shown.caption, credit=shown.credit) if kept else None
    return replace(shown, caption=None) if policy.show is Show.HEADLINE else shown


def _captioned(image: Image) -> Image:
    return replace(
        image, caption=_hidden(image.caption), credit=_hidden(image.credit), alt=_hidden(image.alt)
    )


# --- the source block ----------------------------------------------------------------------------


def _credit(
    article: Article,
    chain: Chain,
    policy: Policy,
    source: Source,
    directory: Directory,
    *,
    nameless: bool,
) -> Credit:
    origin = chain.origin
    stated = article.attribution
    # the page that names nobody is not the original: it stands under whom it was taken from
    original = None if nameless else origin.url or (stated.original_url if stated else None)
    return Credit(
        publisher=origin.publisher,
        publisher_url=_web(origin.home or _home(chain, source, directory)),
        author=_author(article, chain),
        original_url=_web(original),
        first_published=_first_published(article, chain),
        taken_via=article.via,
        taken_from=source.name,
        taken_url=_web(article.url),
        rights=holder.line(article.language, origin.publisher, policy, nameless=nameless),
        said=stated.said if stated else "",
    )


def _web(url: str | None) -> str | None:
    """An address that may stand in a link: the web's, with a host."""
    return url if url and url.lower().startswith(("http://", "https://")) and address.normal(url) else None


def _home(chain: Chain, source: Source, directory: Directory) -> str | None:
    """The origin's home page, where we know it."""
    origin = chain.origin
    if origin.source == source.id and source.home:
        return source.home
    known = (directory.by_source.get(origin.source) if origin.source else None) or (
        directory.by_code.get(origin.code) if origin.code else None
    )
    return f"https://{known.hosts[0]}/" if known and known.hosts else None


def _author(article: Article, chain: Chain) -> str | None:
    """The author that the page states, else the one on the origin's own page, else the page's byline."""
    stated = article.attribution.author if article.attribution else None
    names = [stated] if stated else list(chain.origin.authors or article.bylines or ())
    credited = {chain.origin.publisher, *(agency.said for agency in article.agencies or ())}
    shown = [name for name in map(str.strip, map(mail.hidden, names)) if name and name not in credited]
    return "، ".join(shown) or None


def _first_published(article: Article, chain: Chain) -> Moment | None:
    stated = article.attribution.first_published if article.attribution else None
    if chain.origin.standing is Standing.SEEN and chain.origin.article != article.id and chain.origin.at:
        # the origin's own page knows better than the one that tells of it
        return chain.origin.at
    return stated or chain.origin.at or article.published
