"""The same tests give the same answer on every machine and on every day."""

import signal
import sys
from pathlib import Path

from hypothesis import settings

# so that `from tests import fakes` finds this directory however the tests are started
if (_root := str(Path(__file__).parent.parent)) not in sys.path:
    sys.path.insert(0, _root)

settings.register_profile("steady", deadline=None, derandomize=True, database=None)
settings.load_profile("steady")

# a shell without job control lets what it runs behind it ignore Ctrl-C, and so do all that tests begin
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
