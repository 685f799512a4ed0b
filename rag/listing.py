"""Plans, outlines, pages and the state of the installation as text and JSON."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING

from rag.citation import plan_reference
from rag.errors import UsageError
from rag.names.now import is_over, last_day, period, today
from rag.output import Json
from rag.schema import Plan, Section

if TYPE_CHECKING:
    from rag.doctor import Health
    from rag.stores.index import IndexReader

_HEAD_CHARS = 100
_MISSING = "(văn bản không ghi)"
_BLANK = "(văn bản để trống)"
_UNSURE = (
    "(viết tay hoặc đóng bằng ảnh, nhận dạng không chắc: xem ảnh bằng "
    "`hoi show {plan} --crop {field} --image {field}.png`)"
)


def plan_line(plan: Plan, passages: int, day: date) -> str:
    """``kon-tum-2021: Kế hoạch … (56 đoạn; thời kỳ 2021, đã hết thời kỳ)``."""
    when = _period(plan, day)
    inside = f"{passages} đoạn; thời kỳ {when}" if when else f"{passages} đoạn"
    return f"{plan.plan_id}: {plan_reference(plan)} ({inside})"


def _period(plan: Plan, day: date) -> str | None:
    years = period(plan)
    return f"{years}, đã hết thời kỳ" if years and is_over(plan, day) else years


def plan_json(plan: Plan, passages: int, day: date) -> dict[str, Json]:
    """The header as read, the number of passages, whether its period is over (None: unknown)."""
    last = last_day(plan)
    over = is_over(plan, day) if last is not None else None
    return {**asdict(plan), "passages": passages, "period_over": over}


def overview(reader: IndexReader, plan_id: str) -> str:
    """The header fields, then the outline with the ids that ``--path`` takes."""
    sections = reader.sections(plan_id)
    plan = reader.plan(plan_id)
    assert plan is not None  # noqa: S101 - its sections were found
    rows = (
        ("Loại", plan.type),
        ("Trích yếu", plan.title),
        ("Số", _seen(plan, "so", plan.number, plan.number_recognised)),
        ("Ngày", _seen(plan, "ngay", plan.date_text, plan.date_recognised)),
        ("Cơ quan ban hành", plan.issuer),
        ("Nơi", plan.place),
        ("Thời kỳ", _period(plan, today())),
        ("Người ký", ", ".join(filter(None, (plan.signer_title, plan.signer))) or None),
        ("Tệp", plan.file),
    )
    lines = [f"{name}: {value or _MISSING}" for name, value in rows]
    lines += [f"Lưu ý: {note}" for note in reader.quality(plan_id)]
    text = reader.text(plan_id)
    lines.append("")
    lines += [_outline_line(section, text) for section in sections]
    return "\n".join(lines)


def _seen(plan: Plan, field: str, text: str | None, recognised: int | None) -> str | None:
    """A field of the letterhead, with how surely it was recognised where it was."""
    if recognised is None:
        return text or (_BLANK if field == "so" and plan.number_blank else None)
    if text is None:
        return _UNSURE.format(plan=plan.plan_id, field=field)
    return f"{text} (nhận dạng từ ảnh, {recognised}%)"


def _outline_line(section: Section, text: str) -> str:
    own = " ".join(text[section.start : section.end].split())
    head = own if len(own) <= _HEAD_CHARS else own[:_HEAD_CHARS].rstrip() + "…"
    return f"{'  ' * (len(section.path) - 1)}{section.id}  {head}".rstrip()


def section_text(reader: IndexReader, plan_id: str, path: str) -> str:
    """A node with all below it; a passage's own id, with or without the plan, is taken too.

    Raises:
        UsageError: the plan or the path does not exist.
    """
    start, end = section_span(reader, plan_id, path)
    return reader.text(plan_id)[start:end].strip("\n")


def section_span(reader: IndexReader, plan_id: str, path: str) -> tuple[int, int]:
    """Where such a node stands in the clean text; raises as ``section_text`` does."""
    wanted = path.strip().removeprefix(f"{plan_id}/").strip("/")
    spans = {section.id: (section.start, section.tree_end) for section in reader.sections(plan_id)}
    for passage in reader.passages(plan_id):
        spans.setdefault(passage.id.removeprefix(f"{plan_id}/"), (passage.start, passage.end))
    if wanted not in spans:
        near = get_close_matches(wanted, spans, n=3, cutoff=0.5)
        hint = f" gần nhất: {', '.join(near)};" if near else ""
        raise UsageError(f"{plan_id} không có mục “{path}”;{hint} xem `hoi show {plan_id}`.")
    return spans[wanted]


def page_text(reader: IndexReader, plan_id: str, page: int) -> str:
    """The words of one page of the file.

    Raises:
        UsageError: the plan has no such page, or its file has no pages.
    """
    text, pages = reader.text(plan_id), reader.pages(plan_id)
    if pages is None:
        raise UsageError(f"Tệp của {plan_id} không chia trang; hãy dùng --text hoặc --path.")
    if page > len(pages):
        raise UsageError(f"{plan_id} có {len(pages)} trang, không có trang {page}.")
    return text[pages[page - 1] : (*pages, len(text))[page]].strip("\n")


def health_json(health: Health) -> dict[str, Json]:
    """The state with ``healthy`` first."""
    return {"healthy": not health.problems, **asdict(health)}


def health_lines(health: Health) -> list[str]:
    """The state, one thing a line."""
    model = f"{health.model} ({health.dimension} chiều)" if health.model else "không đọc được"
    return [
        *(f"{name}: {found or 'chưa cài'}" for name, found in health.versions.items()),
        f"mô hình nhúng: {model}",
        f"mô hình xếp lại: {health.reranker or 'không dùng'}",
        f"mô hình ngôn ngữ: {health.phrasing or 'không dùng'}",
        f"chỉ mục: {health.index}",
        f"phiên bản chỉ mục: {health.index_version or 'chưa có'}",
        f"mô hình của chỉ mục: {health.index_model or 'chưa có'}",
        f"kế hoạch: {health.plans}, đoạn: {health.passages}, dữ kiện: {health.facts}",
        "tình trạng: tốt" if not health.problems else f"tình trạng: {len(health.problems)} vấn đề",
    ]
