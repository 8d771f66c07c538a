"""What we know and decide about a source: who it is, when to come again, how it is doing."""
