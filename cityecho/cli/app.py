"""The commands, and what turns an error into an exit code."""

from __future__ import annotations

import errno
import sys
from pathlib import Path
from typing import Annotated

import typer

from cityecho.cli import (
    add,
    analyze,
    backup,
    bring,
    check,
    crawl,
    demo,
    export,
    forget,
    init,
    purge,
    quarantine,
    report,
    reread,
    run,
    sources,
    trying,
)
from cityecho.cli.session import Session, default_archive, default_config, tell
from cityecho.errors import CityEchoError, TryLaterError

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
app.command("add")(add.add)
app.command("import")(bring.bring)
app.command("analyze")(analyze.analyze)
app.add_typer(report.app, name="report")
app.command("export")(export.export)
app.command("run")(run.run)
sources.app.command("try")(trying.try_source)
app.add_typer(sources.app, name="sources")
app.command("init")(init.init)
app.add_typer(quarantine.app, name="quarantine")
app.command("reread")(reread.reread)
app.command("purge")(purge.purge)
app.command("forget")(forget.forget)
app.command("backup")(backup.backup)
app.command("restore")(backup.restore)
app.command("demo")(demo.demo)


def main() -> None:
    """Entry point of the ``cityecho`` command."""
    try:
        app()
    except CityEchoError as error:
        tell(f"cityecho: {error}")
        sys.exit(error.exit_code)
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        tell(f"cityecho: {error}; nothing is lost")
        sys.exit(TryLaterError.exit_code)
    except KeyboardInterrupt:
        tell("cityecho: interrupted; run it again to go on")
        sys.exit(130)
