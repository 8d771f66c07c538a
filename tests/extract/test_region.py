"""What a walk may pass by, and what it must not."""

from masdar.extract import region
from masdar.markup import tree

TOLD = "<p>" + "قال المتحدث إن الجسر الجديد يفتح أمام السيارات صباح الغد بعد عام من العمل. " * 3 + "</p>"
MENU = "".join(f'<li><a href="/{number}">قسم {number}</a></li>' for number in range(6))


def passed(inner: str) -> set[str]:
    body = tree.parse(f"<body>{inner}</body>").select_one("body")
    assert body is not None
    return {each.attr("id") or each.tag for each in region.beside(body)}


def test_menus_and_footers_beside_the_article_are_passed_by() -> None:
    page = f"<ul id=menu>{MENU}</ul><main><h1>عنوان</h1>{TOLD * 4}</main><footer><a href=/x>عنا</a></footer>"
    assert passed(page) == {"menu", "footer"}


def test_pictures_dates_and_paragraphs_beside_it_are_walked() -> None:
    page = (
        f"<div id=hero><figure><img src=/a.jpg></figure>{MENU}</div><div id=when><time>اليوم</time>{MENU}</div>"
        f"<div id=few><a href=/x>كاتب</a></div><main><h1>عنوان</h1>{TOLD * 4}</main><div id=told>{TOLD}{MENU}</div>"
    )
    assert passed(page) == set()


def test_without_a_headline_or_paragraphs_the_whole_page_is_walked() -> None:
    assert passed(f"<ul id=menu>{MENU}</ul><main><h2>عنوان</h2>{TOLD * 4}</main>") == set()
    assert passed(f"<ul id=menu>{MENU}</ul><main><h1>عنوان</h1><p>قصير</p></main>") == set()


def test_a_headline_outside_widens_what_is_walked() -> None:
    page = f"<div id=top><h1>عنوان</h1><ul id=inner>{MENU}</ul></div><main>{TOLD * 4}</main><nav>{MENU}</nav>"
    assert passed(page) == set()
