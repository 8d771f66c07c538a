"""Hands letters to others: by mail, and to a webhook."""
