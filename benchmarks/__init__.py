"""Questions of quality and speed that can be asked again, beside the readers that others wrote."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
