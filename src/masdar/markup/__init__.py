"""HTML and nothing of news: `tree` (the one place that knows the parser), `head`, `safe`."""
