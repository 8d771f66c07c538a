"""Where on a page the article may stand: the parts around it that need no walk.

Most elements of a page are menus, lists of other articles and footers. A look at the paragraphs, which costs
a tenth of a walk, tells which element holds nearly all of them together with the headline; what stands beside
that element, or beside those around it, and holds no paragraph of its own is passed by.
"""

from masdar.markup import tree

# letters of a paragraph that tells something, and of all together; below, the whole page is walked
_PARAGRAPH, _TOLD = 80, 500
# the share of the told letters that the element of the article holds
_SHARE = 0.85
# links of a list of them
_LINKS = 5


def beside(body: tree.Element) -> frozenset[tree.Element]:
    """The elements that a walk may pass by; none where paragraphs and headline do not tell."""
    told: dict[tree.Node, int] = {}
    whole = 0
    for each in tree.elements(body, "p"):
        size = len(each.text)
        if size < _PARAGRAPH:
            continue
        whole += size
        around: tree.Node | None = each.parent
        while around is not None:
            told[around] = told.get(around, 0) + size
            around = None if around is body else around.parent
    title = next(tree.elements(body, "h1"), None)
    if whole < _TOLD or title is None:
        return frozenset()
    core: tree.Node = body
    inner: tree.Node | None = body
    while inner is not None:
        core = inner
        inner = next((child for child in core if told.get(child, 0) >= _SHARE * whole), None)
    titled: set[tree.Node] = set()
    up: tree.Node | None = title
    while up is not None:
        titled.add(up)
        up = up.parent
    while core not in titled and core.parent is not None:
        core = core.parent
    passed: list[tree.Element] = []
    while core is not body and core.parent is not None:
        passed += [
            each
            for each in core.parent
            if each is not core and isinstance(each, tree.Element) and each not in told and _is_list(each)
        ]
        core = core.parent
    return frozenset(passed)


def _is_list(element: tree.Element) -> bool:
    """Whether an element holds links and no picture of its own: a menu, a footer, a list."""
    if element.tag in ("nav", "footer"):
        return True
    links = sum(1 for _ in zip(range(_LINKS), tree.elements(element, "a"), strict=False))
    return links == _LINKS and next(tree.elements(element, "figure", "time"), None) is None
