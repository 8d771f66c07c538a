"""Puts news out: pages, feeds and what they are made of.

Every surface takes cleared releases and only arranges what it was given. `pages.PAGES` is the table
of addresses and functions; a function takes a `View` and gives a `Page`.
"""
