"""What belongs together: copies of one text, articles of one story, and what to read beside them."""
