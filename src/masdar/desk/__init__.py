"""Takes news in and looks after it: harvest, ingest, publish."""
