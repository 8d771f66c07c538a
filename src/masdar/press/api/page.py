"""The page that explains the interface for programs, made from the table."""

from dataclasses import dataclass
from typing import Any, get_args

import msgspec

from masdar import errors
from masdar.press import html
from masdar.press.api import forms, openapi, problems
from masdar.press.api.table import ENDPOINTS, Endpoint
from masdar.press.view import Page, View


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    name: str
    about: str
    # what it may be, as JSON Schema says it
    may: str
    default: str | None
    required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    path: str
    about: str
    private: bool
    gives: str
    parameters: list[Parameter]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    code: str
    status: int
    what: str
    now: str


def explained(view: View) -> Page:
    """What can be asked, with which parameters, and what goes wrong."""
    kinds: list[type[errors.MasdarError]] = [
        errors.Malformed,
        errors.KeyNeeded,
        errors.NotFound,
        errors.Withdrawn,
        errors.TooMany,
        errors.MasdarError,
    ]
    tongue: errors.Language = "ar" if view.language == "ar" else "en"
    return html.page(
        "api.html",
        view,
        "/api",
        root=forms.ROOT,
        address=view.address(forms.ROOT),
        rows=[_row(view, each) for each in ENDPOINTS],
        troubles=[
            Trouble(
                code=each.code,
                status=problems.STATUS[each],
                what=errors.WORDS[each.code][tongue].what,
                now=errors.WORDS[each.code][tongue].now,
            )
            for each in kinds
        ],
    )


def _row(view: View, endpoint: Endpoint) -> Row:
    return Row(
        path=endpoint.whole,
        about=endpoint.about.ar if view.language == "ar" else endpoint.about.en,
        private=endpoint.private,
        gives=endpoint.gives.__name__,
        parameters=[_parameter(view, each) for each in endpoint.parameters],
    )


def _parameter(view: View, field: msgspec.structs.FieldInfo) -> Parameter:
    schema, about = openapi.schema_of(field)
    default = schema.pop("default", None)
    if view.language == "ar":
        about = said(field)
    return Parameter(
        name=field.encode_name,
        about=about,
        may=_may(schema),
        default=None if default in (None, "") else msgspec.json.encode(default).decode(),
        required=field.required,
    )


def said(field: msgspec.structs.FieldInfo) -> str:
    """What a parameter is for, in Arabic."""
    return next((each.extra["ar"] for each in get_args(field.type)[1:] if each.extra), "")


def _may(schema: dict[str, Any]) -> str:
    """What a value may be, in a few signs."""
    if "enum" in schema:
        return " | ".join(map(str, filter(None, schema["enum"])))
    if "minimum" in schema and schema.get("maximum", 2**53) < 2**53:
        return f"{schema['type']} {schema['minimum']}–{schema['maximum']}"
    return str(schema.get("type", ""))
