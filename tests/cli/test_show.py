"""Progress is for terminals; programs and quiet people are not told."""

import io

import pytest

from masdar.cli import show


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "quiet", "spoken"),
    [
        pytest.param(Terminal(), False, True, id="a terminal"),
        pytest.param(Terminal(), True, False, id="a terminal, told to be quiet"),
        pytest.param(io.StringIO(), False, False, id="a pipe"),
    ],
)
def test_progress_is_shown_on_a_terminal_alone(stream: io.StringIO, quiet: bool, spoken: bool) -> None:
    progress = show.Progress("taken", quiet=quiet, stream=stream)

    progress(1_234, "new 5")
    progress.end()

    assert ("taken 1,234" in stream.getvalue()) is spoken
    # the line is taken away again
    assert not stream.getvalue() or stream.getvalue().endswith("\r\x1b[K")
