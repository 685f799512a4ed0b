"""To whom a question on a date says that reports go: a date of reports to another answers none."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.answers.shape import Asked
from rag.names.agencies import AgencyMention
from rag.schema import Deadline, Slice
from rag.text import fold, nfc

_SENDS = r"\b(?:bao cao|gui|nop|trinh)\b"
_TO = r"(?:ve|cho|toi|den|len|voi|gui|trinh|nop)"
_ASKED_OF = re.compile(rf"{_SENDS}(?:(?: \w+){{0,5}}? {_TO}(?: len| cho)?)? $")
"""What stands right before the one reported to: "báo cáo kết quả về", "trình"."""
_AUTHOR = re.compile(r" (?:phai |can |duoc |se )*(?:gui|nop|trinh|lam|lap|viet)\b")
""" "Báo cáo các xã gửi khi nào": the one named behind "báo cáo" sends it."""
_TIME = r"(?:khi|luc|hoi|bao gio|truoc|ngay|vao|cham|han|thang|quy|moi|hang|hom|tu|la)"
_LEVEL_ALONE = re.compile(
    rf"{_SENDS}(?:(?: \w+){{0,5}}? {_TO}(?: len| cho)?)? "
    r"(?P<level>bo|trung uong|tinh|huyen|thi xa|thanh pho|xa|phuong)"
    rf"(?=\W*$| {_TIME}\b)"
)
_AND = re.compile(r"(?: (?:tinh|huyen|thi xa|xa))?(?:,| va|, va) (?:bao cao |gui |ve |cho )*")
_ENDS = re.compile(
    rf"(?: (?:tinh|huyen|thi xa|thanh pho|xa))?(?: ket qua)?(?: (?:o|tai|cua)(?: \w+){{1,4}}?)?"
    rf"(?:\W*$|[?,.]| {_TIME}\b)"
)
"""What may stand behind the second of two receivers: no verb of its own."""
_RANKS = {
    "bo": 3, "trung uong": 3, "trung_uong": 3, "tinh": 2, "huyen": 1, "thi xa": 1,
    "thanh pho": 1, "xa": 0, "phuong": 0,
}  # fmt: skip
_GIVEN = re.compile(
    r"(?:\bbáo cáo|\bgửi|\bnộp|\btrình|\bvề|\bcho|\blên|\bvới|\bđến|\btới|\bqua)\s*$", re.IGNORECASE
)
_SENT = re.compile(r"báo cáo|\b(?:gửi|nộp|trình)\b", re.IGNORECASE)
_THROUGH = re.compile(r"\bqua\s*$", re.IGNORECASE)
""" "Báo cáo UBND huyện kết quả (qua Phòng …)": it goes to both."""
_JOINED = re.compile(r"\s*(?:,|và)\s*")


@dataclass(frozen=True, slots=True)
class ReportedTo:
    """The one that reports go to as asked: an agency's name, or only how high it stands."""

    name: str | None
    rank: int | None
    written: str = ""
    """As the question has it: "Bộ Văn hóa" for the whole name."""

    def tells(self, asked: Asked, one: Deadline, when: str, clause: str) -> bool:
        """Whether a date is that of what goes to it, as the date's own words say.

        A sentence that names nobody may mean any but one above the place that gave the plan.
        """
        if one.kind != "report" or _SENT.search(clause) is None:
            return False
        named = _named_for(asked, one, when)
        if named:
            return any(self._is(asked, mention) for mention in named)
        own = asked.book.by_id[one.plan_id].place_level
        return own is None or self.rank is None or self.rank <= _RANKS[own]

    def names(self, asked: Asked, one: Deadline) -> bool:
        """Whether what is due goes to it, whatever the time."""
        flat = " ".join(one.task.text.split())
        return any(self._is(asked, m) for group in _groups(asked, flat) for m in group)

    def _is(self, asked: Asked, mention: AgencyMention) -> bool:
        if self.name is not None:
            short = fold(self.written)
            begun = short and fold(mention.written).startswith(short)
            return bool(begun) or asked.book.lexicon.same_agency(self.name, mention.name)
        return mention.level is not None and _RANKS[mention.level] == self.rank


def reported_to(asked: Asked) -> tuple[ReportedTo, ...]:
    """Those that the question says that reports go to; () where it names nobody.

    "Báo cáo UBND huyện và Sở Y tế trước ngày nào": both.
    """
    question = nfc(asked.query.question)
    folded = fold(question)
    if "bao cao" not in folded:
        return ()
    found: list[ReportedTo] = []
    end = -1
    for mention in asked.book.lexicon.find_agencies_in_question(question):
        before, behind = folded[: mention.start], folded[mention.end :]
        joined = end >= 0 and _AND.fullmatch(folded[end : mention.start]) and _ENDS.match(behind)
        asks = not found and _ASKED_OF.search(before)
        if (asks or joined) and not _AUTHOR.match(behind) and not mention.generic:
            rank = None if mention.level is None else _RANKS[mention.level]
            found.append(ReportedTo(mention.name, rank, mention.written))
            end = mention.end
    alone = None if found else _LEVEL_ALONE.search(folded)
    return tuple(found) if alone is None else (ReportedTo(None, _RANKS[alone["level"]]),)


def sent_to_it(asked: Asked, plan_id: str) -> list[Slice]:
    """What the plan says goes to those asked about, without any day: shown as near."""
    all_of = reported_to(asked)
    found = [
        one for one in asked.book.deadlines(plan_id) if any(to.names(asked, one) for to in all_of)
    ]
    return [piece for one in found for piece in one.sources]


def _named_for(asked: Asked, one: Deadline, when: str) -> tuple[AgencyMention, ...]:
    """Those that what is due at a time goes to: the last named before it, else the first behind."""
    flat, said = " ".join(one.task.text.split()), " ".join(when.split())
    groups = _groups(asked, flat)
    at = flat.find(said)
    before = [group for group in groups if group[0].start < at]
    if before:
        return before[-1]
    return groups[0] if groups else ()


def _groups(asked: Asked, flat: str) -> list[tuple[AgencyMention, ...]]:
    """The agencies that things go to, those joined by "và" or through another together."""
    groups: list[tuple[AgencyMention, ...]] = []
    end = 0
    for mention in sorted(asked.book.lexicon.find_agencies(flat), key=lambda m: m.start):
        before = flat[: mention.start]
        if groups and (_THROUGH.search(before) or _JOINED.fullmatch(before[end:])):
            groups[-1] = (*groups[-1], mention)
        elif _GIVEN.search(before):
            groups.append((mention,))
        else:
            continue
        end = mention.end
    return groups
