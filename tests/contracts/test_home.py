"""A home: who may write to it, and what becomes of one that is older, newer, damaged or not there."""

import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError

from masdar.errors import Busy, StoreError, WrongVersion
from masdar.model import ReleaseStatus
from masdar.store import migrations, open_store, upgrade
from masdar.store import open as opening
from masdar.store.sql import metadata
from masdar.stories import fingerprint
from tests import fakes

DESK = (
    *("rulings", "dockets", "bars", "accounts", "sessions", "invites", "tries"),
    *("acts", "cases", "outputs", "postings"),
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with one article."""
    place = tmp_path / "home"
    drafts = [fakes.draft(1)]
    with open_store(place) as store, store.writing() as writing:
        writing.keep(drafts, **fakes.kept(drafts))
    return place


def execute(home: Path, *statements: str) -> None:
    connection = sqlite3.connect(home / opening.NAME)
    with connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


def test_what_was_kept_is_there_when_it_is_opened_again(home: Path) -> None:
    with open_store(home) as store, store.reading() as reading:
        assert reading.articles.get(fakes.article(1).id) == fakes.article(1)


def test_a_second_writer_is_told_who_writes(home: Path) -> None:
    with open_store(home) as first, open_store(home) as second:
        with first.writing() as writing:
            writing.move_cursor("a", 1)

        with (
            pytest.raises(Busy, match=r"process \d+ has been writing here since .* UTC; wait"),
            second.writing(),
        ):
            pass
        with second.reading() as reading:
            assert reading.changes.cursor("a") == 1


def test_a_writer_that_closed_leaves_the_home_free(home: Path) -> None:
    with open_store(home) as first, first.writing():
        pass

    with open_store(home) as second, second.writing() as writing:
        writing.move_cursor("a", 1)
        assert writing.changes.cursor("a") == 1


def test_a_writer_that_was_killed_leaves_the_home_free(home: Path) -> None:
    script = (
        "import sys, os, signal; from pathlib import Path; from masdar.store import open_store\n"
        "store = open_store(Path(sys.argv[1]))\n"
        "with store.writing() as writing:\n"
        "    writing.move_cursor('lost', 1); os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    source = str(Path(opening.__file__).parents[2])
    ended = subprocess.run([sys.executable, "-c", script, str(home)], env={"PYTHONPATH": source}, check=False)

    with open_store(home) as store, store.writing() as writing:
        assert (ended.returncode, writing.changes.cursor("lost"), writing.articles.count()) == (-9, 0, 1)


def test_threads_take_turns_to_write(home: Path) -> None:
    with open_store(home) as store:

        def write(n: int) -> None:
            drafts = [fakes.draft(n)]
            with store.writing() as writing:
                writing.keep(drafts, **fakes.kept(drafts))
            with store.reading() as reading:
                assert reading.articles.get(drafts[0].article.id) == drafts[0].article

        threads = [threading.Thread(target=write, args=(n,)) for n in range(10, 20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        with store.reading() as reading:
            assert reading.articles.count() == 11


def test_what_is_opened_for_reading_writes_nothing(home: Path) -> None:
    with open_store(home, read_only=True) as store:
        with pytest.raises(StoreError, match="reading only"), store.writing():
            pass
        with store.reading() as reading:
            assert reading.articles.count() == 1


@pytest.mark.parametrize("how", [{"read_only": True}, {"create": False}])
def test_a_home_that_is_not_there_says_what_to_do(tmp_path: Path, how: dict[str, bool]) -> None:
    with pytest.raises(StoreError, match="holds nothing yet; `masdar"):
        open_store(tmp_path / "none", **how)

    assert not (tmp_path / "none").exists()


def test_a_newer_home_is_left_untouched(home: Path) -> None:
    execute(home, "update alembic_version set version_num = '9999'")
    before = (home / opening.NAME).read_bytes()

    for read_only in (True, False):
        with pytest.raises(WrongVersion, match="newer masdar"):
            open_store(home, read_only=read_only)

    assert (home / opening.NAME).read_bytes() == before


def test_another_program_s_database_is_left_untouched(tmp_path: Path) -> None:
    execute(tmp_path, "create table theirs (id integer)")

    with pytest.raises(StoreError, match=r"none of masdar's"):
        open_store(tmp_path)


@pytest.mark.parametrize("read_only", [True, False])
def test_a_damaged_file_is_named(tmp_path: Path, read_only: bool) -> None:
    (tmp_path / opening.NAME).write_bytes(b"not a database at all" * 400)

    with pytest.raises(StoreError, match="is damaged"):
        open_store(tmp_path, read_only=read_only)


@pytest.mark.parametrize("data", ["x'28b52ffd0000'", "x'7b7d'"], ids=["compressed", "plain"])
def test_a_damaged_row_is_named(home: Path, data: str) -> None:
    execute(home, f"update articles set data = {data}")

    with (
        open_store(home) as store,
        pytest.raises(StoreError, match="a row of the database is damaged"),
        store.reading() as reading,
    ):
        reading.articles.get(fakes.article(1).id)


def test_a_directory_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("here already")

    with pytest.raises(StoreError, match="cannot be made"):
        open_store(tmp_path / "file" / "home")


def test_sizes_count_rows_and_bytes(home: Path) -> None:
    with open_store(home) as store:
        sizes = store.sizes()

    assert (sizes["articles"], sizes["captures"]) == (1, 1)
    assert sizes[f"bytes of {opening.NAME}"] > 0


# --- migrations ----------------------------------------------------------------------------------


def test_upgraded_tables_are_those_that_are_created_at_once(tmp_path: Path, home: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'upgraded.db'}")
    with engine.begin() as connection:
        migrations.upgrade(connection)
    with engine.begin() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        query = "select type, name from sqlite_master where name not like 'sqlite_%' order by 1, 2"
        upgraded = connection.exec_driver_sql(query).all()
    engine.dispose()

    created = sqlite3.connect(home / opening.NAME)
    assert created.execute(query).fetchall() == [tuple(row) for row in upgraded]
    created.close()


def test_the_revision_known_is_the_newest_written() -> None:
    assert migrations.scripts().get_current_head() == opening.REVISION


def test_an_upgrade_that_fails_leaves_everything_as_it_was(home: Path) -> None:
    execute(home, "update alembic_version set version_num = '0000'")

    with pytest.raises(WrongVersion, match="older masdar"):
        open_store(home, read_only=True)
    with pytest.raises(WrongVersion, match="nothing was changed"):
        upgrade(home)

    connection = sqlite3.connect(home / opening.NAME)
    assert connection.execute("select version_num from alembic_version").fetchone() == ("0000",)
    assert connection.execute("select count(*) from articles").fetchone() == (1,)
    connection.close()


FAILS_HALFWAY = """
from alembic import op
revision, down_revision = "9999", "{head}"
def upgrade():
    op.execute("create table half (id integer)")
    op.execute("delete from articles")
    op.execute("select * from nothing_like_it")
"""


def test_a_script_that_fails_halfway_leaves_nothing_behind(home: Path, tmp_path: Path) -> None:
    written = Path(migrations.scripts().versions)
    (tmp_path / "versions").mkdir()
    for script in written.glob("0*.py"):
        (tmp_path / "versions" / script.name).write_text(script.read_text("utf-8"), "utf-8")
    (tmp_path / "versions" / "9999_half.py").write_text(FAILS_HALFWAY.format(head=opening.REVISION), "utf-8")

    with open_store(home) as store:
        pen = store.pen()
        with pytest.raises(OperationalError), pen.begin():
            migrations.upgrade(pen, ScriptDirectory(str(tmp_path)))

        with store.reading() as reading:
            assert reading.articles.count() == len(reading.articles.after(None, limit=9)) == 1
        with pen.begin():
            tables = pen.exec_driver_sql("select name from sqlite_master").scalars().all()
            assert "half" not in tables
            assert pen.exec_driver_sql("select version_num from alembic_version").scalar() == opening.REVISION


# what a person chose for a story
CHOSEN = ("alter table stories drop column named", "alter table stories drop column led")


def test_an_upgrade_puts_down_what_was_altered_before(tmp_path: Path) -> None:
    gone = fakes.release(fakes.article(1), status=ReleaseStatus.WITHDRAWN, version=2)
    with open_store(tmp_path) as store, store.writing() as writing:
        writing.put_releases([gone, fakes.release(fakes.article(2))])
    watched = ("watches", "hosts", "errands", "sightings", "subscriptions")
    newer = (
        "alterations",
        *watched,
        "alerts",
        "matches",
        "deliveries",
        "keys",
        "subscribers",
        "reservations",
        "bags",
        "mentions",
        "entities",
        *DESK,
    )
    dropped = [*(f"drop table {name}" for name in newer), *CHOSEN]
    execute(tmp_path, *dropped, "update alembic_version set version_num = '0001'")

    upgrade(tmp_path)

    with open_store(tmp_path, read_only=True) as store, store.reading() as reading:
        assert reading.releases.altered() == ((gone.checked, gone),)


def test_an_upgrade_makes_numbers_of_the_terms_that_were_kept_before(tmp_path: Path) -> None:
    drafts = [fakes.draft(n) for n in range(3)]
    with open_store(tmp_path) as store, store.writing() as writing:
        writing.keep(drafts, **fakes.kept(drafts))
    gone = [*(f"drop table {name}" for name in ("bags", "mentions", "entities")), *CHOSEN]
    execute(tmp_path, *gone, "update alembic_version set version_num = '0007'")

    upgrade(tmp_path)

    with open_store(tmp_path, read_only=True) as store, store.reading() as reading:
        ids = [each.article.id for each in drafts]
        assert reading.fingerprints.bags(ids) == {
            each.article.id: fingerprint.bag(each.fingerprint) for each in drafts
        }


def test_an_upgrade_of_what_is_up_to_date_does_nothing(home: Path) -> None:
    before = (home / opening.NAME).read_bytes()

    upgrade(home)

    assert (home / opening.NAME).read_bytes() == before
