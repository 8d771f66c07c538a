"""What is said to whoever takes a page of ours: the strictest of the origin's wishes, and our own.

Product paper, 5.1: exactly one index rule, and whatever the origin reserves is reserved on our copy too, in
the page and in the header of its answer.
"""

from masdar import model
from masdar.press.view import View


def robots(release: model.Release) -> str:
    """What search engines are told of a copy (`robots` meta and `X-Robots-Tag`)."""
    signals = release.policy.signals
    said = ["index", "follow", "max-image-preview:standard"]
    if is_closed(release):
        said = ["noindex", "follow", "max-image-preview:none"]
    if signals.noai:
        said.append("noai")
    if signals.noimageai:
        said.append("noimageai")
    if signals.nosnippet:
        said.append("nosnippet")
    elif signals.max_snippet is not None:
        said.append(f"max-snippet:{signals.max_snippet}")
    return ", ".join(said)


def is_closed(release: model.Release) -> bool:
    """Whether no search engine shall keep our copy.

    So too where the original shall be kept in its place and nobody knows where that stands.
    """
    lost = release.policy.index is model.IndexRule.CANONICAL and not release.credit.original_url
    return lost or release.policy.index is model.IndexRule.NOINDEX or release.policy.signals.noindex


def canonical(view: View, release: model.Release, path: str) -> str | None:
    """The address that search engines shall keep; never one beside `noindex`."""
    if is_closed(release):
        return None
    if release.policy.index is model.IndexRule.CANONICAL:
        return release.credit.original_url
    return view.address(path)


def reserved(release: model.Release) -> bool:
    """Whether text and data mining are reserved: always, but for what is our own or licensed so."""
    signals = release.policy.signals
    return release.policy.index is not model.IndexRule.INDEX or signals.tdm_reservation or signals.noai


def headers(view: View, release: model.Release) -> dict[str, str]:
    """The same as headers (TDMRep, and Content-Signal of contentsignals.org)."""
    said = {"x-robots-tag": robots(release)}
    if reserved(release):
        said |= {"tdm-reservation": "1", "tdm-policy": view.address("/publishers")}
    if release.policy.signals.noai:
        said["content-signal"] = "ai-train=no, ai-input=no"
    return said
