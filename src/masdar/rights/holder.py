"""The line of rights in the source block."""

from masdar.model import Policy, Show

_SHOWN = {
    Show.HEADLINE: ("العنوان وحده", "the headline alone"),
    Show.EXCERPT: ("مقتطف", "an excerpt"),
    Show.FULL: ("النص كاملًا", "the whole text"),
}


def line(language: str, publisher: str, policy: Policy, *, nameless: bool) -> str:
    """Whose the text is, how much of it is shown and on what ground, in its own language."""
    arabic, english = _SHOWN[policy.show]
    in_arabic = language.partition("-")[0] == "ar"
    ground = f" ({policy.ground})" if policy.show is Show.FULL else ""
    if nameless:
        if in_arabic:
            return f"لم يُذكر مصدر هذه المادة عند {publisher}، وحقوقها لصاحبها. يُعرض هنا {arabic}."
        return f"{publisher} does not say whose text this is; it is its owner's. Shown here: {english}."
    if in_arabic:
        return f"الحقوق محفوظة للناشر: {publisher}. يُعرض هنا {arabic}{ground}."
    return f"All rights belong to {publisher}. Shown here: {english}{ground}."
