"""Texts that stand in a page's state alone."""

import json

import pytest

from masdar.extract import state
from masdar.markup import tree
from tests.extract.pages import BODY, PROSE, TITLE

_DATA = {"props": {"article": {"id": 7, "title": TITLE, "contentHtml": f"<div>{BODY}</div>"}}}
_LIST = {"article": {"body": [{"type": "text", "value": each} for each in PROSE]}}


def read(*scripts: str, title: str = TITLE) -> list[str]:
    return state.read(tree.parse("<body><div id=root></div>" + "".join(scripts)), title)


@pytest.mark.parametrize(
    "script",
    [
        pytest.param(f"<script type='application/json'>{json.dumps(_DATA)}</script>", id="JSON"),
        pytest.param(
            f"<script>window.__STATE__ = {json.dumps(_DATA, ensure_ascii=False)};</script>", id="a variable"
        ),
        pytest.param(f"<script>self.push([1,{json.dumps(json.dumps(_DATA))}])</script>", id="JSON in JSON"),
        pytest.param(f"<script>self.push([1,{json.dumps(BODY)}])</script>", id="HTML in a call"),
        pytest.param(f"<script>s = {json.dumps({'text': chr(10).join(PROSE)})}</script>", id="lines"),
        pytest.param(f"<script>s = {json.dumps(_LIST)}</script>", id="a string for each paragraph"),
    ],
)
def test_the_text_is_found_in_the_state(script: str) -> None:
    assert read(script) == list(PROSE)


def test_a_text_on_something_else_is_not_the_articles() -> None:
    assert read(f"<script>s = {json.dumps(_DATA)}</script>", title="ارتفاع أسعار النفط العالمية") == []


def test_a_single_paragraph_is_no_text() -> None:
    teaser = json.dumps({"teaser": f"<p>{' '.join(PROSE)}</p>"})

    assert read(f"<script>s = {teaser}</script>") == []


def test_code_is_no_text() -> None:
    code = json.dumps({"code": " ".join(f'function f{n}() {{ return "{TITLE}. "; }}' for n in range(40))})

    assert read(f"<script>s = {code}</script>") == []


def test_a_page_without_a_title_is_not_searched() -> None:
    assert read(f"<script>s = {json.dumps(_DATA)}</script>", title="") == []
