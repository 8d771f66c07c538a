"""E-mail addresses in a text: those of an office may stand, those of a person are hidden."""

import re

# the part before the sign of an address that belongs to a desk, not to a person
_ROLE = re.compile(
    """ad|admin|ads|advertising|agency|ar|arabic|business|care|complaints?|contacts?|corrections?|customer
    |desk|digital|editor|editorial|editors|email|english|enquiries|feedback|hello|help|info|information
    |inquiries|jobs|letters|mail|management|marketing|media|news|newsdesk|newsroom|office|opinion|photos?
    |pr|press|privacy|public|publicrelations|redaction|sales|service|sports?|subscribe|support|tahrir|team
    |technical|tips|webmaster""",
    re.VERBOSE,
)
# Arabic words that touch a Latin address are none of it:
# "للتواصلlayla@alwadi.exampleاليوم"
_ADDRESS = re.compile(
    r"([A-Za-z0-9._%+\-]+|[^\W\dA-Za-z_]+)@((?:[\w\-]+\.)+(?:[A-Za-z]{2,}|[^\W\dA-Za-z_]{2,}))"
)
# what mail protection leaves behind in a page
_PROTECTED = re.compile(r"\[\s*email[\s\u00a0]*protected\s*\]", re.IGNORECASE)
_ALONE = re.compile(r"[\s()\[\]<>\u00ab\u00bb:|/\\,\u060c.\-\u2013\u2014\u2026]*")


def hidden(text: str) -> str:
    """The text without personal addresses; "" where it held nothing else."""
    if "@" not in text and "[" not in text:
        return text
    bare = _PROTECTED.sub("", text)
    shown = _ADDRESS.sub(_shown, bare)
    if shown == text:
        return text
    if _ALONE.fullmatch(_ADDRESS.sub("", bare)) and not any(map(_office, _ADDRESS.finditer(bare))):
        return ""
    return shown.strip()


def _shown(found: re.Match[str]) -> str:
    return found[0] if _office(found) else f"\u2026@{found[2]}"


def _office(found: re.Match[str]) -> bool:
    return any(map(_ROLE.fullmatch, re.split(r"[._+\-\d]+", found[1].lower())))
