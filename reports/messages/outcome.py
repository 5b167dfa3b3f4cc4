"""How a sending ended, in the words of the other side."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal

State = Literal["sent", "again", "unclear", "refused"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """sent: the other side said so. again: not taken, and may be if tried again after ``wait`` seconds.

    unclear: it went out and no answer came, so that trying again at once might tell it twice. refused: trying
    again won't help.
    """

    state: State
    why: str = ""
    wait: float = 0.0


SENT = Outcome("sent")


def by_code(answer: Mapping[str, Any], codes: Collection[str], said: str, busy: Collection[int]) -> Outcome:
    """What an answer means in which one of the fields ``codes`` is the code and ``said`` the reason.

    Sent only when a code is there and every one is the number 0; one of ``busy`` passes by itself.
    """
    found = [answer[name] for name in codes if name in answer]
    wrong = [code for code in found if type(code) is not int or code != 0]
    if found and not wrong:
        return SENT
    if not found:
        return Outcome("refused", "its answer has no code")
    why = f"code {wrong[0]}: {answer.get(said, '')}"
    return Outcome("again" if wrong[0] in busy else "refused", why)
