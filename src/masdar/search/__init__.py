"""The query language: what a reader types becomes a value that the index understands."""
