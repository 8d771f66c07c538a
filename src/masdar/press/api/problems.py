"""What went wrong, for programs: problem details (RFC 9457), in the language that was asked for."""

import msgspec

from masdar import errors, model
from masdar.press.api import forms, shapes
from masdar.press.view import Page, View

TYPE = "application/problem+json"
# by kind; of the nearest above where it is not named
STATUS: dict[type[errors.MasdarError], int] = {
    errors.NotFound: 404,
    errors.Malformed: 400,
    errors.QueryError: 400,
    errors.Withdrawn: 410,
    errors.KeyNeeded: 401,
    errors.TooMany: 429,
    errors.Busy: 503,
    errors.MasdarError: 500,
}


def page(view: View, error: errors.MasdarError, path: str) -> Page:
    """An error as an answer. What may still be told of a withdrawn article goes with it."""
    gone = None
    if isinstance(error, errors.Withdrawn):
        release = view.reading.releases.get(model.ArticleId(error.id))
        gone = forms.withdrawn(view, release) if release else None
    return bare(error, path, language=view.language, about=view.address("/api"), article=gone)


def bare(
    error: errors.MasdarError,
    path: str,
    *,
    language: str,
    about: str,
    status: int | None = None,
    article: dict[str, object] | None = None,
) -> Page:
    """The same where nothing can be looked up; `about` is the address of the page that explains."""
    tongue: errors.Language = "ar" if language == "ar" else "en"
    words = errors.words(error, tongue)
    own = " ".join(str(error).split())
    detail = own or words.why
    if own and tongue == "ar":
        # our own sentences are English: FIRST STRONG ISOLATE, POP DIRECTIONAL ISOLATE
        detail = f"{words.why} (\u2068{own}\u2069)"
    status = status or next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)
    body = msgspec.json.encode(
        shapes.Problem(
            type=f"{about}#{error.code}",
            title=words.what,
            status=status,
            detail=detail,
            code=error.code,
            now=words.now,
            instance=path,
            article=article,
        )
    )
    headers = {"content-language": language, "vary": "accept-language", "x-robots-tag": "noindex"}
    if status == 401:
        headers["www-authenticate"] = 'Bearer realm="masdar"'
    if isinstance(error, errors.TooMany):
        headers["retry-after"] = str(error.seconds)
    return Page(path=path, body=body, status=status, media_type=TYPE, headers=headers)
