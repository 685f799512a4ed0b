"""An assignment in words: who, in which role, and what, also where a table's cell is a number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.phrasing import Phrases
from rag.schema import Assignment
from rag.text import fold

SUPPORTS = "phối hợp"
_LEADS_WITH = re.compile(r"\W*chủ trì,? phối hợp(?: với)? ", re.IGNORECASE)


def said(phrases: Phrases, one: Assignment, task: str) -> str:
    """The agencies with their task; that they only take part is told where the task does not."""
    agencies = ", ".join(agency.written for agency in one.agencies)
    if one.role == SUPPORTS and (leads := _LEADS_WITH.match(task)):
        # "chủ trì phối hợp B có trách nhiệm …": B does not lead it
        rest = task[leads.end() :].removeprefix(agencies).strip()
        task = rest if rest and task[leads.end() :].startswith(agencies) else task
    supports = one.role == SUPPORTS and SUPPORTS not in task.lower()
    return phrases.say("partner" if supports else "who", agencies=agencies, task=task)


def together(given: Sequence[Assignment]) -> list[Assignment]:
    """Agencies that share one task in one role as one assignment."""
    found: dict[tuple[int, int, str], Assignment] = {}
    for one in given:
        key = (one.task.start, one.task.end, one.role)
        before = found.get(key)
        if before is None:
            found[key] = one
            continue
        agencies = tuple(dict.fromkeys((*before.agencies, *one.agencies)))
        sources = tuple(dict.fromkeys((*before.sources, *one.sources)))
        found[key] = replace(before, agencies=agencies, sources=sources)
    return list(found.values())


def leading(given: Sequence[Assignment]) -> list[Assignment]:
    """Without those who only take part in a task that somebody leads."""
    led = {(one.task.start, one.task.end) for one in given if one.role != SUPPORTS}
    return [
        one for one in given
        if one.role != SUPPORTS or (one.task.start, one.task.end) not in led
    ]  # fmt: skip


def only_joins(one: Assignment) -> bool:
    """Whether an agency takes part in a task that the plan gives to nobody to lead."""
    return one.role == SUPPORTS and SUPPORTS not in one.task.text[:60].lower()


def in_asked_role(roles: Sequence[str], one: Assignment) -> bool:
    """Whether a duty is held in the roles asked for: who leads is not who takes part.

    Where both are asked for, who leads has partners beside it.
    """
    start = fold(f"{one.role} {one.task.text[:60]}")
    if one.partners and set(roles) >= _BOTH:
        return "chu tri" in start
    return all(role in start for role in roles if role in _BOTH)


_BOTH = frozenset({"chu tri", "phoi hop"})


def roles_told(roles: Sequence[str]) -> bool:
    """Whether a question asks who leads or who takes part."""
    return not _BOTH.isdisjoint(roles)


def row_in_words(phrases: Phrases, given: Sequence[Assignment]) -> str:
    """A row of a table as a sentence: who, what, with whom, by when."""
    told = []
    for one in given:
        text = said(phrases, one, task_words(one))
        if one.partners:
            partners = ", ".join(agency.written for agency in one.partners)
            text = phrases.say("with_partners", text=text, partners=partners)
        told.append("; ".join(part for part in (text, one.deadline) if part))
    return "; ".join(told)


def without_told_partners(given: Sequence[Assignment]) -> list[Assignment]:
    """Without those who take part in a task whose leader is told with them."""
    told = {
        (one.task.start, partner.name)
        for one in given if one.role != SUPPORTS for partner in one.partners
    }  # fmt: skip
    return [
        one for one in given
        if one.role != SUPPORTS
        or not all((one.task.start, agency.name) in told for agency in one.agencies)
    ]  # fmt: skip


def with_helpers(given: Sequence[Assignment], one: Assignment) -> Assignment:
    """Who leads a task, with those as partners whom the plan lists as taking part in it.

    "(Đơn vị chủ trì: A; đơn vị phối hợp: B, C)": each is given the task in a role of its own.
    """
    if one.partners or one.role == SUPPORTS:
        return one
    beside = [a for a in given if a.task == one.task and a.role == SUPPORTS]
    partners = tuple(dict.fromkeys(agency for a in beside for agency in a.agencies))
    sources = tuple(dict.fromkeys((*one.sources, *(piece for a in beside for piece in a.sources))))
    return replace(one, partners=partners, sources=sources) if partners else one


_EVERYBODY = re.compile(r"(?:thủ trưởng )?(?:các|những) (?:cơ quan|sở|ban|đơn vị|phòng)")


def is_collective(name: str) -> bool:
    """ "Các cơ quan, tổ chức": no one agency."""
    return _EVERYBODY.match(name.lower()) is not None


def of_everybody(one: Assignment) -> bool:
    """Whether a task is given to all together: "Các phòng, ban, ngành có liên quan, …"."""
    return len(one.agencies) > 1 and any(
        _EVERYBODY.match(agency.written.lower()) for agency in one.agencies
    )


def all_generic(one: Assignment) -> bool:
    """Whether only collective names are given a task: "các cơ quan, ban ngành, đoàn thể"."""
    return all(_EVERYBODY.match(agency.written.lower()) for agency in one.agencies)


_LABEL = re.compile(r"^\W*Nội dung\s*:\s*")


_JOINED = re.compile(r"(?<=\d)\s+và\s+(?=\d)")


def task_words(one: Assignment) -> str:
    """The task as printed; "1, 3" below "Chỉ tiêu" as "chỉ tiêu 1, 3"."""
    text = _LABEL.sub("", one.task.text)
    if any(map(str.isalpha, _JOINED.sub("", text))) or not one.references:
        return text
    told: list[str] = []
    dotted = [one for reference in one.references for one in reference.indicators if "." in one]
    if dotted:
        # "3.3; 6.1; 6.2" names the objectives too
        return f"chỉ tiêu {', '.join(dict.fromkeys(dotted))}"
    for reference in one.references:
        objective = f"mục tiêu {reference.objective}" if reference.objective else ""
        listed = ", ".join(reference.indicators)
        indicators = f"chỉ tiêu {listed}" if listed else ""
        told.append(", ".join(part for part in (objective, indicators) if part))
    return "; ".join(told)
