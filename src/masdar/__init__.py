"""masdar (مصدر, "the source"): an Arabic-first news engine that never loses where a text came from."""

__version__ = "0.1.0"
