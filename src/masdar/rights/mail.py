"""E-mail addresses in a text: those of an office may stand, those of a person are hidden."""

import re

# the part before the sign of an address that belongs to a desk, not to a person
_ROLES = frozenset(
    [
        "admin",
        "ads",
        "advertising",
        "agency",
        "arabic",
        "ar",
        "business",
        "care",
        "complaints",
        "contact",
        "contacts",
        "correction",
        "corrections",
        "customer",
        "desk",
        "digital",
        "editor",
        "editorial",
        "editors",
        "email",
        "english",
        "enquiries",
        "feedback",
        "help",
        "hello",
        "info",
        "information",
        "inquiries",
        "jobs",
        "letters",
        "mail",
        "management",
        "marketing",
        "media",
        "news",
        "newsdesk",
        "newsroom",
        "office",
        "opinion",
        "photo",
        "photos",
        "pr",
        "press",
        "privacy",
        "public",
        "publicrelations",
        "redaction",
        "sales",
        "service",
        "sport",
        "sports",
        "subscribe",
        "support",
        "tahrir",
        "team",
        "technical",
        "tips",
        "webmaster",
    ]
)
_ADDRESS = re.compile(r"([\w.+%\-]+)@((?:[\w\-]+\.)+[^\W\d_]{2,})")
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
    return any(part in _ROLES for part in re.split(r"[._+\-\d]+", found[1].lower()) if part)
