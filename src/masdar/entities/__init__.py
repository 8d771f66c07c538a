"""Who and what an article speaks of: people with their office, places, organisations, its topic."""
