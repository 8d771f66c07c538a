"""Lists stay quick when there are a million rows: no question walks a whole table."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Executable, create_engine, event

from masdar.store import (
    articles,
    changes,
    claims,
    entities,
    fingerprints,
    groups,
    releases,
    sources,
    stories,
)
from masdar.store.sql import metadata

# a covering index may be walked from its end, for as long as the limit says
QUESTIONS: dict[str, tuple[Any, dict[str, Any]]] = (
    {
        "articles by id": (articles._MANY, {"ids": ["a"]}),
        "articles after": (articles._AFTER, {"id": "a", "limit": 9}),
        "articles of a source": (articles._OF, {"source": "a", "id": "a", "limit": 9}),
        "names": (articles._NAMED, {"names": ["a"]}),
        "pages to ask for again": (articles._DUE, {"now": 1, "limit": 9}),
        "outside ids": (articles._OUTSIDE, {"ids": ["a"]}),
        "changes": (changes._AFTER, {"seq": 1, "limit": 9}),
        "claims": (claims._OF, {"ids": ["a"]}),
        "names of one": (entities._NAMES, {"id": "a", "limit": 9}),
        "mentions": (entities._OF.statement, {"ids": ["a"]}),
        "fingerprints by time": (fingerprints._BETWEEN, {"start": 1, "end": 2}),
        "members": (groups._MEMBERS, {"ids": ["a"]}),
        "copies": (groups._BESIDE.statement, {"ids": ["a"]}),
        "sites of a text": (groups._SITES.statement, {"ids": ["a"]}),
        "releases of a story": (releases._TOLD, {"story": "a", "limit": 9}),
        "overlaps of the smaller": (groups._OF_A, {"id": "a"}),
        "overlaps of the greater": (groups._OF_B, {"id": "a"}),
        "overlaps after a pair": (groups._PAGE_AFTER, {"a": "a", "b": "b", "limit": 9}),
        "channels due": (sources._DUE, {"now": 1, "limit": 9}),
        "visits": (sources._VISITS, {"channel": "a", "limit": 9}),
        "story members": (stories._MEMBERS, {"id": "a"}),
        "story counts": (stories._COUNT, {"ids": ["a"]}),
        "stories since": (stories._TOP_SINCE, {"since": 1, "limit": 9}),
    }
    | {
        f"releases {asked}": (
            statement,
            {"source": "a", "section": "b", "at": 1, "id": "a", "limit": 9},
        )
        for asked, statement in releases._LATEST.items()
    }
    | {
        f"speaking {asked}": (statement, {"id": "a", "at": 1, "article": "a", "limit": 9})
        for asked, statement in entities._LATEST.items()
    }
    | {
        f"spoken of most {asked}": (statement, {"kind": "a", "articles": 1, "id": "a", "limit": 9})
        for asked, statement in entities._TOP.items()
    }
    | {
        f"releases altered {asked}": (statement, {"status": "a", "at": 1, "id": "a", "limit": 9})
        for asked, statement in releases._ALTERED.items()
    }
)


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    path: Path = tmp_path_factory.mktemp("plans") / "plans.db"
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as opened:
        metadata.create_all(opened)
        yield opened
    engine.dispose()


def plan(connection: Connection, statement: Executable, asked: dict[str, Any]) -> list[str]:
    """How the database means to answer, for the very text and parameters that it would be asked with."""
    texts: list[tuple[str, Any]] = []

    def note(*given: Any) -> None:
        texts.append((given[2], given[3]))

    event.listen(connection, "before_cursor_execute", note)
    connection.execute(statement, asked).close()
    event.remove(connection, "before_cursor_execute", note)
    text, parameters = texts[0]
    return [row.detail for row in connection.exec_driver_sql(f"explain query plan {text}", parameters)]


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_question_walks_a_table(connection: Connection, question: str) -> None:
    statement, asked = QUESTIONS[question]

    steps = plan(connection, statement, asked)

    assert not [step for step in steps if step.startswith("SCAN")], steps


@pytest.mark.parametrize(
    "question", [name for name in QUESTIONS if name.startswith(("releases", "articles after", "pages"))]
)
def test_no_list_is_sorted_anew(connection: Connection, question: str) -> None:
    statement, asked = QUESTIONS[question]

    steps = plan(connection, statement, asked)

    assert not [step for step in steps if "TEMP B-TREE" in step], steps
