"""The words of the interface: gettext catalogues, whose message ids are English."""

import gettext
import io
from functools import cache
from importlib import resources

from babel.messages import mofile, pofile


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The catalogue of a language; of English the message ids themselves."""
    name = f"locale/{language}/LC_MESSAGES/masdar.po"
    source = resources.files("masdar.press").joinpath(name)
    if not source.is_file():
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    mofile.write_mo(compiled, pofile.read_po(io.BytesIO(source.read_bytes()), locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
