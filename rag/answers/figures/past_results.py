"""What was reached before a plan began: told by its part on results, never by what it aims at.

"Giai đoạn 2016 - 2020 giải quyết việc làm cho bao nhiêu lao động?", "thực tế đạt bao nhiêu?".
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace

from rag.answers.figures.targets import RESULT_PART, targets
from rag.answers.shape import SAID_WHOLE, Asked, absent, clauses_of, draft, stated, without_marker
from rag.schema import Draft, DraftClaim, Lead, Plan, Slice
from rag.text import fold, lower, nfc
from rag.understanding.years_asked import PERIOD, years_of_figure, years_of_figure_asked
from rag.understanding.yes_no import confirms, denies
from rag.values import figures

_FIGURE = re.compile(r"\b(?:bao nhieu|may|ty (?:le|so|suat)|so (?:vu|luong|nguoi|ca|nan nhan))\b")
_BEFORE = re.compile(
    r"(?<!so voi )(?<!tu )\b(?:(?P<stage>(?:giai doan|nhiem ky|thoi ky|ky) (?:truoc|vua qua))|"
    r"(?P<year>nam (?:truoc|ngoai)))\b(?! (?:ngay|khi|khi do|do|thang))"
)
_IN_FACT = re.compile(r"\bthuc te\b(?! (?:cua|tai|o|dia phuong|tinh hinh))|\bda dat(?: duoc)?\b")
_OF_ASKING = frozenset(
    "giai đoạn thời kỳ nhiệm năm trước vừa qua ngoái thực tế kết quả đã đạt được là hết đến cuối "
    "tính trong mức con số".split()
)
_MISSED_ASKED = re.compile(
    r"\b(?:chi tieu|muc tieu) (?:nao|gi)\b[^?.;]{0,40}\b(?:chua|khong) (?:dat|hoan thanh)\b"
    r"(?! (?:ra|moc|muc|so|con))|"
    r"\b(?:bao nhieu|may) (?:chi tieu|muc tieu)\b[^?.;]{0,40}\b(?:chua|khong) (?:dat|hoan thanh)\b"
    r"(?! (?:ra|moc|muc|so|con))"
)
_MISSED = re.compile(
    r"\b(?:chi tieu|muc tieu)\b[^.;]{0,30}\b(?:chua|khong) (?:dat|hoan thanh)\b|"
    r"\b(?:chua|khong) (?:dat|hoan thanh) (?:\w+ ){0,2}(?:chi tieu|muc tieu)\b"
)
_LEVEL = re.compile(r"uy ban nhan dan (?P<level>cap (?:tinh|huyen|xa))\b")
_SEX = frozenset({"nam", "nữ", "trai", "gái"})
_WITHIN = re.compile(
    r"\b(?:[Xx]ã|[Pp]hường|[Tt]hị trấn|[Tt]hôn|[Bb]ản|[Hh]uyện|[Tt]hị xã|[Tt]hành phố) "
    r"([A-ZĐÀ-Ỹ][^\W\d_]*(?: [A-ZĐÀ-Ỹ][^\W\d_]*)*)"
)
_SHARE = re.compile(r"\bty le\b|\bphan tram\b")
_COUNTED = re.compile(
    r"\b(?:bao nhieu|may|so(?! (?:luong|sanh|voi|lieu|ket)\b)|so luong) "
    r"(?!(?:so|luong|thi|la|cua|o|tai|trong|ve|roi|nam|va|phan|tien|ty|trieu)\b)(?P<noun>[a-z]+)"
)
_APART = re.compile(r"rieng(?: trong)? nam \d{4}\b")
_BASIS = re.compile(r"\W*(?:can cu|xet|theo de nghi)\b")
_MOST = 2


def past_results(asked: Asked) -> Draft | None:
    """The clauses that tell it, plan by plan; None where the time asked for is not a past one."""
    missed = _missed(asked) or _asserted_result(asked)
    if missed is not None:
        return missed
    query, question = asked.query, fold(asked.query.question)
    figure = query.intent in ("target", "general") and _FIGURE.search(question)
    # "tỷ lệ nữ cấp ủy cấp xã": a level, no agency
    bodies = [one for one in query.agencies if not _LEVEL.match(fold(one))]
    named = bodies or query.objectives or query.indicators or query.items or query.documents
    if not figure or named or query.form is not None:
        return None
    book = asked.book
    times = {plan_id: past_years(book.by_id[plan_id], question) for plan_id in query.plans}
    if not all(times.values()):
        return None
    alone = replace(query, subject=tuple(
        word for word in query.subject if not (lower(word) in _words(asked) or word.isdigit())
    ))  # fmt: skip
    asked = replace(asked, query=alone)
    if not asked.subject.names_one(alone):
        return None
    claims = _set_now(asked)
    for plan_id, years in times.items():
        found = _told(asked, plan_id, years)
        claims += found or (
            [absent(asked.phrases.say("no_result_of_it"), plan_id)] * query.narrowed
        )
    if not any(claim.kind == "stated" for claim in claims) and not _of_period(question):
        return None  # a passage may still tell the year
    return draft(asked, claims or [absent(asked.phrases.say("no_result_of_it"), None)],
                 reason="not_stated")  # fmt: skip


_SAID_OF_IT = re.compile(
    r"(?<![\d/.,-])(?P<figure>\d[\d.,]*\d|\d) ?"
    r"(?P<noun>%|(?<= )(?!(?:thang|quy|nam|ngay|gio)\b)[a-z]+)"
)
_CHANGE = re.compile(r"\b(?:giam|tang|them|bot|it hon|nhieu hon|con) (?:\w+ ){0,2}$")
_OF_COUNTING = frozenset(
    "có xử lý ghi nhận phát hiện xảy ra toàn tỉnh huyện xã phường thành phố được số bị giải quyết "
    "khoảng tổng cộng trên địa bàn".split()
)


def _asserted_result(asked: Asked) -> Draft | None:
    """ "Năm 2025 … có 214 vụ đúng không?": held against the clauses that count the like of it.

    None where no clause of that year does, or where several do and none says the figure.
    """
    query, question = asked.query, fold(nfc(asked.query.question))
    said = next((one for one in _SAID_OF_IT.finditer(question) if not _YEAR.match(one[0])), None)
    if not (said and confirms(query.question) and not denies(query.question) and query.narrowed):
        return None
    if query.agencies or query.objectives or query.indicators or len(query.plans) > 1:
        return None
    (plan_id,) = query.plans
    years = past_years(asked.book.by_id[plan_id], question)
    bare = fold if query.unaccented else lower
    words = {bare(word) for word in query.subject if word.isalpha()} - {bare("năm")}
    words -= {*map(bare, _OF_ASKING | _OF_COUNTING)}
    alike = re.compile(rf"(?P<figure>[\d.,]*\d) ?{said['noun']}(?![a-z])")
    told: dict[str, list[tuple[int, DraftClaim]]] = {}
    for passage in (one for held in asked.book.passages(plan_id).values() for one in held):
        piece = asked.book.passage_slice(passage)
        if _BASIS.match(fold(piece.text)) or not years:
            continue
        above = " ".join(asked.book.headings(piece))
        for clause, of in _dated(asked, piece):
            held = {*re.findall(r"[^\W\d_]+", bare(f"{nfc(clause)} {nfc(above)}"))}
            asides = _ASIDE.findall(clause)
            for part, its in [(clause, of), *((one, _years(one)) for one in asides)]:
                if its != years or words - held:
                    continue
                claim = stated(without_marker(clause).rstrip(" ;"), plan_id, (piece,))
                folded = fold(nfc(without_marker(part)))
                counts = [one for one in alike.finditer(folded)
                          if not _CHANGE.search(folded[: one.start()])]  # fmt: skip
                for n, one in enumerate(counts):
                    # of "34 vụ: thể chất 19 vụ" the first, where nothing more is said
                    alone = _alike(folded[one.end() :], question[said.end() :]) * 2 + (n == 0)
                    told.setdefault(_bare(one["figure"]), []).append((alone, claim))
    most = max((alone for rows in told.values() for alone, _ in rows), default=0)
    if most <= 1 < len(told) and {fold(word) for word in words} - {said["noun"]}:
        return None  # "bạo lực thể chất 19 vụ": what each is of stands before it
    # the first only where two are equally alike: not "1.042 vụ bạo lực trên cơ sở giới, trong đó …"
    least = most // 2 * 2 if most > 1 else most
    best = {n: [c for alone, c in rows if alone >= least] for n, rows in told.items()}
    found = {n: claims for n, claims in best.items() if claims}
    so = found.get(_bare(said["figure"]))
    if so or len(found) == 1:
        say, value = asked.phrases.say, said["figure"] + ("%" if said["noun"] == "%" else "")
        lead = say("confirmed") if so else say("not_that_value", value=value)
        return draft(asked, (so or next(iter(found.values())))[:_MOST], lead=Lead(lead))
    return None


_ASIDE = re.compile(r"\(([^()]+)\)")


def _alike(told: str, asked: str) -> int:
    """How many words behind a figure are the same: "vụ [bạo lực] trên …", "vụ [bạo lực] gia …"."""
    pairs = zip(told.split(), asked.split(), strict=False)
    return sum(1 for _ in itertools.takewhile(lambda pair: pair[0].strip(".,") == pair[1], pairs))


def _bare(figure: str) -> str:
    """ "09" and "9", "1.042" and "1042"."""
    return figure.replace(".", "").lstrip("0").rstrip(",")


_YEAR = re.compile(r"20\d\d\b")
_JOINT = re.compile(r"\s*[,;]\s*(?:(?:còn|con|và|va|thế|the) )*|\s+(?:và|va|còn|con)\s+")


def _set_now(asked: Asked) -> list[DraftClaim]:
    """ "Chỉ tiêu … là bao nhiêu, năm trước đạt mấy": what is to be reached, asked beside it."""
    question = asked.query.question
    for joint in _JOINT.finditer(question):
        halves = question[: joint.start()], question[joint.end() :]
        now = [one for one in halves if not _BEFORE.search(fold(one))]
        if len(now) == 1 and all(_FIGURE.search(fold(one)) for one in halves):
            told = targets(replace(asked, query=replace(asked.query, question=now[0])))
            return [claim for claim in told.claims if claim.kind == "stated"]
    return []


def _missed(asked: Asked) -> Draft | None:
    """ "Chỉ tiêu nào chưa đạt?": the clause that says so; what is to be reached tells nothing."""
    query = asked.query
    if not _MISSED_ASKED.search(fold(query.question)) or not query.narrowed or query.agencies:
        return None
    claims: list[DraftClaim] = []
    for plan_id in query.plans:
        found = [
            asked.book.passage_slice(one)
            for held in asked.book.passages(plan_id).values() for one in held
            if _MISSED.search(fold(one.text))
        ]  # fmt: skip
        claims += [stated(without_marker(one.text), plan_id, (one,)) for one in found[:_MOST]]
        if not found:
            claims.append(absent(asked.phrases.say("no_result_of_it"), plan_id))
    return draft(asked, claims, reason="not_stated")


def _words(asked: Asked) -> frozenset[str]:
    return frozenset(map(fold, _OF_ASKING)) if asked.query.unaccented else _OF_ASKING


def _of_period(question: str) -> bool:
    """Whether a time is asked for that no single year tells."""
    return bool(PERIOD.search(question) or _BEFORE.search(question))


def past_years(plan: Plan, question: str) -> frozenset[int]:
    """The years asked for, all before the plan's first; () where they are not."""
    start = plan.year_start
    if start is None:
        return frozenset()
    before = _BEFORE.search(question)
    if before is not None:
        return frozenset({start - 1} if before["year"] else range(start - 6, start))
    spans = [(int(one[1]), int(one[2])) for one in PERIOD.finditer(question)]
    years = [int(year) for year in years_of_figure_asked(question)]
    years += [year for first, last in spans for year in range(first, last + 1)]
    if not years and _IN_FACT.search(question) and plan.year_end is not None:
        return frozenset(range(start - 6, start))
    return frozenset(years) if all(year < start for year in years) else frozenset()


def _told(asked: Asked, plan_id: str, years: frozenset[int]) -> list[DraftClaim]:
    must = [found["level"] for one in asked.query.agencies if (found := _LEVEL.match(fold(one)))]
    sexes = (
        frozenset[str]() if asked.query.unaccented else {*map(lower, asked.query.subject)} & _SEX
    )
    own = fold(asked.book.by_id[plan_id].place or "")
    places = {fold(one) for one in _WITHIN.findall(nfc(asked.query.question))} - {own}
    share = _SHARE.search(fold(asked.query.question)) is not None
    aims = {one.task.section for one in asked.book.targets(plan_id)}
    counted = _COUNTED.search(fold(nfc(asked.query.question)))
    rows: list[tuple[bool, float, int, DraftClaim]] = []
    for passage in (one for held in asked.book.passages(plan_id).values() for one in held):
        piece = asked.book.passage_slice(passage)
        if piece.section in aims:
            rows += _noted(asked, piece, years, counted["noun"] if counted else "")
            continue
        if piece.section.startswith(("dau", "tieu_de", "noi_nhan", "ky")):
            continue
        if _BASIS.match(fold(piece.text)):
            continue
        for clause, of in _dated(asked, piece):
            # "…; riêng năm 2023 lắp 52 cột" is of what its sentence is on
            apart = of == years and _APART.match(fold(clause)) is not None
            said = asked.subject.share_said(asked.query, piece.text if apart else clause)
            if (share and "%" not in clause) or not all(one in fold(clause) for one in must):
                continue
            if places - {one for one in places if one in fold(clause)}:
                continue  # of the whole district, not of the commune asked for
            if sexes - {*re.findall(r"[^\W\d_]+", lower(clause))}:
                continue
            noun = counted["noun"] if counted else ""
            if of & years and said >= SAID_WHOLE and _tells_figure(clause, noun):
                # that which says it in fewest words
                text = without_marker(clause).rstrip(" ;")
                rows.append((of == years, said, -len(text), stated(text, plan_id, (piece,))))
    rows.sort(key=lambda row: row[:3], reverse=True)
    # the clause of the one year asked for, and none of a period with it
    alone = [row for row in rows if row[0]] if len(years) == 1 else []
    return [claim for *_, claim in (alone or rows)[:_MOST]]


_NOTED = re.compile(r"\((?:[Nn]ăm )?(?P<year>20\d\d)\b(?P<told>[^()]*\d[^()]*)\)")


def _noted(
    asked: Asked, piece: Slice, years: frozenset[int], noun: str
) -> Iterator[tuple[bool, float, int, DraftClaim]]:
    """ "Giảm 20% số vụ so với năm 2025 (năm 2025 có 15 vụ)": what a target notes of before."""
    for clause in clauses_of(" ".join(piece.text.split())):
        said = asked.subject.share_said(asked.query, clause)
        for noted in _NOTED.finditer(nfc(clause)):
            told = int(noted["year"]) in years and _tells_figure(noted["told"], noun)
            if told and said >= SAID_WHOLE:
                text = without_marker(clause).rstrip(" ;")
                yield True, said, -len(text), stated(text, piece.plan_id, (piece,))


def _tells_figure(clause: str, noun: str) -> bool:
    """Whether a clause has a figure, no date nor number of a document, of what is counted."""
    text = nfc(without_marker(clause))
    behind = re.compile(rf"\s*(?:\w+ ){{0,3}}{noun}\b")
    return any(not noun or behind.match(fold(text[one.end :])) for one in figures(text))


def _dated(asked: Asked, piece: Slice) -> Iterator[tuple[str, frozenset[int]]]:
    """The clauses with the years that each is of: its own, else those of the one before."""
    above: frozenset[int] = frozenset()
    for heading in asked.book.headings(piece):
        if RESULT_PART.search(fold(heading)) or PERIOD.search(heading):
            above = _years(heading) or above
    last = above
    for clause in clauses_of(" ".join(piece.text.split())):
        of = _years(clause)
        yield clause, of or last
        last = of or last


def _years(text: str) -> frozenset[int]:
    spans = [(int(one[1]), int(one[2])) for one in PERIOD.finditer(text)]
    named = {int(year) for year in years_of_figure(PERIOD.sub(" ", text))}
    return frozenset(named | {year for a, b in spans for year in range(a, b + 1)})
