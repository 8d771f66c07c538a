"""Mail addresses in pages, and what page protection leaves of them.

Protected addresses stand in saved pages as a placeholder, with the address hidden in an attribute:

    >>> decode("2a4f4e435e45586a444f5d590452")
    'editor@news.x'
    >>> placeholder("[email protected]")
    True
"""

import re

# "[email protected]"  "[email\u00a0protected]"  "[البريد الإلكتروني محمي]"
_PLACEHOLDER = re.compile(
    "[\\[(]?(?:e-?mail\\s*protected|(?:عنوان )?(?:هذا )?البريد الإلكتروني (?:هذا )?محمي[^\\])]{0,60})[\\])]?",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}", re.ASCII)
_MOST_SIGNS = 500
_HEX = re.compile(r"(?:[0-9a-fA-F]{2}){2,256}")
# mailboxes of a house, not of a person
_ROLE_NAMES = """
    abuse admin ads advert advertising ar arabic careers comments contact copyright customerservice desk
    digital editor editorial editors feedback hello help info information inquiries jobs legal letters
    mail marketing media moderator news newsdesk newsletter newsroom noreply no-reply office online pr
    press privacy reporter reporters sales service social staff subscribe subscriptions support team
    tips web webmaster website
"""
_ROLES = frozenset(_ROLE_NAMES.split())


def placeholder(text: str) -> bool:
    """Whether a line is nothing but what protection left of an address."""
    return _PLACEHOLDER.fullmatch(" ".join(text.split()).strip(" :-|")) is not None


def alone(text: str) -> bool:
    """Whether a line is nothing but an address, or the place of one."""
    if len(text) > _MOST_SIGNS:
        return False
    bare = text.strip().removeprefix("mailto:").strip(" <>()[]")
    return placeholder(text) or _ADDRESS.fullmatch(bare) is not None


def find(text: str) -> str | None:
    """The first address in a text."""
    found = _ADDRESS.search(text)
    return found.group().rstrip(".") if found else None


def decode(hidden: str) -> str:
    """The address behind `data-cfemail`: the first byte is the key to the others. `""` if it is none."""
    if not _HEX.fullmatch(hidden):
        return ""
    key, *rest = bytes.fromhex(hidden)
    try:
        return bytes(each ^ key for each in rest).decode("utf-8")
    except UnicodeDecodeError:
        return ""


def role(address: str) -> bool:
    """Whether an address is that of a desk (info@, news@), so that its name names nobody."""
    box = address.strip().removeprefix("mailto:").partition("@")[0].lower()
    return re.split(r"[.+_\d]", box)[0] in _ROLES or box in _ROLES
