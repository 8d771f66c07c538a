"""What is left of an article whose words were erased, or whose very headline may not be read any more."""

from dataclasses import replace

from masdar.model import Article, digest

_TITLES = {"ar": "مادة حُجب عنوانها"}
_TITLE = "An article whose headline is withheld"


def title(language: str) -> str:
    """What stands in the headline's place."""
    return _TITLES.get(language.partition("-")[0], _TITLE)


def stub(article: Article, *, hush: bool = False) -> Article:
    """An article without its words; the digest of its text stays, and the headline unless it is hushed."""
    if article.erased is not None:
        return article
    text = digest(article.body.encode("utf-8", "surrogatepass"))
    made = replace(
        article,
        kicker=None,
        summary=None,
        blocks=(),
        image=None,
        dateline=None,
        end_mark=None,
        bylines=None,
        tags=(),
        erased=text,
    )
    return replace(made, title="", attribution=None, retraction=None) if hush else made
