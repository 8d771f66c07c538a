"""NewsML, the XML of the IPTC: version 1 (1.0 to 1.2) and NewsML-G2.

A message may hold many items; each comes out as one `Item`, pictures and packages too, so that what is
no text can be refused by its name.
"""

from collections.abc import Mapping

from masdar.errors import ReadError
from masdar.formats import document, xml
from masdar.formats.wire import newsml_g2, newsml_one, nitf, trees
from masdar.formats.wire.item import Item
from masdar.formats.wire.newsml_out import write

__all__ = ["read", "write"]


def read(data: bytes, *, headers: Mapping[str, str] | None = None) -> tuple[Item, ...]:
    """The items in a document. Raises ReadError where it holds none, and says what it holds."""
    root = xml.parse(document.read(data, headers=headers).text).root
    name = xml.local(root)
    if name == "newsml" or (name == "newsitem" and trees.child(root, "newscomponent") is not None):
        found = newsml_one.items(root)
    elif name in newsml_g2.ROOTS:
        found = newsml_g2.items(root)
    elif (inside := trees.first(root, "nitf")) is not None:
        return (nitf.of(inside),)
    else:
        written = str(root.tag).rpartition("}")[2]
        version = "NewsML 1" if name.startswith("news") and name != "newscoverage" else "NewsML-G2"
        raise ReadError(f"a piece of {version} (<{written}>) without an item around it; was it saved whole?")
    if not found:
        raise ReadError("a NewsML message without an item; was it saved whole?")
    return found
