"""The words that claims rest on, as far as they may be shown: a quotation of the text is text too."""

from collections.abc import Sequence
from dataclasses import replace

from masdar.model import Article, Basis, Block, Chain, Claim, Dateline, Link

# so many words are a name with its label, as «نقلا عن وكالة الأنباء», and no text
LABEL = 6
# what is quoted from running text, as against labels, heads and addresses
_TEXT = frozenset({Basis.CREDIT_LINE, Basis.STYLE, Basis.TEXT_OVERLAP})


def cut(
    chain: Chain,
    article: Article,
    *,
    blocks: Sequence[Block],
    summary: str | None,
    dateline: Dateline | None,
    gone: bool,
) -> Chain:
    """The chain without quotations that show more of a text than is shown of it otherwise."""
    shown = _even(
        " ".join(
            [
                article.title,
                summary or "",
                dateline.text if dateline else "",
                *(block.plain for block in blocks),
            ]
        )
    )
    body = _even(article.body)

    def of_claim(claim: Claim) -> Claim:
        quote = _even(claim.evidence.quote)
        own = claim.article == article.id
        of_text = quote in body if own else claim.evidence.basis in _TEXT
        if not quote or not of_text or (own and quote in shown):
            return claim
        if not gone and len(quote.split()) <= LABEL:
            return claim
        return replace(claim, evidence=replace(claim.evidence, quote=""))

    def of_link(link: Link) -> Link:
        return replace(link, claims=tuple(map(of_claim, link.claims))) if link.claims else link

    return replace(chain, links=tuple(map(of_link, chain.links)))


def _even(text: str) -> str:
    return " ".join(text.split())
