"""The Arabic language, and nothing of news: decoding, cleaning, folding, tokens, dates, agencies."""
