"""Every error is told in both languages, with a code of its own."""

import importlib
import pkgutil
import re

import pytest

import masdar
from masdar import errors
from masdar.press import rtl

# importing every room finds errors that were raised outside the tree
for found in pkgutil.walk_packages(masdar.__path__, "masdar."):
    if not found.name.startswith(("masdar.__main__", "masdar.store.migrations")):
        importlib.import_module(found.name)


def kinds(kind: type[errors.MasdarError] = errors.MasdarError) -> list[type[errors.MasdarError]]:
    return [kind, *(each for child in kind.__subclasses__() for each in kinds(child))]


KINDS = kinds()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_error_is_drawn_in_the_tree(kind: type[errors.MasdarError]) -> None:
    assert kind.__module__ == errors.__name__
    assert re.search(rf"\b{kind.__name__}\b", errors.__doc__ or "")


def test_no_two_errors_share_a_code() -> None:
    codes = [kind.code for kind in KINDS]

    assert len(codes) == len(set(codes))
    assert set(codes) == set(errors.WORDS)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_error_tells_what_why_and_what_now(
    kind: type[errors.MasdarError], language: errors.Language
) -> None:
    what, why, now = errors.WORDS[kind.code][language]

    said = errors.told(kind("https://daily.example/a"), language)
    bare = errors.told(kind(""), language)

    assert what in said
    assert why in bare
    assert "https://daily.example/a" in said
    assert now in said
    assert said.endswith(f"[{kind.code}]")
    assert "\n" not in said


@pytest.mark.parametrize("code", errors.WORDS)
def test_the_arabic_is_written_with_arabic_signs(code: str) -> None:
    for said in errors.WORDS[code]["ar"]:
        assert re.search(r"[\u0621-\u064a]", said)
        assert not rtl.words(said)


def test_foreign_words_in_an_arabic_error_are_isolated() -> None:
    said = errors.told(errors.Unreachable("https://daily.example/a", "timed out"), "ar")

    assert "\u2068https://daily.example/a: timed out\u2069" in said
    assert said.count("\u2068") == said.count("\u2069")


def test_an_error_of_a_kind_that_the_table_lacks_is_told_as_its_parent() -> None:
    class Odd(errors.NotFound):
        code = "MSD-5999"

    assert errors.told(Odd("x"), "en").startswith(errors.WORDS["MSD-5001"]["en"].what)
    assert errors.told(Odd("x"), "en").endswith("[MSD-5999]")
