"""Answers of the interface for programs, as pages."""

from collections.abc import Mapping
from functools import cache

import msgspec

from masdar import errors, model
from masdar.press.api import openapi, problems
from masdar.press.api.table import Endpoint
from masdar.press.view import Page, View

_JSON = "application/json"


def answer(view: View, endpoint: Endpoint, path: str, given: Mapping[str, str]) -> Page:
    """What an endpoint answers, or the problem that kept it from it."""
    try:
        body = msgspec.json.encode(endpoint.answer(view, given))
    except errors.MasdarError as error:
        return problems.page(view, error, path)
    headers = {"x-robots-tag": "noindex", "vary": "accept-language"}
    if endpoint.private:
        headers["cache-control"] = "private, no-store"
    return Page(path=path, body=body, media_type=_JSON, etag=model.digest(body), headers=headers)


def document(view: View) -> Page:
    """The OpenAPI document."""
    body = _document(view.site.base_url, view.site.name, view.site.contact)
    path = "/api/v1/openapi.json"
    return Page(path=path, body=body, media_type=_JSON, etag=model.digest(body))


@cache
def _document(base: str, name: str, contact: str) -> bytes:
    return msgspec.json.encode(openapi.document(base, name=name, contact=contact))
