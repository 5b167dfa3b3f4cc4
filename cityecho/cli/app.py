"""The commands, and what turns an error into an exit code."""

from __future__ import annotations

import errno
import signal
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from cityecho.cli import (
    add,
    analyze,
    backup,
    bring,
    check,
    correct,
    crawl,
    demo,
    export,
    forget,
    init,
    notify,
    purge,
    quarantine,
    report,
    reread,
    run,
    runs,
    sources,
    story,
    train,
    trying,
    unknown,
    verify,
    words,
)
from cityecho.cli.session import Session, default_archive, default_config, tell
from cityecho.errors import CityEchoError, ConfigurationError, TryLaterError

app = typer.Typer(
    help="CityEcho 城响: what comes back when a city speaks.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _tell_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"cityecho {version('cityecho')}")
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    config: Annotated[
        Path | None, typer.Option(envvar="CITYECHO_CONFIG", help="Configuration folder.")
    ] = None,
    archive: Annotated[str | None, typer.Option(envvar="CITYECHO_ARCHIVE", help="Database address.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Results as JSON on stdout.")] = False,
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_tell_version, is_eager=True, help="Say which version it is."),
    ] = False,
) -> None:
    """CityEcho 城响: what comes back when a city speaks."""
    context.obj = Session(config or default_config(), archive or default_archive(), json)


app.command("check", short_help="Validate the configuration, offline.")(check.check)
app.command("crawl", short_help="Fetch what is due, or read recorded captures.")(crawl.crawl)
app.command("add", short_help="Fetch one page that somebody found.")(add.add)
app.command("import", short_help="Take in a spreadsheet, CSV, JSON lines or WARC.")(bring.bring)
app.command("analyze", short_help="Measure what is new.")(analyze.analyze)
app.command("correct", short_help="A person's word against a sentiment.")(correct.correct)
app.add_typer(story.app, name="story")
app.command("train", short_help="Teach a sentiment model your own examples.")(train.train)
app.add_typer(report.app, name="report")
app.command("verify", short_help="Recompute a report from the archive.")(verify.verify)
app.command("export", short_help="Write a table.")(export.export)
app.command("notify", short_help="Tell those whom routes.toml names.")(notify.notify)
app.command("run", short_help="Do what is due now: crawl, analyze, report, notify.")(run.run)
sources.app.command("try", short_help="What a source would bring.")(trying.try_source)
sources.app.command("unknown", short_help="Outlets that the registry lacks.")(unknown.unknown)
app.add_typer(sources.app, name="sources")
app.command("runs", short_help="The run ledger: what every run did.")(runs.runs)
app.command("init", short_help="Write a configuration for another city.")(init.init)
app.add_typer(quarantine.app, name="quarantine")
app.add_typer(words.app, name="words")
app.command("reread", short_help="Read stored captures again, after an update.")(reread.reread)
app.command("purge", short_help="Delete what its time is over for.")(purge.purge)
app.command("forget", short_help="Delete everything about a page, for good.")(forget.forget)
app.command("backup", short_help="Copy archive and captures into one file.")(backup.backup)
app.command("restore", short_help="Read a backup into an empty archive.")(backup.restore)
app.command("demo", short_help="The whole job on a recorded web.")(demo.demo)


def _end(*_: object) -> NoReturn:
    """End a command that a service manager stops: no error, and what it had begun is undone."""
    tell("cityecho: interrupted; nothing is lost, run it again to go on")
    sys.exit(TryLaterError.exit_code)


def main() -> None:
    """Entry point of the ``cityecho`` command."""
    signal.signal(signal.SIGTERM, _end)  # a crawl has a gentler way while it fetches
    try:
        app()
    except ConfigurationError as error:
        for one in (error, *error.beside):
            tell(f"cityecho: {one}")
        sys.exit(error.exit_code)
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
