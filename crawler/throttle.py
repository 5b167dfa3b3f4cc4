"""How much a host slows us down: the pause after an answer, from how the host answers. Pure.

The rule is AutoThrottle's (a pause as long as the answer took, smoothed, never shortened by an error), with
two differences: the pause counts from the end of an answer, so a host rests at least half of the time, and a
host that pushes back (429, 403 …) doubles it.
"""

from __future__ import annotations

LONGEST = 60.0  # seconds; only a longer delay of robots.txt or of crawl.toml goes beyond
PATIENCE = 5  # answers in a row that push back before a host is left alone for the rest of the run


def next_pause(pause: float, least: float, seconds: float, *, pushed_back: bool) -> float:
    """Seconds to wait after an answer that took ``seconds``, when ``pause`` were waited before it.

    Never under ``least``, the delay that crawl.toml and robots.txt set. A ``least`` of 0 is for servers of
    one's own, which are never slowed down for.
    """
    if least == 0:
        return 0.0
    most = max(LONGEST, least)
    aim = min(max(seconds, least), most)
    if pushed_back:
        return min(max(2 * pause, aim), most)
    return max(aim, (pause + aim) / 2)
