"""The examples in the code are run."""

import doctest
import importlib
import pkgutil
from pathlib import Path
from types import ModuleType

import pytest

import masdar

# the page that the examples of the library read
PAGE = """<!doctype html>
<html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>افتتاح خط القطار البحري - اليومية</title>
<meta property="article:published_time" content="2026-11-01T10:30:00+04:00"></head>
<body><article><h1>افتتاح خط القطار البحري</h1>
<p>افتتح وزير النقل صباح اليوم خط القطار البحري الجديد.</p>
<p>وقال الوزير إن الخط يختصر زمن الرحلة إلى عشرين دقيقة بعد أن كانت تستغرق ساعة ونصف الساعة.</p>
<p>وأضاف أن المرحلة الثانية من المشروع ستصل القرى الشمالية بالعاصمة قبل نهاية العام المقبل.</p>
</article></body></html>"""


def modules() -> list[str]:
    """Every module of ours in which an example stands."""
    root = Path(masdar.__file__).parent
    names = ["masdar", *(found.name for found in pkgutil.walk_packages(masdar.__path__, "masdar."))]
    return [name for name in names if ">>> " in _source(root, name)]


def _source(root: Path, name: str) -> str:
    path = root.joinpath(*name.split(".")[1:])
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    return file.read_text(encoding="utf-8")


MODULES = modules()


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_hold(name: str) -> None:
    module: ModuleType = importlib.import_module(name)
    extra = {"masdar": masdar, "page": PAGE.encode()} if module is masdar else {}

    result = doctest.testmod(module, extraglobs=extra, optionflags=doctest.ELLIPSIS)

    assert result.attempted
    assert not result.failed


def test_every_function_of_the_library_shows_an_example() -> None:
    shown = {test.name for test in doctest.DocTestFinder().find(masdar) if test.examples}

    assert shown >= {f"masdar.{name}" for name in masdar.__all__}
