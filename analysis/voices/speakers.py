"""Who speaks in a clause, and whom 他 means: the people of one text, told apart (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from itertools import chain, islice

from analysis.voices.appositions import introduced, member, titled
from analysis.voices.known import Known, is_family
from analysis.voices.names import called, name_at
from analysis.voices.offices import speaks_for
from analysis.voices.people import LISTS as PEOPLE_LISTS
from analysis.voices.people import Person
from analysis.voices.relayed import is_relayed
from analysis.voices.sayings import SAYING, SAYS

LISTS = PEOPLE_LISTS
"""The shipped lists that speakers are found with."""

_CHUNK = re.compile(r"[^，,：:；;。！？!?\n]+")
_LEADS_IN = re.compile(
    r"(?:对此|随后|接着|同时|此外|不过|但|而|据|就在|会上|其间|现场|这时|此时|如今|当天|事后|之后|后来|末了|说完|\s)*"
)
_HE = re.compile(r"[他她](?!们)")
_THEY = re.compile(r"他们|她们|大家|众人|人们")
_THAT_FIRM = re.compile(r"(?:该|上述|前述)(?:公司|企业|集团|银行|部门)(?!的?[^，,。：:]{0,6}(?:人|长|理))")
_THAT_ONE = re.compile(
    r"(?:老人家|老先生)|(?:该|这[名位个]|上述|前述)[^，,。：:]{0,8}?(?:负责人|人士|专家|教授|工作人员|长|书记|经理|老板|局|委)"
)
_TOPIC = re.compile(r"(?:[说谈提聊讲想]起|[谈提问]及|[谈提]到|回忆起)(?:自己的|[他她]的)?")
"""Before what somebody talks of: 说起清河的干部，王强竖起大拇指."""
_OF_TWO = re.compile("[前后]者")
_SOMEBODY = re.compile(r"[，,]?(?:[^，,]{0,12}，)?还?(?:有人|有的|不少人|很多人|许多人|一[位名])")
_OBJECT = re.compile(r"(?:对|向|跟|告诉|采访|给|为|握着|拉着|问|请|陪同|面对)\Z")
_OWNS = re.compile(
    r"的(?!话|建议|回[答复]|评价|看法|说法|口头禅|观点|感受|意见|态度|思路|判断|体会|一[席番]|这|语[速气调]|声音|嗓)"
)
_ACTS = re.compile(
    rf"{SAYING}|当[即场]|随后|立即|感激|激动|高兴|兴奋|微笑|如是|[对向在也还则又只笑是有从把一拿伸挥摇点竖接忙边满握捧指看站坐回来走赶到]"
    r"|[，,。：:！？“（(]|\Z"
)
"""What follows somebody who does something."""
_INTERVIEW = re.compile(r"接受[^，,。！？\n]{0,14}(?:采访|专访|访谈|访问)")
_ASKED = re.compile(
    r"[？?]\s*\Z|(?:问[及到起]|谈[及到起]|[说聊提]起|聊到|提[及到]|采访[最之中结快]|临别|告别|面对记者|对记者)[^。！？!?\n]{0,14}[，,：:]?\Z"
)
"""What leads back to whoever is interviewed: 谈到未来，他说; 后悔吗？他摇头."""
_STOP = re.compile(r"[。！？!?；;\n]")
_NO_BREAK = re.compile(r"[^\n]")
_OF = re.compile("的")
_WORDS_OF = re.compile(r"[说讲][过的][^，,。：:\n]{0,6}话")
_SAID = re.compile(SAYS)
_SAME = re.compile(
    rf"[，,\s]*(?:[并还又再在对当谈据而但“]|接着|随后|最后|同时|此外|不过|面对|针对|会上|会后|其|最终|{SAYING})"
)
"""How a clause begins whose subject is the last one."""
_ONE = re.compile(r"[一这该]|有")
_SPEAKS = re.compile(rf"[^，,。：:\n]{{0,3}}(?:{SAYING})")
"""What tells somebody without a name from people in general: 一位专家, 专家解读称."""
_HEADING = re.compile(r"[^。！？!?；;：:\n]{1,24}\n")
_LEADS_ON = re.compile(r"[：:]\s*\Z")
_TALKS = re.compile(rf"[^，,：:“”\n]{{0,16}}?(?:{SAYS})[^，,。：:“”\n]{{0,4}}[，,][^“”\n]{{4,}}")
"""Speech told without marks, after whoever speaks: X昨日在会上介绍，…"""
_BEFORE, _AFTER = 400, 120
"""Signs around a quote in which somebody may be meant."""


class Speakers:
    """The people of one text, outside its quotes: whom somebody speaks of doesn't speak.

    Public ones have names here too: what may be kept is not decided here.
    """

    def __init__(self, text: str, quotes: Iterable[tuple[int, int]]) -> None:
        self._text = _without(text, quotes)
        self._known = Known(self._text, self._titled)
        self._spans: dict[tuple[int, int], list[Person]] = {}
        self._signs: dict[str, str] = {}
        """他 or 她, by name."""
        self._read: dict[tuple[int, int], Person | None] = {}
        """Who is named in the clauses read so far: many quotes ask for the same."""

    def before(self, start: int, end: int, last: Person | None) -> Person | None:
        """Who speaks in a clause that leads to a quote; ``last`` spoke before."""
        relayed = next((one for one in self._titled(start, end) if is_relayed(self._text, one)), None)
        if relayed:
            return self._known.completed(relayed)
        chunks = self._chunks(start, end)[::-1]
        chunks.sort(key=lambda chunk: _SAID.search(self._text, *chunk) is None)
        return self._speaks(iter(chunks), start, end, last)

    def after(self, start: int, end: int, last: Person | None) -> Person | None:
        """Who speaks in a clause that follows a quote; ``last`` spoke before."""
        return self._speaks(iter(self._chunks(start, end)[:4]), start, end, last)

    def tells(self, start: int, end: int) -> bool:
        """Whether a clause has a word for saying."""
        return _SAID.search(self._text, start, end) is not None

    def led_up(self, start: int, end: int) -> Person | None:
        """Who is told, in the sentence of ``start`` to ``end``, to say something: X介绍，工厂已经封顶。"""
        begin = max((found.end() for found in _STOP.finditer(self._text, start, end - 1)), default=start)
        for person in self._titled(begin, end):
            if (len(person.name) > 1 or person.voice != "public") and self._acts(person.start, person.end):
                return person if _TALKS.match(self._text, person.end, end) else None
        return None

    def looks_on(self, start: int, end: int) -> bool:
        """Whether a clause after a quote introduces somebody who says what follows, not what went before."""
        named = [one for one in self._titled(start, end) if one.name]
        if named and named[0].organization and _TALKS.match(self._text, named[0].end, end):
            return True
        clause = self._text[start:end]
        if named and _LEADS_ON.search(clause):
            return True
        return not (_SAID.search(clause) or _HE.search(clause))

    def told_of(self, start: int, end: int) -> Person | None:
        """Who speaks, without marks, in the sentences of a span: the last one (X回忆，…。)."""
        for chunk in reversed(self._chunks(start, end)):
            if chunk not in self._read:
                self._read[chunk] = self._named(*chunk)
            if self._read[chunk]:
                return self._read[chunk]
        return None

    def near(self, start: int, end: int) -> Person | None:
        """Who is named after a quote in its paragraph, else before it."""
        high = min(len(self._text), end + _AFTER)
        line_end = self._text.find("\n", end, high)
        stop = line_end if line_end >= 0 else high
        for person in self._titled(end, stop):
            return self._known.completed(person)
        return self._owner(start)

    def _speaks(
        self, chunks: Iterator[tuple[int, int]], start: int, end: int, last: Person | None
    ) -> Person | None:
        for chunk in chunks:
            person = None if self._is_topic(*chunk) else self._subject(*chunk, last)
            if person:
                return person
        owner = self._possessor(start, end)
        if owner:
            return owner
        clause = self._text[start:end]
        voice = "public" if _SOMEBODY.match(clause) else speaks_for(clause)
        if voice is None and _SAID.search(clause) and not _SAME.match(clause):
            voice = "public"  # somebody new, of whom nothing tells who it is
        return Person(start, end, "", "", "", voice) if voice else None

    def _possessor(self, start: int, end: int) -> Person | None:
        """Whose affairs a clause tells of, where it names nobody else: X的工厂已经封顶，“…”."""
        named = self._titled(start, end)
        owners = [one for one in named if len(one.name) > 1 and _OWNS.match(self._text, one.end)]
        spoken_to = owners and _OBJECT.search(self._text, max(0, owners[0].start - 3), owners[0].start)
        return owners[0] if len(named) == len(owners) == 1 and not spoken_to else None

    def _chunks(self, start: int, end: int) -> list[tuple[int, int]]:
        return [found.span() for found in _CHUNK.finditer(self._text, start, end)]

    def _subject(self, start: int, end: int, last: Person | None) -> Person | None:
        """Who acts in a clause: a pronoun's owner, somebody with a title, or somebody known by name."""
        start = self._led_in(start, end)
        found = self._titled(start, end)
        if any(len(person.name) > 1 and self._acts(person.start, person.end) for person in found):
            return self._acting(start, end, found)  # 该局局长王强
        if _THAT_FIRM.match(self._text, start, end):
            owner = self._owner(start) or last
            return owner and replace(owner, name="", title="")
        if _THAT_ONE.match(self._text, start, end):
            return self._owner(start) or last
        if _OF_TWO.match(self._text, start, end):
            return self._of_two(start)
        if _HE.match(self._text, start, end):
            return self._meant(start, last) or Person(start, end, "", "", "", "public")
        they = _THEY.match(self._text, start, end)
        return Person(start, end, "", "", "", "public") if they else self._acting(start, end, found)

    def _meant(self, at: int, last: Person | None) -> Person | None:
        """Whom 他 or 她 at ``at`` means: nobody who is the other one elsewhere; if asked, the interviewed."""
        sign = self._text[at]
        if _ASKED.search(self._text, max(0, at - 24), at) and self._interviewed:
            return self._interviewed
        found = [one for one in (self._owner(at), last, self._interviewed) if one]
        fits = (one for one in found if not one.name or self._signs.get(one.name, sign) == sign)
        meant = next(fits, found[0] if found else None)
        if meant and meant.name:
            self._signs.setdefault(meant.name, sign)
        return meant

    def _is_topic(self, start: int, end: int) -> bool:
        """Whether a clause only says what is talked of."""
        topic = _TOPIC.match(self._text, start, end)
        return (
            topic is not None
            and self._text[end : end + 1] in tuple("，,")
            and not self.tells(topic.end(), end)
        )

    def _of_two(self, at: int) -> Person | None:
        """Whom 前者 or 后者 at ``at`` means: of the last two named in the sentence or above."""
        low = max(0, at - _BEFORE)
        stops = [found.end() for found in _STOP.finditer(self._text, low, at)]
        for begin in [*stops[::-1], low][:3]:
            named = [one for one in self._titled(begin, at) if one.name]
            if len(named) > 1:
                return self._known.completed(named[-2 if self._text[at] == "前" else -1])
        return None

    @cached_property
    def _interviewed(self) -> Person | None:
        """Whom the text is an interview with; nobody where several are interviewed."""
        interviews = _INTERVIEW.finditer(self._text)
        found = [one for one in (self._owner(talk.start()) for talk in islice(interviews, 4)) if one]
        return found[0] if found and found[0].name and len({one.name for one in found}) == 1 else None

    def _named(self, start: int, end: int) -> Person | None:
        """Who is named in a clause: whoever acts in it, else whoever it is about."""
        start = self._led_in(start, end)
        named = [
            person
            for person in self._titled(start, end)
            if person.name
            or _ONE.match(self._text, max(0, person.start - 2))
            or _SPEAKS.match(self._text, person.end)
        ]
        return self._acting(start, end, named) or (self._known.completed(named[-1]) if named else None)

    def _acting(self, start: int, end: int, found: list[Person]) -> Person | None:
        joined = {one.start for one in found if one.name}
        found = [one for one in found if one.name or one.end not in joined]  # 合伙人某公司经理王强
        acting = [person for person in found if self._acts(person.start, person.end)]
        acting.sort(key=lambda one: _WORDS_OF.match(self._text, one.end) is None)
        if acting and not is_family(acting[0].name):
            return acting[0]
        known = self._met(start, end, found)
        if known and (not acting or known.start <= acting[0].start):
            return known
        stranger = self._stranger(start, end)
        if acting and (stranger is None or stranger.voice == "public"):
            return self._known.completed(acting[0])
        return stranger

    def _led_in(self, start: int, end: int) -> int:
        found = _LEADS_IN.match(self._text, start, end)
        return found.end() if found else start

    def _acts(self, start: int, end: int) -> bool:
        """Whether whoever stands there is neither spoken to nor the owner of what follows."""
        return not _OBJECT.search(self._text, max(0, start - 3), start) and not _OWNS.match(self._text, end)

    def _owner(self, at: int) -> Person | None:
        """Whom a pronoun at ``at`` means: who was named last in its paragraph or in the one above."""
        return self.told_of(self._above(at), at)

    def _above(self, at: int) -> int:
        """The beginning of the paragraph before that of ``at``, but not far away and not across a heading."""
        low = max(0, at - _BEFORE)
        here = max(low, self._text.rfind("\n", low, at) + 1)
        above = max(low, self._text.rfind("\n", low, max(low, here - 1)) + 1)
        return here if _HEADING.fullmatch(self._text, above, here) else above

    def _met(self, start: int, end: int, found: list[Person]) -> Person | None:
        """Somebody whose title stands elsewhere in the text, by name or as 马总; nobody of ``found``."""
        titles = {one.end for one in found if one.name}
        named = chain(self._known.named(start, end), self._known.bosses(start, end))
        acting = (one for one in named if one.end not in titles and self._acts(one.start, one.end))
        return next(acting, None)

    def _titled(self, start: int, end: int) -> list[Person]:
        """Everybody with a title in a span."""
        if (start, end) not in self._spans:
            self._spans[start, end] = titled(self._text, start, end)
        return self._spans[start, end]

    def _stranger(self, start: int, end: int) -> Person | None:
        """Somebody named where a clause begins or after a 的: of the public, if no title follows."""
        for at in (start, *(found.end() for found in _OF.finditer(self._text, start, end))):
            name = name_at(self._text, at, end)
            stop = at + len(name)
            if name and _ACTS.match(self._text, stop):
                return introduced(self._text, name, stop) or member(self._text, start, at, name)
        span = called(self._text, start, end)
        return Person(*span, self._text[slice(*span)], "", "", "public") if span else None


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """``text`` with signs of no meaning in the place of ``spans``, in order; lines stay lines."""
    parts, done = [], 0
    for start, end in spans:
        parts += [text[done:start], _NO_BREAK.sub("，", text[start:end])]
        done = end
    return "".join([*parts, text[done:]])
