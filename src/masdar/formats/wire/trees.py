"""Reading trees of wire files: elements by their local names, whatever namespace they are bound to."""

from collections.abc import Iterator

from masdar.formats import xml


def first(element: xml.Element | None, name: str) -> xml.Element | None:
    """The first element of a name below another, at any depth; None below None."""
    return next(every(element, name), None)


def every(element: xml.Element | None, name: str) -> Iterator[xml.Element]:
    """All elements of a name below another, in the order of the document."""
    if element is not None:
        for each in element.iter():
            if each is not element and isinstance(each.tag, str) and xml.local(each) == name:
                yield each


def children(element: xml.Element | None, name: str) -> Iterator[xml.Element]:
    """The elements of a name directly below another."""
    if element is not None:
        yield from (each for each in element if isinstance(each.tag, str) and xml.local(each) == name)


def child(element: xml.Element | None, name: str) -> xml.Element | None:
    return next(children(element, name), None)


def within(element: xml.Element | None, around: str, name: str) -> Iterator[xml.Element]:
    """The elements of a name within the first one of another name."""
    yield from every(first(element, around), name)


def attribute(element: xml.Element | None, key: str) -> str | None:
    """An attribute, trimmed; None where it is missing or empty."""
    return (xml.attribute(element, key) or None) if element is not None else None


def said(element: xml.Element | None, name: str) -> str | None:
    """The text of the first element of a name that has one, its white space evened."""
    for each in every(element, name):
        if text := " ".join(xml.text(each).split()):
            return text
    return None


def text(element: xml.Element | None) -> str | None:
    """An element's own text, its white space evened; None for none."""
    return (" ".join(xml.text(element).split()) or None) if element is not None else None
