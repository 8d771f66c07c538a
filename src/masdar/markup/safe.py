"""HTML that is safe to show: what runs, loads by itself or covers the page is gone, harmless text stays.

    >>> html('<p onclick="x()">خبر <script>x()</script><a href="javascript:x()">هنا</a></p>')
    '<p>خبر <a rel="noopener noreferrer">هنا</a></p>'

What may stay is a list; all else falls. Elements that are not on it give way to their text, those
that hold no text of the author's (scripts, styles, forms' innards) go whole.
"""

import re
from html import escape

import nh3

from masdar.markup import tree

TAGS = frozenset(
    """
    a abbr article aside b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt
    em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark ol p pre q rp rt ruby s
    samp section small span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr
    """.split()  # noqa: SIM905  # reads like a sentence
)
ATTRIBUTES = {
    "*": {"dir", "lang", "title"},
    "a": {"href", "hreflang"},
    "img": {"src", "alt", "width", "height"},
    "time": {"datetime"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "col": {"span"},
    "colgroup": {"span"},
    "ol": {"start", "reversed"},
    "li": {"value"},
    "blockquote": {"cite"},
    "q": {"cite"},
    "del": {"datetime", "cite"},
    "ins": {"datetime", "cite"},
}
# they go with all that is in them
WHOLE = frozenset(
    """
    script style iframe object embed applet noscript noembed noframes template svg math select textarea
    frameset title xmp plaintext portal canvas audio video
    """.split()  # noqa: SIM905  # reads like a sentence
)
_SCHEMES = frozenset(("http", "https", "mailto"))

# beyond so many tags or signs a text is first read by the parser: cleaning is quadratic in the depth of
# nesting, and in the attributes of an element, of which none that is meant has so many
_MANY, _LONG, _ATTRIBUTED = 4_000, 50_000, 1_000
# tags beyond which nothing but the text is kept
_MOST = 50_000

# a parser takes "<!" for a comment that ends at the next tag, and what was said in between is lost
_NO_COMMENT = re.compile(r"<(?=![^-\[A-Za-z>])")

_CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    clean_content_tags=set(WHOLE),
    attributes=ATTRIBUTES,
    url_schemes=set(_SCHEMES),
    link_rel="noopener noreferrer",
    strip_comments=True,
)


def html(text: str) -> str:
    """Safe HTML of a fragment; idempotent. Addresses that are relative stay as written.

    Of a fragment made to exhaust (fifty thousand tags, a thousand attributes) the text alone stays.
    """
    if len(text) > _LONG or text.count("<") > _MANY:
        found = tree.fragment(text)
        tags = text.count("<")
        if tags > _MOST or any(len(each.attrs) > _ATTRIBUTED for each in tree.elements(found)):
            return escape(found.text, quote=False)
        text = found.inner_html
    if "<!" in text:
        text = _NO_COMMENT.sub("&lt;", text)
    for _ in range(4):
        before, text = text, _CLEANER.clean(text)
        if text == before:
            break
    return text
