"""Why a release stands as it does: what was withheld of it, and by which rule."""

from masdar.model import Article, Images, Policy, Show, Source, Status

# why a release is withdrawn: its publisher took it back, or an editor here decided so
TAKEN_BACK = "text and picture withheld: its publisher took it back"
WITHDRAWN = "text and picture withheld: withdrawn"
HELD = "text and picture withheld: held until a person has looked at it"


def of(
    article: Article,
    source: Source,
    policy: Policy,
    *,
    gone: bool,
    held: bool,
    shortened: bool,
    nameless: bool,
) -> tuple[str, ...]:
    """What was withheld and by which rule."""
    if gone:
        return (HELD if held else TAKEN_BACK if article.status is Status.CANCELED else WITHDRAWN,)
    if nameless:
        return ("text and picture withheld: nobody names the origin",)
    signals, reasons = policy.signals, list[str]()
    if policy.show is Show.HEADLINE:
        by = (
            "the origin says nosnippet"
            if signals.nosnippet or signals.max_snippet == 0
            else "policy headline"
        )
        reasons.append(f"text withheld: {by}")
    elif shortened:
        reasons.append(f"text shortened: excerpt of at most {policy.words} words or a quarter")
        if signals.max_snippet is not None:
            reasons.append(f"text shortened: the origin says max-snippet:{signals.max_snippet}")
    if source.policy.show is Show.FULL and policy.show is not Show.FULL:
        by = "its ground has ended" if source.policy.ground.strip() else "no ground is given"
        if signals.nosnippet or signals.max_snippet is not None:
            by = "the origin's signals are stricter"
        reasons.append(f"full text withheld: {by}")
    figures = article.image is not None or any(block.image for block in article.blocks)
    if figures and policy.images is Images.NONE:
        reasons.append(
            "pictures withheld: the origin reserves them"
            if signals.noimageai
            else "pictures withheld: policy none"
        )
    if signals.noindex:
        reasons.append("kept from search engines: the origin says noindex")
    return tuple(reasons)
