"""The OpenAPI 3.1 document, made from the table."""

from collections.abc import Iterator
from typing import Any

import msgspec

from masdar import __version__
from masdar.press.api import forms, problems, shapes
from masdar.press.api.table import ENDPOINTS, Endpoint

_REF = "#/components/schemas/{name}"
_KEY = "key"
_PROBLEMS = {
    "400": "A parameter cannot be used.",
    "401": "A key is needed, or the one shown is not known.",
    "404": "Nothing has that id.",
    "410": "The article was withdrawn.",
    "429": "More was asked than one may ask in a minute.",
    "500": "The fault is ours.",
}
_ABOUT = """\
News of many publishers, each article with its origin: whose text it is, where it first stood and when. The
`attribution` of an article goes wherever the article goes, and its `terms` bind whoever takes it from here.
"""
# a language that problems are told in
_LANGUAGE = {
    "name": "Accept-Language",
    "in": "header",
    "required": False,
    "description": "The language of problems: `ar` or `en`.",
    "schema": {"type": "string", "default": "ar"},
}


def document(base: str, *, name: str, contact: str = "") -> dict[str, Any]:
    """The whole document. `base` is the address of the site."""
    types = [kind for each in ENDPOINTS for kind in (each.gives,)]
    _, components = msgspec.json.schema_components([*types, shapes.Problem], ref_template=_REF)
    info: dict[str, Any] = {
        "title": name,
        "version": __version__,
        "summary": "News with its origin.",
        "description": _ABOUT,
    }
    if contact:
        info["contact"] = {"email": contact}
    return {
        "openapi": "3.1.0",
        "info": info,
        "servers": [{"url": base}],
        "externalDocs": {"url": f"{base}/api", "description": "The same for people."},
        "paths": {each.whole: {"get": _operation(each)} for each in ENDPOINTS} | _own(),
        "components": {
            "schemas": dict(sorted(components.items())),
            "securitySchemes": {_KEY: {"type": "http", "scheme": "bearer"}},
            "headers": {
                "ETag": {"description": "Give it back as `If-None-Match`.", "schema": {"type": "string"}},
                "RateLimit": {
                    "description": "How many requests are left, and for how many seconds.",
                    "schema": {"type": "string"},
                },
                "Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}},
            },
        },
    }


def schema_of(field: msgspec.structs.FieldInfo) -> tuple[dict[str, Any], str]:
    """The schema of a parameter, and what it is for."""
    (found,), _ = msgspec.json.schema_components([field.type], ref_template=_REF)
    schema = dict(found)
    about = schema.pop("description", "")
    if field.default is not msgspec.NODEFAULT:
        schema["default"] = field.default
    return schema, about


def _operation(endpoint: Endpoint) -> dict[str, Any]:
    return {
        "operationId": endpoint.name,
        "summary": endpoint.about.en,
        "tags": [endpoint.path.split("/")[1]],
        "security": [{_KEY: []}] if endpoint.private else [{}, {_KEY: []}],
        "parameters": [*_parameters(endpoint), _LANGUAGE],
        "responses": _responses(endpoint),
    }


def _parameters(endpoint: Endpoint) -> Iterator[dict[str, Any]]:
    for field in endpoint.parameters:
        schema, about = schema_of(field)
        within = endpoint.in_path(field.encode_name)
        yield {
            "name": field.encode_name,
            "in": "path" if within else "query",
            "required": within or field.required,
            "description": about,
            "schema": schema,
        }


def _responses(endpoint: Endpoint) -> dict[str, Any]:
    headers = {name: {"$ref": f"#/components/headers/{name}"} for name in ("ETag", "RateLimit")}
    shape = {"$ref": _REF.format(name=endpoint.gives.__name__)}
    wanted = ["400", "401", "429", "500"]
    if "{id}" in endpoint.path:
        wanted.append("404")
    if endpoint.path.startswith("/articles/"):
        wanted.append("410")
    return {
        "200": {
            "description": endpoint.about.en,
            "headers": headers,
            "content": {"application/json": {"schema": shape}},
        },
        "304": {"description": "Nothing altered since the ETag that was given back."},
    } | {status: _problem(status) for status in sorted(wanted)}


def _problem(status: str) -> dict[str, Any]:
    said: dict[str, Any] = {
        "description": _PROBLEMS[status],
        "content": {problems.TYPE: {"schema": {"$ref": _REF.format(name="Problem")}}},
    }
    if status == "429":
        said["headers"] = {"Retry-After": {"$ref": "#/components/headers/Retry-After"}}
    return said


def _own() -> dict[str, Any]:
    """The document itself."""
    return {
        f"{forms.ROOT}/openapi.json": {
            "get": {
                "operationId": "openapi",
                "summary": "This document.",
                "tags": ["openapi"],
                "security": [{}],
                "responses": {
                    "200": {
                        "description": "This document.",
                        "content": {"application/json": {"schema": {"type": "object"}}},
                    },
                    "304": {"description": "Nothing altered since the ETag that was given back."},
                    "429": _problem("429"),
                },
            }
        }
    }
