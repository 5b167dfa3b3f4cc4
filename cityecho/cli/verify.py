"""``cityecho verify``: whether a report still follows from the archive."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cityecho.cli.session import Session
from cityecho.cli.wording import counted, printable
from cityecho.errors import PartialError, UsageError, VerificationError

if TYPE_CHECKING:
    from reports.verify.values import Difference, Since, Verdict

_MOST = 40  # lines of one kind; --json has them all
_SINCE = {
    "later": "came later and are left out",
    "purged": "purged since: hashes and figures stand, the words are gone",
    "changed": "changed on the web since: the earlier revision is compared",
    "measured anew": "measured anew by another version since",
    "told anew": "in another story since; as of the report they are told as it says",
    "moved": "in another story since, and what moved them is not in the report",
    "sorted anew": "given other topics since",
    "forgotten": "forgotten since, at somebody's wish",
    "configuration": "of the configuration not as they were (--config names a folder kept from then)",
    "program": "wrote the report; this is another",
}


def verify(
    context: typer.Context,
    report: Annotated[Path, typer.Argument(metavar="REPORT.json", help="A report written as JSON.")],
) -> None:
    """Recompute a report from the archive, down to the hashes of the captures, and name what differs."""
    from reports.verify.check import verify as checked

    session: Session = context.obj
    said = _read(report)
    with session.existing_archive() as archive:
        verdict = checked(archive, session.watchlist(), said)
    session.result(asdict(verdict), _lines(verdict))
    if verdict.altered:
        found = counted(len(verdict.altered), "difference")
        raise VerificationError(f"{report}: {found}; it does not verify")
    if verdict.unproven:
        causes = tuple(dict.fromkeys(cause for one in verdict.unproven for cause in one.causes))
        problem = f"{report}: {counted(len(verdict.unproven), 'value')} can't be recomputed as they were"
        raise PartialError(problem, causes)


def _read(path: Path) -> dict[str, Any]:
    try:
        said = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path}: not JSON: {error}") from error
    if not isinstance(said, dict):
        raise UsageError(f"{path}: not a report")
    return said


def _lines(verdict: Verdict) -> Iterator[str]:
    """What was checked, what came since, what can't be told, what differs."""
    yield "checked: " + ", ".join(f"{number} {name}" for name, number in verdict.checked.items())
    for one in verdict.since:
        yield printable(_since_said(one))
    yield from _differences("can't be recomputed", verdict.unproven)
    yield from _differences("differs", verdict.altered)
    if not verdict.altered and not verdict.unproven:
        yield "it verifies"


def _since_said(one: Since) -> str:
    noun = {"configuration": "file", "program": "program"}.get(one.cause, "article")
    named = "" if one.cause == "later" else f" ({one.named[0]}{' …' if one.count > 1 else ''})"
    return f"{counted(one.count, noun)} {_SINCE[one.cause]}{named}"


def _differences(said: str, found: tuple[Difference, ...]) -> Iterator[str]:
    for one in found[:_MOST]:
        causes = f" ({', '.join(one.causes)})" if one.causes else ""
        yield printable(f"{said}{causes}: {one}")
    if len(found) > _MOST:
        yield f"… and {len(found) - _MOST} more (cityecho --json verify)"
