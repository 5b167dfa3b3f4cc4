"""The command line: parse, call a stage, print. Results on stdout, progress and errors on stderr.

Exit codes: 0 done · 1 unexpected · 2 wrong usage or configuration · 3 partial · 75 try later
(:mod:`cityecho.errors`). Heavy imports stand inside the commands, so that ``--help`` is quick.
"""

from cityecho.cli.app import app, main

__all__ = ["app", "main"]
