"""Pages that nobody would write: mutated from the golden ones and a few seeds, the same on every machine."""
