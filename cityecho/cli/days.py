"""Days as a person gives them on the command line."""

from __future__ import annotations

from datetime import date, datetime

import typer


def day(text: str) -> date:
    """The day that ``text`` names, as an option's parser."""
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 (a calendar day has no zone)
    except ValueError as error:
        raise typer.BadParameter(f"not a date such as 2022-07-15: {text}") from error
