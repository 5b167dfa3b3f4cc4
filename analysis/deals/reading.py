"""Reading an article sentence by sentence: whose project is spoken of, at what stage, for how much (pure)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cache

from analysis.deals.days import last_day
from analysis.deals.firms import built
from analysis.deals.milestones import Milestone, may_tell
from analysis.deals.parts import Part, Share, amounts_of, parts_of, phase_spoken_of, shares_of
from analysis.deals.subject import Happened, Subject, same_phase
from analysis.deals.words import city_in, more_projects_in, place_in, project_in, shares_words
from analysis.wordlists import longest_of, word_list

LISTS = ("deals/public_works",)
"""The shipped list read here."""

_OF_INVESTMENT = re.compile(r"[投引斥出注耗涉]资|投入|合作|招商|协议|合同|资金|[建办新]厂|厂房|工厂|亿")
_GOES_ON = re.compile(
    r"\s*(?:其中|——|[-•●·◆■]|包括|[（(][\d一二三四五六七八九十]{1,2}[)）]|\d{1,2}[.．、)）](?!\d)|[一二三四五六七八九十]、)"
)
_SHORT = 12
"""Characters before a stage that leave no room for another subject than the last one (今年3月签约以来)."""
_LISTS_AFTER = re.compile(r"[；;：:]$")
_IT = re.compile(r"项目|公司|企业|该|其|工程|基地|产业园|园区|生产线|工厂|厂房|双方|协议")
_OF_IT = re.compile(r"(?:据[^，。]{0,8}，)?(?:该|这个|此)?(?:项目)?(?:是)?由|该项目|项目(?:业主|投资方|单位)")
_OF_ALL = re.compile(r"全[市县区省年国]|累计签约")
_SPEECH = re.compile(r"[“「\"]")
_SAME_DAY = re.compile(r"同日|当日|当天|同一天")


def read(title: str, text: str, day: date) -> list[Subject]:
    """The projects that the article of ``day`` tells a stage of, in the order in which it names them."""
    whole = f"{title}\n{text}"
    if not may_tell(whole) or not (_OF_INVESTMENT.search(whole) or built().search(whole)):
        return []
    parts = parts_of(title, text, day)
    reader = _Reader(day)
    for part in parts:
        reader.take(part)
    investors = {subject.own for subject in reader.subjects if _is_investment(subject)}
    told = [one for one in reader.subjects if one.stages and one.own in investors and not _is_public(one)]
    # Beside firms a project without one is what a list of theirs is headed by.
    told = [one for one in told if one.own] or told
    place = _usual_place(parts) if told else ""
    for subject in told:
        subject.place = subject.place or place
    return told


class _Reader:
    """Keeps whom the article speaks of while its sentences pass by."""

    def __init__(self, day: date) -> None:
        self._day = day
        self.subjects: list[Subject] = []
        self._current: list[Subject] = []
        self._pending: Milestone | None = None
        """A stage told of many, whose list follows."""
        self._dated: Milestone | None = None
        self._before: Part | None = None
        self._current_is_near = False
        """Whether the sentence before was about those spoken of."""

    def take(self, part: Part) -> None:
        """Read one sentence."""
        if part.firms:
            self._take_firms(part)
        elif part.tells_of_many or _OF_ALL.search(part.words):
            self._pending = part.stages[0] if part.stages else self._pending
            self._current = []
        else:
            self._take_more(part)
        self._dated = next((one for one in reversed(part.stages) if one.is_dated), self._dated)
        self._current_is_near = bool(part.firms) or bool(self._current and _IT.search(part.words))
        self._before = part

    def _take_firms(self, part: Part) -> None:
        """A sentence that names firms: each has its stretch of it."""
        shares = shares_of(part)
        subjects = [self._subject(part, share) for share in shares]
        stages = list(part.stages)
        others = [] if part.amounts or not stages else self._more_projects(shares[-1].words, subjects[-1])
        if part.tells_of_many or _LISTS_AFTER.search(part.words):
            self._pending = stages[0] if stages else self._pending
        if self._before and self._before.stages and _GOES_ON.match(part.words):
            self._pending = self._before.stages[0]
        if not stages and self._pending and self._goes_on(part):
            subjects = [one for one in subjects if one.project or one.amounts]
            for subject in subjects:
                subject.happened(self._pending.stage, self._when(self._pending, part))
        else:
            self._reach(part, stages, subjects)
            for other in others:
                other.stages = dict(subjects[-1].stages)
        self._current = list({id(subject): subject for subject in subjects}.values())

    def _more_projects(self, words: str, subject: Subject) -> list[Subject]:
        """The firm's other projects that are told of in one breath with ``subject``."""
        return [
            self._new(Subject(subject.own, subject.phase, subject.firm, project, subject.place))
            for project in more_projects_in(words)
        ]

    def _goes_on(self, part: Part) -> bool:
        """Whether a sentence without a stage lists what one before it told of many."""
        before = self._before
        if before and before.tells_of_many and part.amounts and all(firm.is_full for firm in part.firms):
            return True
        return bool(_GOES_ON.match(part.words) or (before and _LISTS_AFTER.search(before.words)))

    def _reach(self, part: Part, stages: Sequence[Milestone], subjects: Sequence[Subject]) -> None:
        """Each stage belongs to those named since the one before it, or to the same, or to who follows."""
        starts = [firm.start for firm in part.firms]
        is_placed = bool(stages) and _is_about_a_place(part.without_firms)
        since, group = 0, list[Subject]()
        for number, stage in enumerate(stages):
            until = stages[number + 1].start if number + 1 < len(stages) else len(part.words)
            here = _between(starts, subjects, since, stage.start)
            if not here and not group:
                here = _between(starts, subjects, stage.start, until) or list(subjects)
            group = here or group
            phase = phase_spoken_of(part.words[since : stage.end])
            for subject in group:
                reached = self._of_phase(subject, phase)
                reached.happened(stage.stage, self._when(stage, part))
                reached.is_placed = reached.is_placed or is_placed
            since = stage.end

    def _when(self, stage: Milestone, part: Part) -> Happened:
        """When it was reached: if its sentence doesn't say, as the last one of the kind (or 同日, any).

        Else the day that the sentence before names: 8月2日，市长会见了来宾。随后，双方签约。
        """
        days, known = stage.days, self._dated
        if not stage.is_dated and known and (known.stage == stage.stage or _SAME_DAY.search(part.words)):
            return Happened(known.days, True, *part.span)
        if not stage.is_dated and self._before and part.follows(self._before):
            told = last_day(self._before.words, self._day)
            return Happened(told or days, told is not None, *part.span)
        return Happened(days, stage.is_dated, *part.span)

    def _take_more(self, part: Part) -> None:
        """A sentence that names no firm speaks of the last one, or of one project by its goods."""
        subject = self._spoken_of(part)
        if subject is None:
            if part.stages and _LISTS_AFTER.search(part.words):
                self._pending = part.stages[0]
            return
        self._current = [subject]
        subject.project = subject.project or project_in(part.words, subject.own)
        subject = self._of_phase(subject, part.phase) if part.stages else subject
        for stage in part.stages:
            subject.happened(stage.stage, self._when(stage, part))
        amounts = amounts_of(part.amounts, part.words, part.phase)
        subject.amounts += [one for one in amounts if not (subject.has_total and one.kind == "total")]

    def _spoken_of(self, part: Part) -> Subject | None:
        if not (part.stages or part.amounts):
            return None
        return (self._headlined(part) if part.is_title else None) or self._spoken_of_last(part)

    def _spoken_of_last(self, part: Part) -> Subject | None:
        is_short = part.stages[0].start <= _SHORT if part.stages else self._current_is_near
        if len(self._current) == 1 and (is_short or self._goes_right_on(part) or _IT.search(part.words)):
            return self._current[0]
        if not _IT.search(part.words):
            return None
        project = project_in(part.words)
        if len({subject.own for subject in self.subjects}) == 1:
            alike = [one for one in self.subjects if shares_words(one.project, project)]
            return (alike or self.subjects)[0]
        place = place_in(part.words)
        if self.subjects or not (part.stages and project and (place or part.amounts)):
            return None
        return self._new(Subject("", project=project, place=place))

    def _goes_right_on(self, part: Part) -> bool:
        """Whether it tells a stage right behind a sentence about those spoken of, in nobody's speech.

        顺道看了眼越泓的工厂。塔吊没了，板房空了，成了烂尾的架子: Chinese needs no 它 there.
        """
        is_next = self._current_is_near and self._before is not None and part.follows(self._before)
        return is_next and bool(part.stages) and not _SPEECH.search(part.words)

    def _headlined(self, part: Part) -> Subject | None:
        """Whose project a headline without a firm tells of, by its goods or its sum, else the only one."""
        project, told = project_in(part.words), {one.amount.yuan for one in part.amounts} - {None}
        alike = [one for one in self.subjects if shares_words(one.project, project)]
        priced = [one for one in self.subjects if told & {amount.yuan for amount in one.amounts}]
        sole = self.subjects if len(self.subjects) == 1 and part.amounts else []
        return next(iter((*alike, *priced, *sole)), None)

    def _subject(self, part: Part, share: Share) -> Subject:
        """The firm's project that is spoken of: a known one, unless what is said can't be true of that."""
        own, phase = share.firm.own, phase_spoken_of(share.words)
        project = project_in(share.words, own)
        if not project and len(part.firms) == 1:
            project = project_in(part.words[: share.firm.start])  # 健身器材项目，由越泓实业投资
        fitting = [one for one in self._of(own, phase) if not one.conflicts(share.amounts, project)]
        if not fitting and (_OF_IT.match(part.words) or self._names_its_firm(part, project)):
            # 某县签约一个家居项目。该项目由某某家居投资: the firm of the project that was spoken of, maybe by
            # a name of its own (“青鸾”项目)
            sole = self._current if len(self._current) == 1 else []
            fitting = [one for one in sole if not one.own or one.firm == one.own]
        subject = fitting[-1] if fitting else self._new(Subject(own, phase))
        subject.own = own
        subject.firm = max(subject.firm, share.firm.name, key=len)
        subject.phase = subject.phase or phase
        subject.project = subject.project or project
        subject.amounts += share.amounts
        subject.place = subject.place or place_in(share.words[share.firm.end - share.firm.start :])
        return subject

    def _names_its_firm(self, part: Part, project: str) -> bool:
        """Whether it says whose the project of the sentence before is: 项目落地某县。越泓将投入4亿元."""
        if not (self._before and part.follows(self._before) and len(part.firms) == 1 == len(self._current)):
            return False
        spoken_of = self._current[0]
        is_told = not spoken_of.own and bool(spoken_of.stages) and bool(part.stages or part.amounts)
        return is_told and (not project or shares_words(project, spoken_of.project))

    def _of(self, own: str, phase: int) -> list[Subject]:
        """The firm's projects known so far that ``phase`` fits; 0 fits any."""
        return [
            one for one in self.subjects if one.own == own and (not phase or same_phase(one.phase, phase))
        ]

    def _of_phase(self, subject: Subject, phase: int) -> Subject:
        """``subject`` or its project of that phase."""
        if not phase or same_phase(subject.phase, phase):
            subject.phase = subject.phase or phase
            return subject
        known = self._of(subject.own, phase)
        return (
            known[-1]
            if known
            else self._new(
                Subject(
                    subject.own, phase, subject.firm, "" if subject.own else subject.project, subject.place
                )
            )
        )

    def _new(self, subject: Subject) -> Subject:
        self.subjects.append(subject)
        return subject


def _between(starts: Sequence[int], subjects: Sequence[Subject], since: int, until: int) -> list[Subject]:
    return [one for start, one in zip(starts, subjects, strict=True) if since <= start < until]


def _is_investment(subject: Subject) -> bool:
    """Whether it has what makes a deal of investment: a sum, a project or a place it was dealt with."""
    return bool(subject.amounts or subject.project or subject.is_placed)


def _is_public(subject: Subject) -> bool:
    """A road or a school, which no firm builds for itself."""
    return not subject.own and _public().search(subject.project) is not None


def _is_about_a_place(words: str) -> bool:
    return bool(place_in(words) or city_in(words) or built().search(words))


def _usual_place(parts: Sequence[Part]) -> str:
    """The county or zone named most often outside firms' names, else such a city; of equals the first."""
    for place_of in (place_in, city_in):
        places = Counter(place for part in parts if (place := place_of(part.without_firms)))
        if places:
            return places.most_common(1)[0][0]
    return ""


@cache
def _public() -> re.Pattern[str]:
    return longest_of(word_list("deals/public_works"))
