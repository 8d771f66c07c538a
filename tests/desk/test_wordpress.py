"""Articles in a real WordPress, where Debian's packages of it are installed; skipped with the reason where not.

A database and PHP's own server are started in a folder of the test, on hosts of their own under 127.0.0.0/8.
"""

import asyncio
import base64
import json
import os
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from masdar.app import open_app
from masdar.model import Home, Posted, Status
from tests import fakes
from tests.desk.test_hand import FULL, Desk

pytestmark = pytest.mark.slow

CODE = Path("/usr/share/wordpress")
NEEDED = ("php", "mariadbd", "mariadb", "mariadb-install-db")
HOST, PORT = "127.0.0.41", 8941
WHERE = f"http://{HOST}:{PORT}"

CONFIG = """<?php
define('DB_NAME', 'wp'); define('DB_USER', 'wp'); define('DB_PASSWORD', 'wp');
define('DB_HOST', 'localhost:FOLDER/db.sock'); define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
foreach (['AUTH_KEY', 'SECURE_AUTH_KEY', 'LOGGED_IN_KEY', 'NONCE_KEY', 'AUTH_SALT', 'SECURE_AUTH_SALT',
  'LOGGED_IN_SALT', 'NONCE_SALT'] as $key) define($key, md5($key));
$table_prefix = 'wp_';
define('WP_ENVIRONMENT_TYPE', 'local'); define('WP_HTTP_BLOCK_EXTERNAL', true);
define('AUTOMATIC_UPDATER_DISABLED', true); define('DISABLE_WP_CRON', true);
define('WP_HOME', 'WHERE'); define('WP_SITEURL', 'WHERE'); define('WP_CONTENT_DIR', 'FOLDER/wp/wp-content');
if (!defined('ABSPATH')) define('ABSPATH', 'FOLDER/wp/');
require_once ABSPATH . 'wp-settings.php';
"""
INSTALL = """<?php
define('WP_INSTALLING', true);
$_SERVER['HTTP_HOST'] = 'HOST:PORT';
require 'FOLDER/wp/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('صحيفة', 'editor', 'editor@daily.example', false, '', 'pw');
$user = get_user_by('login', 'editor');
[$password] = WP_Application_Passwords::create_new_application_password($user->ID, ['name' => 'masdar']);
echo "\\npassword $password\\n";
"""


@pytest.fixture(scope="module")
def wordpress(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A WordPress that was just installed; an application password of its editor."""
    absent = [name for name in NEEDED if shutil.which(name) is None]
    if absent or not CODE.is_dir():
        pytest.skip(f"NO WORDPRESS: Debian's packages are not installed ({', '.join(absent) or CODE})")
    folder = tmp_path_factory.mktemp("wp")
    # the path of a socket may have a hundred letters
    short = Path(f"/tmp/wp-{os.getpid()}")
    short.symlink_to(folder)
    shutil.copytree(CODE, folder / "wp", ignore_dangling_symlinks=True)
    for name, text in (("wp/wp-config.php", CONFIG), ("install.php", INSTALL)):
        said = (
            text.replace("FOLDER", str(short)).replace("WHERE", WHERE).replace("HOST:PORT", f"{HOST}:{PORT}")
        )
        (folder / name).unlink(missing_ok=True)
        (folder / name).write_text(said, encoding="utf-8")
    started: list[subprocess.Popen[bytes]] = []
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    plain = ["--no-defaults", f"--user={os.environ.get('USER') or 'root'}"]
    try:
        data = f"--datadir={short}/db"
        init = ["mariadb-install-db", *plain, data, "--auth-root-authentication-method=normal"]
        subprocess.run(init, check=True, **quiet)
        server = ["mariadbd", *plain, data, f"--socket={short}/db.sock", "--skip-networking"]
        started.append(subprocess.Popen(server, **quiet))
        client = ["mariadb", "--no-defaults", "-uroot", "-S", f"{short}/db.sock", "-e"]
        _until(lambda: subprocess.run([*client, "select 1"], check=False, **quiet).returncode == 0)
        made = "create database wp; create user wp@localhost identified by 'wp'; grant all on wp.* to wp@localhost"
        subprocess.run([*client, made], check=True, **quiet)
        out = subprocess.run(["php", str(folder / "install.php")], check=True, capture_output=True, text=True)
        password = out.stdout.rpartition("password ")[2].strip()
        started.append(subprocess.Popen(["php", "-S", f"{HOST}:{PORT}", "-t", str(folder / "wp")], **quiet))
        _until(lambda: _ask(password, "posts")[0] == 200)
        yield password
    finally:
        for each in started[::-1]:
            each.terminate()
            each.wait(timeout=30)
        short.unlink()


def _until(done: Any) -> None:
    for _ in range(60):
        if done():
            return
        time.sleep(0.5)
    raise AssertionError("it did not come up")


def _ask(password: str, path: str, said: dict[str, Any] | None = None, **query: str) -> tuple[int, Any]:
    """What WordPress itself says, asked as its editor would."""
    url = f"{WHERE}/?" + urlencode({"rest_route": f"/wp/v2/{path}", "context": "edit", **query})
    request = urllib.request.Request(url, data=json.dumps(said).encode() if said else None)
    key = base64.b64encode(f"editor:{password}".encode()).decode()
    request.add_header("authorization", f"Basic {key}")
    request.add_header("content-type", "application/json")
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as error:
        error.close()
        return error.code, None
    except OSError:
        return 0, None


@pytest.fixture
def desk(tmp_path: Path, wordpress: str) -> Iterator[Desk]:
    home = tmp_path / "home"
    home.mkdir()
    (home / "masdar.toml").write_text(
        '[site]\nbase_url = "https://masdar.example"\n[fetch]\nprivate = "127.0.0.0/8"\ndelay = 0.0\n',
        encoding="utf-8",
    )
    clock = [fakes.NOON]
    with ExitStack() as stack:
        app = stack.enter_context(open_app(home, write=True, jobs=1, now=lambda: clock[0]))
        with app.store.writing() as writing:
            writing.put_sources([fakes.source(policy=FULL)])
        made = Desk(app, clock)
        made.add(Home.WORDPRESS, WHERE, user="editor", secret=wordpress)
        yield made


def test_a_real_wordpress_takes_updates_keeps_what_people_wrote_and_trashes(
    desk: Desk, wordpress: str
) -> None:
    desk.says()
    assert desk.cycle() == (1, 0)
    number = desk.posting(Home.WORDPRESS).receipt
    _, draft = _ask(wordpress, f"posts/{number}")
    desk.says(title="عنوان آخر للجسر")
    desk.cycle()
    _, updated = _ask(wordpress, f"posts/{number}")
    # once more, as after a lost receipt: it is found, and no second one is made
    _, all_of_it = _ask(wordpress, "posts", slug=desk.id, status="any")
    _ask(wordpress, f"posts/{number}", {"content": updated["content"]["raw"] + "<p>فقرة كتبها محرر</p>"})
    desk.says(title="عنوان ثالث للجسر")
    desk.cycle()
    _, edited = _ask(wordpress, f"posts/{number}")
    state = desk.posting(Home.WORDPRESS).state
    desk.says(Status.CANCELED)
    desk.cycle()
    _, gone = _ask(wordpress, f"posts/{number}")
    desk.says(Status.USABLE, title="عنوان رابع للجسر")
    desk.cycle()
    _, back = _ask(wordpress, f"posts/{number}")

    assert (draft["status"], draft["slug"], draft["title"]["raw"]) == ("draft", desk.id, fakes.TITLE)
    assert draft["content"]["raw"].index("وكالة الوادي") < draft["content"]["raw"].index(fakes.FIRST)
    assert "masdar-source" in draft["content"]["raw"]
    assert 'dir="rtl"' in draft["content"]["raw"]
    assert updated["title"]["raw"] == "عنوان آخر للجسر"
    assert len(all_of_it) == 1
    assert state is Posted.EDITED
    assert edited["title"]["raw"] == "عنوان آخر للجسر"
    assert "فقرة كتبها محرر" in edited["content"]["raw"]
    assert gone["status"] == "trash"
    assert (back["status"], back["title"]["raw"]) == ("draft", "عنوان رابع للجسر")


def test_a_real_wordpress_takes_the_picture_once(desk: Desk, wordpress: str) -> None:
    from masdar.model import Output, Parcel
    from masdar.outlets.wordpress import WordPress

    # a GIF of one point
    picture = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
    parcel = Parcel(
        id=fakes.article(9).id,
        mark="m",
        language="ar",
        title="خبر بصورة",
        html="<p>نص</p>",
        excerpt="نص",
        message="",
        data={},
        published=fakes.NOON,
        picture=("bridge.gif", "image/gif", picture, "الجسر من جهة السوق"),
        at=fakes.NOON,
    )
    output = Output(
        id="w", kind=Home.WORDPRESS, name="w", where=WHERE, user="editor", secret=wordpress, since=fakes.NOON
    )

    async def put() -> list[str]:
        async with desk.app.client() as client:
            shelf = WordPress(client)
            first = await shelf.put(output, parcel, held=None)
            again = await shelf.put(output, parcel, held=first)
            return [first.receipt, again.receipt]

    receipts = asyncio.run(put())
    _, post = _ask(wordpress, f"posts/{receipts[0]}")
    _, media = _ask(wordpress, "media")

    assert receipts[0] == receipts[1]
    assert [each["alt_text"] for each in media] == ["الجسر من جهة السوق"]
    assert post["featured_media"] == media[0]["id"]
