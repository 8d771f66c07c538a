"""Bring the catalogues of the interface up to date with the pages.

    python tools/messages.py

New messages are added untranslated, those that nobody says any more are dropped. A test fails until the
Arabic of every message stands in `src/masdar/press/locale/ar/LC_MESSAGES/masdar.po`.
"""

import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

PRESS = Path(__file__).parent.parent / "src" / "masdar" / "press"
# the desk speaks the same language
DESK = PRESS.parent / "web" / "desk"
ARABIC = PRESS / "locale" / "ar" / "LC_MESSAGES" / "masdar.po"
# how pages say something: in templates and in Python
KEYWORDS = {"_": None, "known": None, "ngettext": (1, 2), "say": None, "count": (1, 2)}
HEADER = """\
# The Arabic of the interface.
msgid ""
msgstr ""
"Project-Id-Version: masdar\\n"
"Language: ar\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
"n%100>=11 ? 4 : 5);\\n"

"""


def known() -> Catalog:
    """The Arabic catalogue as it stands."""
    text = ARABIC.read_bytes() if ARABIC.exists() else HEADER.encode("utf-8")
    return read_po(io.BytesIO(text), locale="ar")


def spoken() -> Catalog:
    """Every message of the pages, with where it is said."""
    made = Catalog(project="masdar", charset="utf-8")
    for path in sorted([*PRESS.rglob("*.html"), *PRESS.rglob("*.py"), *DESK.glob("*.py")]):
        method = "jinja2.ext:babel_extract" if path.suffix == ".html" else "python"
        with path.open("rb") as file:
            for _, message, _, _ in extract(method, file, keywords=KEYWORDS):
                made.add(
                    message,
                    locations=[
                        (
                            (
                                path.relative_to(PRESS)
                                if path.is_relative_to(PRESS)
                                else path.relative_to(DESK.parent)
                            ).as_posix(),
                            0,
                        )
                    ],
                )
    return made


def main() -> None:
    catalog = known()
    catalog.update(spoken(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    out = io.BytesIO()
    write_po(
        out, catalog, width=100, omit_header=True, no_location=False, include_lineno=False, sort_output=True
    )
    ARABIC.parent.mkdir(parents=True, exist_ok=True)
    ARABIC.write_text(HEADER + out.getvalue().decode("utf-8").lstrip(), encoding="utf-8")
    silent = [each.id for each in catalog if each.id and not (each.string and all(each.string))]
    print(f"{len(catalog)} messages, {len(silent)} of them without Arabic")
    for each in silent:
        print(" ", each)


if __name__ == "__main__":
    main()
