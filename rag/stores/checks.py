"""What must hold before anything is written or compared."""

from __future__ import annotations

from collections.abc import Sequence

from rag.errors import InputError, ModelMismatch
from rag.schema import Document, Fact, Passage, Plan, Slice


def check_model(held: tuple[str, int] | None, used: tuple[str, int]) -> None:
    """Compare the index's embedding (id, dimension) with the one at hand.

    Raises:
        ModelMismatch: They differ; vectors of two models cannot be compared.
    """
    if held is not None and held != used:
        raise ModelMismatch(
            f"Chỉ mục được lập bằng mô hình nhúng {held[0]} ({held[1]} chiều), nay đang dùng "
            f"{used[0]} ({used[1]} chiều): hãy đặt HOI_EMBEDDING_MODEL như khi lập chỉ mục, hoặc "
            "chạy `hoi ingest --rebuild`."
        )


def check_slices(
    plan: Plan, document: Document, passages: Sequence[Passage], facts: Sequence[Fact]
) -> None:
    """Everything that may be quoted must be a slice of the text, and of this plan.

    Raises:
        InputError: Something is not, or two passages share an id.
    """
    slices = [
        Slice(passage.plan_id, passage.id, passage.start, passage.end, passage.text)
        for passage in passages
    ]
    for fact in facts:
        slices += fact.sources
        task: Slice | None = getattr(fact, "task", None)
        slices += [] if task is None else [task]
    for one in slices:
        if one.plan_id != plan.plan_id or document.text[one.start : one.end] != one.text:
            raise InputError(
                f"{document.file}: {one.section} [{one.start}:{one.end}] không phải là nguyên văn "
                "của văn bản: đây là lỗi của chương trình, hãy báo lại kèm tệp này."
            )
    ids = [passage.id for passage in passages]
    if len(set(ids)) < len(ids):
        twice = sorted(one for one in set(ids) if ids.count(one) > 1)
        raise InputError(
            f"{document.file}: hai đoạn cùng mang mã {twice[0]}: đây là lỗi của chương trình, "
            "hãy báo lại kèm tệp này."
        )
