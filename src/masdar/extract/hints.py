"""What the class and id of an element give away about what stands in it.

    >>> of("article__share-bar") == Hint.NOISE
    True

Words are learnt from the layouts of several hundred outlets; no word belongs to a single one.
"""

import re
from functools import lru_cache


class Hint:
    """Bits, as plain numbers: they are looked at for every element of every page."""

    NONE = 0
    # never part of a body, however much text it has
    NOISE = 1
    # seldom part of a body; believed only where little of the page's text is in it
    MAYBE = 2
    COMMENTS = 4
    BODY = 8
    CAPTION = 16
    CREDIT = 32
    SUMMARY = 64
    BYLINE = 128
    DATE = 256
    HIDDEN = 512
    TITLE = 1024
    TAGS = 2048
    KICKER = 4096
    PICTURE = 8192
    # surely the body: its name says article and text
    STORY = 16384
    # what belongs to a text though it stands behind it: answers to questions, footnotes
    ANNEX = 32768


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NOISE = _words(
    """
    related relateds relatedposts relatednews relatedarticles recommended recommendation recommendations
    recommend recirculation recirc share sharing shares sharebar sharebox sharethis shareaholic sharer
    social socials addthis addtoany sharedaddy newsletter newsletters subscribe subscription signup advert
    adverts advertisement advertising advertisment ad ads adslot adunit adbox adsbygoogle dfp sponsor
    sponsored breadcrumb breadcrumbs crumbs nav navbar navigation menu menus footer sidebar trending popular
    mostread mostviewed outbrain taboola mgid cookie cookies consent gdpr copyright copyrights toolbar
    pagination pager login modal popup ticker follow followus livefyre backtotop readalso alsoread readmore
    seealso morenews latestnews authorbox aboutauthor prevnext suggest suggested suggestions similar jeg
    ratings rating jp-relatedposts yarpp crp skiplink subnav masthead noprint donate donation paywall piano
    dianomi cta gform gforms wpforms wpcf hsform
    """
)
_MAYBE = _words(
    """
    widget widgets teaser teasers promo promos promotion banner banners more latest bio aside carousel
    slider slideshow gallery embed embedded tweet twitter facebook instagram whatsapp telegram youtube poll
    quiz survey toc player marquee rail topics next prev previous infobox disclaimer tools actions
    buttons button btn meta postmeta linkbox linklist externallinks correction print vote feedback app
    podcast audio video liveblog timeline listen speech tts labels label partner partners header topbar hot
    """
)
_COMMENTS = frozenset(
    ("comment", "comments", "commentlist", "disqus", "respond", "replies", "vuukle", "fbcomments")
)
_TAGS = frozenset(("tag", "tags", "taglist", "tagcloud", "keywords", "keyword", "hashtags", "topics"))
_CAPTION = frozenset(
    (
        "caption",
        "captions",
        "figcaption",
        "imagecaption",
        "photocaption",
        "legend",
        "cap",
        "imgcap",
        "imgcaption",
    )
)
_CREDIT = frozenset(("credit", "credits", "photographer", "imagecredit"))
_PICTURE = frozenset(
    (
        "image",
        "img",
        "images",
        "photo",
        "picture",
        "media",
        "thumb",
        "thumbnail",
        "gallery",
        "lightbox",
        "hero",
        "visual",
    )
)
_SUMMARY = _words(
    """
    standfirst lead lede intro excerpt summary subtitle subheadline subhead dek deck sapo chapeau chapo
    leadtext teaser abstract subheading introduction headnote strapline vorspann ingress sommario entradilla
    bajada manchet perex epigraphe abstrait leadin preamble kopftext synopsis description copete lid
    """
)
_BYLINE = frozenset(
    ("author", "authors", "byline", "bylines", "writer", "autor", "autoren", "auteur", "reporter", "vcard")
)
_DATE = frozenset(
    (
        "date",
        "dates",
        "dateline",
        "time",
        "timestamp",
        "published",
        "publish",
        "pubdate",
        "datetime",
        "posted",
        "updated",
    )
)
_ANNEX = frozenset(
    ("faq", "faqs", "accordion", "accordions", "footnote", "footnotes", "endnotes", "questions")
)
_HIDDEN = frozenset(("hidden", "visuallyhidden", "invisible", "dnone", "offscreen", "sronly"))
_TITLE = frozenset(("headline", "title", "entrytitle", "articletitle"))
_KICKER = frozenset(
    ("kicker", "overline", "supertitle", "eyebrow", "topline", "rubric", "pretitle", "dachzeile")
)

_BODY = re.compile(
    r"\b(?:(?:article|story|post|entry|news|page|item|single|details?|content|main|text|rich) ?"
    r"(?:body|content|text|contents|paragraphs|detail|details)|articlebody|storybody|maincontent|bodytext"
    r"|body content|body text|wysiwyg|richtext|fulltext|full text|article description)\b"
)
_STORY = re.compile(
    r"\b(?:article|story|post|entry|news|single) ?(?:body|content|contents|text|details?)\b|\barticlebody\b"
)
_NOISE_PAIRS = re.compile(
    r"\b(?:read (?:more|also|next|on)|also read|see also|most (?:read|viewed|popular)|you may|you might"
    r"|may (?:also )?like|more (?:news|stories|on|from|articles|about)|top stories"
    r"|latest (?:news|stories|articles)"
    r"|back to top|author (?:box|bio|info|description)|about (?:the )?author|skip (?:to|link)"
    r"|screen reader|sr only|visually hidden|link (?:box|list)|sign up|log in"
    r"|call to action|tag (?:list|cloud)"
    r"|end of article|after (?:article|content)|in (?:article|text) (?:link|promo|related)"
    r"|inline (?:link|promo|related)"
    r"|d none|fact box)\b"
)
# the words that begin one of these: a glance before the search
_BEFORE_NOISE = _words(
    """
    read also see most you may more top latest back author about skip screen sr visually link sign log call
    tag end after in inline d fact
    """
)
_HIDDEN_PAIRS = re.compile(r"\b(?:screen reader|sr only|visually hidden|d none)\b")
# "dark:text-white"  "desktop:[.floated]:mx-6"  "!leading-serif": looks, not meanings
_UTILITY = re.compile(r"[:\[\]!()%&]")
# "comments-enabled"  "has-sidebar"  "with-ads": a state of the page, not what stands in the box;
# "field--label-hidden": the label of a field, not the field
_STATE = re.compile(
    r"\b(?:has|with|without|no|is|non|overflow)-[\w-]+|\b[\w-]+-(?:enabled|disabled|open|closed|allowed|free)\b"
    r"|\b(?:field--?)?label-(?:hidden|above|inline|visually[_-]hidden)\b"
)
# page builders call every paragraph a widget; what they mean by the rest of the name is kept
_BUILDERS = re.compile(
    r"\b(?:elementor|vc|wpb|et_pb|fl|brxe|siteorigin|so)[-_](?:widget(?:-(?:wrap|container))?|element|column|section"
    r"|row|module|inner|container|button|video|heading|top|header|next)\b",
)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|[^0-9A-Za-z]+")
# the words of states and builders: names without them need no second look, and most are without
_STATES = _words("has with without no is non overflow enabled disabled open closed allowed free label")
_BUILDING = _words("elementor vc wpb et fl brxe siteorigin so")
_ODD = _STATES | _BUILDING
# signs that part words; those of utilities become a colon
_PARTED = {code: ":" if chr(code) in ":[]!()%&" else " " for code in range(128) if not chr(code).isalnum()}


_WORDS: dict[str, int] = {}
for _bit, _known in (
    (Hint.NOISE, _NOISE),
    (Hint.MAYBE, _MAYBE),
    (Hint.COMMENTS, _COMMENTS),
    (Hint.TAGS, _TAGS),
    (Hint.CAPTION, _CAPTION),
    (Hint.CREDIT, _CREDIT),
    (Hint.PICTURE, _PICTURE),
    (Hint.SUMMARY, _SUMMARY),
    (Hint.BYLINE, _BYLINE),
    (Hint.DATE, _DATE),
    (Hint.HIDDEN, _HIDDEN),
    (Hint.TITLE, _TITLE),
    (Hint.KICKER, _KICKER),
    (Hint.ANNEX, _ANNEX),
):
    for _word in _known:
        _WORDS[_word] = _WORDS.get(_word, 0) | _bit


@lru_cache(maxsize=4096)
def of(names: str) -> int:
    """The hints of a class attribute and an id, joined by a space."""
    if len(names) > 400:
        names = names[:400]
    joined = names.translate(_PARTED)
    words = joined.split()
    if ":" in joined or not _ODD.isdisjoint(words) or not joined.islower() or not joined.isascii():
        joined = _plain(names, words)
        words = joined.split()
    hint = 0
    known = _WORDS.get
    for word in words:
        hint |= known(word, 0)
    if (
        len(words) > 1
        and not _BEFORE_NOISE.isdisjoint(words)
        and _NOISE_PAIRS.search(joined := " ".join(words))
    ):
        hint |= Hint.NOISE
        if _HIDDEN_PAIRS.search(joined):
            hint |= Hint.HIDDEN
    if (
        "content" in joined
        or "body" in joined
        or "text" in joined
        or "detail" in joined
        or "paragraphs" in joined
        or "wysiwyg" in joined
        or "description" in joined
    ) and _BODY.search(joined := " ".join(words)):
        hint |= Hint.BODY
        if _STORY.search(joined):
            hint |= Hint.STORY
    return hint


def _plain(names: str, words: list[str]) -> str:
    """The words of names in small letters, without utilities, states and builders."""
    if not _BUILDING.isdisjoint(words):
        names = _BUILDERS.sub(" ", names)
    if _UTILITY.search(names):
        names = " ".join(name for name in names.split() if not _UTILITY.search(name))
    if not _STATES.isdisjoint(words):
        names = _STATE.sub(" ", names)
    if not names.isascii():
        return _CAMEL.sub(" ", names).lower()
    joined = names.translate(_PARTED)
    return joined if joined.islower() else _HUMP.sub(" ", joined).lower()
