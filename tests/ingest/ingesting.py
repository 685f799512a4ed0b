"""A small plan, and what becomes of files given to the index."""

from __future__ import annotations

from pathlib import Path

from ingest.pipeline import ingest_corpus
from ingest.report import FileResult
from rag.settings import Settings
from rag.stores.index import open_index
from tests.rag.tiny import load

PLAN = """ỦY BAN NHÂN DÂN TỈNH LÀO CAI
Số: {number}/KH-UBND
Lào Cai, ngày 06 tháng 4 năm 2026

KẾ HOẠCH
{title}

Thực hiện Quyết định số 1248/QĐ-TTg ngày 19/7/2021 của Thủ tướng Chính phủ; Ủy ban nhân dân tỉnh \
ban hành Kế hoạch như sau:
I. TỔ CHỨC THỰC HIỆN
1. Sở Y tế
- {duty}
2. Sở Nội vụ
- Báo cáo kết quả trước ngày 15/12/2026.
"""


def text(
    number: str = "12", title: str = "Công tác trẻ em năm 2026", duty: str = "Tập huấn."
) -> str:
    return PLAN.format(number=number, title=title, duty=duty)


def put(settings: Settings, name: str, content: str) -> Path:
    path = settings.corpus / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def run(settings: Settings, *paths: Path, replace: str | None = None) -> list[FileResult]:
    return list(ingest_corpus(settings, paths, replace=replace, load=load).files)


def one(settings: Settings, *paths: Path, replace: str | None = None) -> tuple[str | None, str]:
    (result,) = run(settings, *paths, replace=replace)
    assert result.problem is None
    return result.plan_id, result.status


def held(settings: Settings) -> dict[str, str]:
    """Plan ids with their files' digests."""
    reader = open_index(settings)
    try:
        return {plan.plan_id: plan.sha256 for plan in reader.plans()}
    finally:
        reader.close()
