"""The peers' environment: made once, from requirements/peers.txt, with a Python that all of them run on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PLACE = ROOT / ".venv" / "peers"
_OLDEST = (3, 12)  # magic-html asks for it


def python(chosen: Path | None) -> Path:
    """The interpreter of the peers' environment, which is made where there is none."""
    made, inside = PLACE / "complete", PLACE / "bin" / "python"
    wanted = (ROOT / "requirements" / "peers.txt").read_text(encoding="utf-8")
    if not made.exists() or made.read_text(encoding="utf-8") != wanted:
        subprocess.run([str(chosen or _newer()), "-m", "venv", "--clear", str(PLACE)], check=True)
        install = ["uv", "pip", "install", "--quiet", "--python", str(inside), "--require-hashes"]
        install[0] = str(Path(sys.executable).parent / "uv")
        subprocess.run([*install, "-r", str(ROOT / "requirements" / "peers.txt")], check=True)
        made.write_text(wanted, encoding="utf-8")
    return inside


def _newer() -> Path:
    """An interpreter on this machine that is new enough. A shim on the path may lead nowhere: each is run."""
    homes = sorted(Path.home().glob(".pyenv/versions/3.*/bin/python3"))
    for candidate in (sys.executable, "python3.12", "python3.13", "python3.14", *map(str, homes)):
        question = [candidate, "-c", f"import sys; sys.exit(sys.version_info < {_OLDEST})"]
        try:
            if subprocess.run(question, capture_output=True, check=False).returncode == 0:
                return Path(candidate)
        except OSError:
            continue
    raise SystemExit(f"no Python {_OLDEST[0]}.{_OLDEST[1]} or later was found: name one with --python")
