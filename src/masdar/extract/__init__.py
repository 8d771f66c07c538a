"""A page becomes an article: one file for each thing found."""
