"""Of the dates that are near a question, those whose clause says its own words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from rag.answers.dates.report_dates import Candidate
from rag.answers.events.rounds import follows_other_round
from rag.answers.shape import Asked
from rag.text import fold

_RUN = 4
"""Words in one run from which a clause says the task as the question does."""
_COUNT = re.compile(r"(?<![\d/.,-])\d{2,}(?![\d/.,-])(?= [^\W\d])")
""" "92 xã phường": a count of the question, no day and no year."""
_YEAR = re.compile(r"(?:19|20)\d\d")


def in_its_words(
    question: str, rows: Sequence[Candidate], of_all: Sequence[Candidate]
) -> list[Candidate]:
    """Those that share the longest run of words, where the best one shares a long one.

    Without those that lack a count of the question that the best ``of_all`` plans has.
    """
    counts = {one for one in _COUNT.findall(fold(question)) if not _YEAR.fullmatch(one)}
    first = max(of_all, key=lambda one: one.score, default=None)
    if first is not None and counts <= _figures(first):
        rows = [row for row in rows if counts <= _figures(row)]
    runs = [_longest_run(question, row.clause) for row in rows]
    best = runs[max(range(len(rows)), key=lambda n: rows[n].score)] if rows else 0
    least = best if best >= _RUN else 0
    return [row for row, run in zip(rows, runs, strict=True) if run >= least]


def in_its_items_words(asked: Asked, rows: list[Candidate]) -> list[Candidate]:
    """Of plans to be made that whose item, or what stands above it, says the question's words.

    "Kế hoạch thực hiện Chương trình …": each item has "ban hành Kế hoạch (hoàn thành …)" below it.
    None of another item where the question names a document.
    """
    texts = [
        " ".join((row.deadline.task.text, *asked.book.headings(row.deadline.task))) for row in rows
    ]
    runs = [_longest_run(asked.query.question, text) for text in texts]
    least = max(runs, default=0) if max(runs, default=0) >= _RUN else 0
    numbers = [re.sub(r"\s", "", fold(number)) for number in asked.query.documents]
    return [
        row for row, text, run in zip(rows, texts, runs, strict=True)
        if (any(one in re.sub(r"\s", "", fold(text)) for one in numbers) if numbers
            else run >= least)
    ]  # fmt: skip


def saying_it_all(subject: Sequence[str], rows: list[Candidate]) -> list[Candidate]:
    """Of "dạy bơi" the dates of the swimming classes, not of all that says "bơi".

    Only where a row says the subject's words one behind the other; ``subject``: the words of the
    task asked about.
    """
    words = [word for word in map(fold, subject) if word not in _DONE]
    rows = [row for row in rows if not _of_another_clause({*words} - {"viec"}, row)]
    said = [re.findall(r"[^\W_]+", fold(row.deadline.task.text)) for row in rows]
    whole = " ".join(words)
    if len(words) < _TWO or not any(f" {whole} " in f" {' '.join(one)} " for one in said):
        return rows
    return [row for row, one in zip(rows, said, strict=True) if set(words) <= set(one)]


def _of_another_clause(words: set[str], row: Candidate) -> bool:
    """Of "đôn đốc, kiểm tra …; tổ chức sơ kết … vào năm 2025" that year is not when to check.

    A clause that says nothing of its own ("…; xong trước ngày …") is due with the one before it,
    as is all before a date in brackets.
    """
    clause = " ".join(row.clause.split())
    before, when, _ = clause.partition(" ".join(row.when.split()))
    # "giao Phòng Nội vụ chủ trì, tham mưu xong trước ngày …" says whose it is, and no work
    bare = re.sub(r"\b[A-ZĐÀ-Ỹ]\w*", " ", before)
    own = set(re.findall(r"[a-z]+", _OF_TIMES.sub(" ", fold(bare)))) - _GIVES
    if not words or not when or len(own) < _SAYS_ITSELF or before.rstrip().endswith("("):
        return False
    said = [set(re.findall(r"[^\W_]+", fold(one))) for one in row.deadline.task.text.split(";")]
    here = set(re.findall(r"[^\W_]+", fold(clause)))
    return not words <= here and any(words <= one for one in said if not here <= one)


_GIVES = frozenset("giao chu tri tham muu phoi hop thuc hien dau moi vu xong".split())
_SAYS_ITSELF = 4
"""Words from which the clause of a date says what is due."""


def of_its_month(asked: Asked, rows: list[Candidate]) -> list[Candidate]:
    """ "Ban hành Kế hoạch Tháng hành động": of two plans to be made that of the item on the month.

    "Đơn vị thực hiện: A tham mưu ban hành Kế hoạch (hoàn thành …)": the item above says which.
    """
    if not _MONTH.search(fold(asked.query.question)):
        return rows
    on_it = [
        row for row in rows
        if _MONTH.search(fold(" ".join(
            (row.deadline.task.text, *asked.book.headings(row.deadline.task)))))
    ]  # fmt: skip
    return on_it or rows


_MONTH = re.compile(r"\bthang hanh dong\b")
_DONE = frozenset("xong hoan thanh den trong het mat".split())
_TWO = 2


def without_reports(rows: list[Candidate]) -> list[Candidate]:
    """Without the report that a sentence has due beside a task: no report is asked for.

    "Các xã xây dựng kế hoạch trước ngày …; hằng năm (trước ngày …) báo cáo …".
    """
    tasks = {row.deadline.task for row in rows if "báo cáo" not in row.clause.lower()}
    return [
        row for row in rows
        if row.deadline.task not in tasks or "báo cáo" not in row.clause.lower()
    ]  # fmt: skip


_OF_TIMES = re.compile(
    r"\b(?:tu|den|toi|truoc|sau|trong|vao|het|xong|hoan thanh|cham nhat|ngay|thang|nam|quy|gio|"
    r"phut|hang|hoc ky|dau|cuoi|giua|muon nhat|tuan|buoi|sang|chieu)\b|[^a-z ]"
)


def of_own_action(asked: Asked, rows: list[Candidate]) -> list[Candidate]:
    """ "Bao giờ gỡ băng rôn": "…, tháo dỡ xong trước ngày …", whose time itself tells the work.

    All of them where no time does, or where what it tells is not asked about.
    """
    question = asked.query.question
    said = f" {fold(' | '.join((question, *asked.book.lexicon.everyday(question))))} "
    own = [
        row for row in rows
        if any(
            f" {part.strip()} " in said
            for part in _OF_TIMES.split(fold(row.when)) if len(part.split()) >= _TWO
        )
    ]  # fmt: skip
    return own or rows


def _figures(row: Candidate) -> set[str]:
    return set(re.findall(r"\d+", row.clause))


def _longest_run(question: str, clause: str) -> int:
    asked, said = (re.findall(r"[^\W_]+", fold(text)) for text in (question, clause))
    return SequenceMatcher(None, asked, said, autojunk=False).find_longest_match().size


_DATED_WORDS = re.compile(r"\d{1,2}\s*(?:/|tháng)\s*\d{1,2}|năm \d{4}|quý [ivx\d]+")


def one_a_clause(asked: Asked, rows: list[Candidate]) -> list[Candidate]:
    """The best date of each clause; a clause that says the same elsewhere is left out.

    Of "đợt 1 trong tháng 6, đợt 2 trong tháng 10" the date of the round asked for.
    """
    question = asked.query.question
    rows = [row for row in rows if not follows_other_round(question, _before(row))] or rows
    seen: dict[str, Candidate] = {}
    told: set[tuple[str, ...]] = set()
    for row in rows:
        if row.clause in seen:
            continue
        dates = tuple(sorted(set(_DATED_WORDS.findall(row.clause.lower()))))
        if dates and dates in told and len(dates) > 1:
            continue
        if any(_same_due(row, other) for other in seen.values()):
            continue
        told.add(dates)
        seen[row.clause] = row
    return list(seen.values())


def _before(row: Candidate) -> str:
    """What its sources say before a date."""
    texts = (piece.text for piece in row.deadline.sources if row.when in piece.text)
    return next(texts, "").partition(row.when)[0]


_ALIKE = 0.75
"""Share of the words of the shorter from which two tasks due on one day are the same."""


def _same_due(one: Candidate, other: Candidate) -> bool:
    """Whether a table's row and a sentence tell the same task with the same last day."""
    days = [{due.last for due in c.deadline.due if due.last} for c in (one, other)]
    if not days[0] & days[1] or one.deadline.task.section == other.deadline.task.section:
        return False
    words = [set(re.findall(r"[^\W\d_]+", fold(c.clause))) for c in (one, other)]
    least = min(len(found) for found in words)
    return least > 0 and len(words[0] & words[1]) >= _ALIKE * least
