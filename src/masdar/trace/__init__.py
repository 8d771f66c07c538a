"""Who said it first: the claims an article makes, and the chain they add up to."""
