"""What stands in an article's place or before it: a wall of consent, a login, a check for robots, a list.

Words alone prove nothing, as articles speak of cookies and passwords too. A page is a gate if it is short,
states no article for machines, and says so; it is a list if what it tells stands in cards with a linked
heading each.
"""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from masdar.extract.page import HEADINGS, Line, Page
from masdar.markup import head, tree

# letters; a gate says less
_LONGEST = 600
_FEWEST_CARDS = 4
# letters that a card tells at most, in the mean: more is an entry of a list that is the text itself
_TEASER = 250
# boxes around its heading, and lines of one card
_LEVELS = 8
_MOST_LINES = 12


def _any(*words: str) -> re.Pattern[str]:
    return re.compile("|".join(words), re.IGNORECASE)


_GATES = (
    (
        # "جار التحقق من أنك إنسان"  "Checking your browser before accessing"
        _any(
            "(?:جارٍ?|يجري|يرجى) التحقق من (?:أنك|اتصالك|متصفحك)|التحقق من المتصفح",
            "لست روبوت|أنك (?:إنسان|لست)",
            "تفعيل (?:ال)?(?:جافا|javascript|cookies)|مراجعة أمان اتصالك",
            "checking (?:your browser|if the site connection)|enable (?:javascript|cookies)|captcha",
            "you are (?:a |not a )?(?:human|robot)|just a moment|access denied|attention required",
        ),
        "a check for robots stands in the article's place; try later, or save the page from a browser",
    ),
    (
        _any(
            "ملفات (?:تعريف )?الارتباط|cookie consent|we use cookies|uses cookies",
            "we and our partners|before you continue",
        ),
        "a question of consent stands in the article's place; save the page after answering it in a browser",
    ),
    (
        _any(
            "سجل الدخول (?:للمتابعة|لمتابعة|لقراءة)|(?:يرجى|الرجاء) تسجيل الدخول",
            "(?:sign|log) in to (?:continue|read)|please (?:sign|log) in",
        ),
        "the page asks its readers to log in and shows no article",
    ),
    (
        _any("الصفحة (?:المطلوبة |التي تبحث عنها )?غير موجودة|page not found"),
        "the page says that nothing stands at this address; has it moved?",
    ),
)
_LOGIN = _any("تسجيل الدخول", "دخول الأعضاء", "log ?in", "sign ?in")


def reason(page: Page, said: head.Head, root: tree.Node, *, title: str, body: Sequence[int]) -> str | None:
    """Why the page holds no article, if it is a gate or a list; None for an article."""
    if said.article or said.first("article:published_time") or said.first("og:type") == "article":
        return None
    lines = [page.lines[at].text for at in body]
    if sum(map(len, lines)) <= _LONGEST:
        heading = title or said.title
        for words, why in _GATES:
            if any(words.search(text) for text in (heading, *lines)):
                return why
        if _LOGIN.search(heading) and tree.select(root, "input[type=password]"):
            return "the page asks its readers to log in and shows no article"
    if _is_list(page, body):
        return "a list of articles, none of which stands here whole; give the page of one"
    return None


def _is_list(page: Page, body: Sequence[int]) -> bool:
    """Whether most of the body stands in cards: boxes side by side with a linked heading each."""
    cards: dict[int, list[int]] = {}
    for at, line in enumerate(page.lines):
        if not _is_linked_heading(page, line):
            continue
        card = _card(page, at)
        if card > 0:
            cards.setdefault(page.boxes[card].parent, []).append(card)
    sizes = {at: len(page.lines[at].text) for at in body}
    for side_by_side in cards.values():
        if len(side_by_side) < _FEWEST_CARDS:
            continue
        held = {at for card in side_by_side for at in range(page.start[card], page.end[card])}
        told = sum(sizes[at] for at in held & sizes.keys())
        if told >= 0.8 * sum(sizes.values()) and told <= _TEASER * len(side_by_side):
            return True
    return False


def _is_linked_heading(page: Page, line: Line) -> bool:
    """Whether a line is a heading that leads to another page."""
    if line.linked < 0.9 * (len(line.text) - line.text.count(" ")) or not line.links:
        return False
    try:
        if not urlsplit(line.links[0]).path.strip("/"):
            return False
    except ValueError:
        # "https://[": leads nowhere
        return False
    box = line.box
    for _ in range(3):
        if box < 0:
            return False
        if page.boxes[box].tag in HEADINGS:
            return True
        box = page.boxes[box].parent
    return False


def _card(page: Page, at: int) -> int:
    """The widest box around a heading that holds no other linked heading; -1 if it holds nothing else."""
    card, box = -1, page.lines[at].box
    for _ in range(_LEVELS):
        if box <= 0:
            break
        held = range(page.start[box], page.end[box])
        if len(held) > _MOST_LINES:
            break
        if any(each != at and _is_linked_heading(page, page.lines[each]) for each in held):
            break
        if len(held) > 1:
            card = box
        box = page.boxes[box].parent
    return card


# "هذا المقال للمشتركين فقط"  "اشترك الآن لتكمل القراءة"  "للاطلاع على بقية المقال"
_OFFER = _any(
    "(?:المقال|الخبر|التقرير|المحتوى|المادة|الصفحة)(?: \\w+)? (?:متاحة? |حصريا? )?(?:للمشتركين|لمشتركي)",
    "(?:اشترك|اشتركوا|سجل)(?: \\w+)?(?: \\w+)? (?:لتكمل|لإكمال|لاستكمال|لمتابعة|لقراءة|لتقرأ)",
    "(?:لقراءة|لمتابعة|لاستكمال|لإكمال) (?:بقية|باقي|قراءة|كامل)? ?(?:المقال|التقرير|الخبر|المحتوى|القراءة)"
    ".{0,30}(?:اشترك|سجل)",
    "subscribe to (?:continue|read|keep)|for subscribers only|already a subscriber|to continue reading",
)


def offers(page: Page, body: range) -> bool:
    """Whether the lines within and behind the body offer the rest of it to subscribers."""
    near = range(body.start, min(body.stop + 8, len(page.lines)))
    return any(len(page.lines[at].text) <= 200 and _OFFER.search(page.lines[at].text) for at in near)
