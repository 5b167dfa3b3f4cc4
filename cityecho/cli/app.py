"""The commands, and what turns an error into an exit code."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from cityecho.cli import analyze, check, crawl, demo, export, report
from cityecho.cli.session import Session, default_archive, default_config, tell
from cityecho.errors import CityEchoError

app = typer.Typer(
    help="CityEcho 城响: what comes back when a city speaks.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback()
def options(
    context: typer.Context,
    config: Annotated[
        Path | None, typer.Option(envvar="CITYECHO_CONFIG", help="Configuration folder.")
    ] = None,
    archive: Annotated[str | None, typer.Option(envvar="CITYECHO_ARCHIVE", help="Database address.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Results as JSON on stdout.")] = False,
) -> None:
    """CityEcho 城响: what comes back when a city speaks."""
    context.obj = Session(config or default_config(), archive or default_archive(), json)


app.command("check")(check.check)
app.command("crawl")(crawl.crawl)
app.command("analyze")(analyze.analyze)
app.add_typer(report.app, name="report")
app.command("export")(export.export)
app.command("demo")(demo.demo)


def main() -> None:
    """Entry point of the ``cityecho`` command."""
    try:
        app()
    except CityEchoError as error:
        tell(f"cityecho: {error}")
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        tell("cityecho: interrupted; run it again to go on")
        sys.exit(130)
