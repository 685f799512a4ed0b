"""A stand-in for the core, over two real plans and one that tries to break the page.

``python -m tests.pages.fake PORT FEEDBACK.sqlite`` serves it with the real pages.
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from pathlib import Path

from app import web_app
from rag.errors import HoiError
from rag.schema import Answer, Citation, Hit, Lang, Plan, Query, Section, Step, Timing
from rag.settings import ROOT, Settings

HOSTILE = (
    "9. <script>window.broken = 1</script>\n"
    '- <img src=x onerror="window.broken=1"> Giao Sở <b>A</b> ${window.broken=1} {{value}} '
    "[bấm](javascript:window.broken=1) ![](http://example.invalid/a.png) \u202eabc @children `x`"
)
BUSY = "Chỉ mục đang được ghi: xin hỏi lại sau một phút."
SLOW = 2.0
WHO = "cơ quan nào báo cáo mục tiêu 4?"


def _clean(file: str) -> str:
    """Near enough to the cleaned text: a wrapped line joins the one before it."""
    lines = (ROOT / "corpus" / file).read_text(encoding="utf-8").split("\n")
    paragraphs: list[str] = []
    for line in (" ".join(line.split()) for line in lines):
        opens = line.startswith("- ") or (
            line.split(" ", 1)[0].rstrip(".)").isalnum() and ("." in line[:4] or ")" in line[:3])
        )
        if not line or opens or not paragraphs:
            paragraphs.append(line)
        else:
            paragraphs[-1] += f" {line}"
    return "\n".join(p for p in paragraphs if p)


@dataclass(frozen=True, slots=True)
class FakePlan:
    """A plan, its text and the sections of it that the answers need."""

    plan: Plan
    text: str
    sections: tuple[Section, ...]


def _section(text: str, path: str, opening: str, following: str, heading: str = "") -> Section:
    start = text.index(opening)
    end = text.index(following, start + 1) if following else len(text)
    steps = tuple(Step(*step.split(".", 1)) for step in path.split("/"))
    return Section(steps, start, start + len(opening), end, start + len(heading))


def _plan(plan_id: str, file: str, title: str, number: str | None, issuer: str) -> Plan:
    return Plan(
        plan_id,
        file,
        "0" * 64,
        "Kế hoạch",
        title,
        number,
        False,
        None,
        "ngày 06 tháng 4 năm 2021" if number else None,
        issuer,
        None,
        "tinh",
        None,
        2021,
        2030,
        None,
        None,
    )


def _plans() -> dict[str, FakePlan]:
    nong = _clean("dak-nong-2021-2030.txt")
    tra = _clean("huong-tra-2021-2025.txt")
    return {
        "dak-nong-2021-2030": FakePlan(
            _plan(
                "dak-nong-2021-2030",
                "dak-nong-2021-2030.txt",
                "Kế hoạch triển khai thực hiện Chiến lược quốc gia về bình đẳng giới giai đoạn "
                "2021-2030 trên địa bàn tỉnh Đắk Nông",
                "175/KH-UBND",
                "Ủy ban nhân dân tỉnh Đắk Nông",
            ),
            nong,
            (
                _section(
                    nong, "muc.IV", "IV. TỔ CHỨC THỰC HIỆN", "Trên đây là", "IV. TỔ CHỨC THỰC HIỆN"
                ),
                _section(nong, "muc.IV/khoan.6", "6. Sở Y tế", "7. Sở Giáo dục", "6. Sở Y tế"),
            ),
        ),
        "huong-tra-2021-2025": FakePlan(
            _plan(
                "huong-tra-2021-2025",
                "huong-tra-2021-2025.txt",
                "Kế hoạch thực hiện Chiến lược quốc gia về bình đẳng giới giai đoạn 2021 - 2025",
                None,
                "Ủy ban nhân dân thị xã Hương Trà",
            ),
            tra,
            (
                _section(
                    tra, "muc.IV", "IV. TỔ CHỨC THỰC HIỆN", "V. Chế độ", "IV. TỔ CHỨC THỰC HIỆN"
                ),
                _section(
                    tra,
                    "muc.IV/khoan.3",
                    "3. Phòng Y tế, Trung tâm Y tế",
                    "4. Phòng Tư",
                    "3. Phòng Y tế, Trung tâm Y tế",
                ),
            ),
        ),
        "bad": FakePlan(
            _plan("bad", '"><script>1</script>.txt', "<b onclick=x>Kế hoạch</b>", None, "<i>A</i>"),
            HOSTILE,
            (
                _section(
                    HOSTILE,
                    "khoan.9",
                    "9. <script>window.broken = 1</script>",
                    "",
                    "9. <script>window.broken = 1</script>",
                ),
            ),
        ),
    }


PLANS = _plans()


def citation(n: int, plan_id: str, quote: str) -> Citation:
    """The quote where it first stands in the plan."""
    held = PLANS[plan_id]
    start = held.text.index(quote)
    path = tuple(
        held.text[s.start : s.heading_end] for s in held.sections if s.start <= start < s.tree_end
    )
    number = f" số {held.plan.number}" if held.plan.number else ""
    return Citation(
        n,
        plan_id,
        held.plan.title,
        held.plan.number,
        held.plan.issuer,
        held.plan.file,
        path,
        f"{plan_id}/x",
        None,
        quote,
        start,
        start + len(quote),
        f"gạch đầu dòng thứ nhất, khoản 6 Mục IV Kế hoạch{number} của {held.plan.issuer}",
    )


def _answer(
    question: str,
    text: str,
    *citations: Citation,
    nearest: tuple[Citation, ...] = (),
    refused: bool = False,
) -> Answer:
    return Answer(
        question,
        text,
        refused,
        "not_stated" if refused else None,
        "extractive",
        (),
        citations,
        nearest,
        ("Sở Y tế còn nhiệm vụ nào khác?", "Hạn báo cáo là ngày nào?"),
        Query(question, "vi", "who", ()),
        Timing(total=31.4),
    )


DUTY_NONG = (
    "- Chịu trách nhiệm tổ chức thực hiện, theo dõi và báo cáo kết quả triển khai các chỉ tiêu "
    "của mục tiêu 4 tại Nghị quyết số 28/NQ-CP."
)
DUTY_TRA = (
    "b) Chịu trách nhiệm tổ chức thực hiện, theo dõi và báo cáo kết quả triển khai 04 chỉ tiêu "
    "của mục tiêu 4."
)


class FakeReader:
    """The reader's three questions over :data:`PLANS`."""

    def plans(self) -> tuple[Plan, ...]:
        return tuple(held.plan for held in PLANS.values())

    def text(self, plan_id: str) -> str:
        return PLANS[plan_id].text

    def refresh(self) -> bool:
        return False

    def sections(self, plan_id: str) -> tuple[Section, ...]:
        return PLANS[plan_id].sections


class FakeAsker:
    """Answers by the question's words: late to ``chậm``.

    ``lỗi`` raises an error fit for a user, ``hỏng`` is a bug.
    """

    def __init__(self) -> None:
        self.reader = FakeReader()

    def search(
        self,
        text: str,
        k: int = 10,
        plans: tuple[str, ...] = (),
        among: frozenset[str] | None = None,
    ) -> tuple[Hit, ...]:
        return ()

    def ask(
        self,
        question: str,
        plans: tuple[str, ...] = (),
        lang: Lang | None = None,
        turns: tuple[str, ...] = (),
    ) -> Answer:
        if "chậm" in question:
            time.sleep(SLOW)
        if "lỗi" in question:
            raise HoiError(BUSY)
        if "hỏng" in question:
            raise ZeroDivisionError(question)
        if "phá" in question:
            quote = HOSTILE.split("\n")[1]
            return _answer(question, f"{HOSTILE} [1]", citation(1, "bad", quote))
        if "số tiền" in question:
            near = citation(1, "dak-nong-2021-2030", DUTY_NONG)
            return _answer(
                question,
                "Đã tìm số tiền chi cho Kế hoạch trong 2 kế hoạch: không kế hoạch nào ghi số tiền.",
                nearest=(near, citation(2, "huong-tra-2021-2025", DUTY_TRA)),
                refused=True,
            )
        if plans:
            return _answer(question, f"Chỉ tìm: {', '.join(plans)}")
        return _answer(
            question,
            "Kế hoạch số 175/KH-UBND của Ủy ban nhân dân tỉnh Đắk Nông:\n"
            "- Sở Y tế báo cáo các chỉ tiêu của mục tiêu 4 tại Nghị quyết số 28/NQ-CP, văn bản "
            "không có trong kho. [1] [2]\n"
            "Kế hoạch của Ủy ban nhân dân thị xã Hương Trà:\n"
            "- Phòng Y tế, Trung tâm Y tế báo cáo 04 chỉ tiêu của mục tiêu 4. [3] [4]\n"
            "Các kế hoạch của Kon Tum, Lâm Thao, Quảng Ngãi không đánh số mục tiêu.",
            citation(1, "dak-nong-2021-2030", "6. Sở Y tế"),
            citation(2, "dak-nong-2021-2030", DUTY_NONG),
            citation(3, "huong-tra-2021-2025", "3. Phòng Y tế, Trung tâm Y tế"),
            citation(4, "huong-tra-2021-2025", DUTY_TRA),
        )


if __name__ == "__main__":
    import uvicorn

    settings = Settings(feedback=Path(sys.argv[2]))
    uvicorn.run(
        web_app(settings, FakeAsker(), local=settings.proxy is None),
        host="127.0.0.1",
        port=int(sys.argv[1]),
        log_level="warning",
    )
