"""Passwords as Argon2 hashes (RFC 9106)."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any


@dataclass
class Argon:
    """Implements `desk.accounts.Hasher`; the numbers are those that argon2-cffi holds for right."""

    # kibibytes and rounds, for tests that sign in often; 0: as usual
    memory: int = 0
    rounds: int = 0
    _none: str = field(default="", init=False)

    @cached_property
    def _hasher(self) -> Any:
        # loads a library of its own only where somebody signs in
        import argon2

        given: dict[str, Any] = {"memory_cost": self.memory, "time_cost": self.rounds} if self.memory else {}
        return argon2.PasswordHasher(**given)

    def hash(self, password: str) -> str:
        return str(self._hasher.hash(password))

    def holds(self, secret: str, password: str) -> bool:
        import argon2

        if not secret:
            # whether there is such an account must not show in the time it takes
            self._none = self._none or self.hash("nobody has this one")
        try:
            return bool(self._hasher.verify(secret or self._none, password)) and bool(secret)
        except argon2.exceptions.VerificationError:
            return False
        except argon2.exceptions.InvalidHashError:
            return False
