"""The interface for programs, `/api/v1`, made from one table.

`table` says what can be asked and what is answered; routes, checks, the OpenAPI document and the page that
explains it are made of it. Whatever is answered is made of releases.
"""
