"""The interface speaks Arabic whole."""

import importlib.util
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from masdar.press import rtl, words
from tests.press import room

_TOOL = Path(__file__).parents[2] / "tools" / "messages.py"
_SPEC = importlib.util.spec_from_file_location("messages_tool", _TOOL)
assert _SPEC is not None
assert _SPEC.loader is not None
tool = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(tool)


def _each(catalog: Catalog) -> list[Message]:
    return [each for each in catalog if each.id]


def _strings(message: Message) -> Sequence[str]:
    return (message.string,) if isinstance(message.string, str) else list(message.string or ())


def test_every_message_has_its_arabic() -> None:
    known = {each.id: each for each in _each(tool.known())}

    missing = [
        each.id for each in _each(tool.spoken()) if each.id not in known or not all(_strings(known[each.id]))
    ]

    assert missing == []


def test_nothing_is_fuzzy_or_said_no_more() -> None:
    spoken = {each.id for each in _each(tool.spoken())}

    assert [each.id for each in _each(tool.known()) if each.fuzzy or each.id not in spoken] == []


def test_plurals_have_the_six_forms_of_arabic() -> None:
    plural = [each for each in _each(tool.known()) if each.pluralizable]

    assert plural
    assert [each.id for each in plural if len(_strings(each)) != 6] == []


def test_translations_name_the_same_values() -> None:
    def values(text: str) -> set[str]:
        return set(re.findall(r"%\((\w+)\)s", text))

    wrong = [
        each.id
        for each in _each(tool.known())
        if not each.pluralizable and any(values(said) != values(str(each.id)) for said in _strings(each))
    ]

    assert wrong == []


def test_no_translation_has_a_fault_of_arabic() -> None:
    assert [
        found for each in _each(tool.known()) for said in _strings(each) for found in rtl.words(said)
    ] == []


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, "لا مصادر"),
        (1, "مصدر واحد"),
        (2, "مصدران"),
        (3, "3 مصادر"),
        (10, "10 مصادر"),
        (11, "11 مصدرًا"),
        (99, "99 مصدرًا"),
        (100, "100 مصدر"),
        (103, "103 مصادر"),
    ],
)
def test_numbers_take_their_plural(newsroom: room.Room, number: int, expected: str) -> None:
    with newsroom.view() as view:
        assert view.count("%(n)s source", "%(n)s sources", number) == expected


def test_values_are_escaped(newsroom: room.Room) -> None:
    with newsroom.view() as view:
        assert view.say("From %(origin)s", origin="<b>") == "عن &lt;b&gt;"


def test_english_is_the_message_itself() -> None:
    assert words.catalogue("en").gettext("Source") == "Source"
    assert words.catalogue("en").ngettext("%(n)s source", "%(n)s sources", 2) == "%(n)s sources"
