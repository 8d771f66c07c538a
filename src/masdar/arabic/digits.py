"""Digits of the Arabic world, to and fro.

>>> latin("\u0662\u0660\u0662\u0664")
'2024'
"""

_EASTERN = "".join(map(chr, range(0x0660, 0x066A)))  # ARABIC-INDIC DIGITS
_PERSIAN = "".join(map(chr, range(0x06F0, 0x06FA)))  # EXTENDED ARABIC-INDIC DIGITS
_LATIN = "0123456789"

_TO_LATIN = str.maketrans(_EASTERN + _PERSIAN, _LATIN * 2)
_TO_EASTERN = str.maketrans(_LATIN + _PERSIAN, _EASTERN * 2)
_TO_PERSIAN = str.maketrans(_LATIN + _EASTERN, _PERSIAN * 2)


def latin(text: str) -> str:
    """The text with 0-9 for the digits of Arabic and Persian; its length stays."""
    return text if text.isascii() else text.translate(_TO_LATIN)


def eastern(text: str) -> str:
    """The text with the digits of the Mashriq."""
    return text.translate(_TO_EASTERN)


def persian(text: str) -> str:
    """The text with the digits of Persian and Urdu."""
    return text.translate(_TO_PERSIAN)
