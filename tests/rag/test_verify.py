"""What is refused: altered quotes, quotes of another plan, and words the quotes do not hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.lexicon import Lexicon
from rag.schema import DraftClaim, Lead, Slice
from rag.settings import ROOT
from rag.verify import lead_unborne, supported, unborne

LEXICON = Lexicon.load(ROOT / "prompts")
HEADING = "6. Sở Y tế"
DUTY = (
    "- Chịu trách nhiệm báo cáo 04 chỉ tiêu của mục tiêu 4 tại Nghị quyết số 28/NQ-CP trước ngày "
    "15/12/2021, đạt dưới 30% và 1.000 trẻ."
)
TEXTS = {
    "a": f"IV. TỔ CHỨC\n{HEADING}\n{DUTY}\n7. Sở Nội vụ",
    "b": f"{HEADING}\n{DUTY}",
}


def piece(plan_id: str, words: str) -> Slice:
    start = TEXTS[plan_id].index(words)
    return Slice(plan_id, "muc.IV/khoan.6", start, start + len(words), words)


def why(text: str, *slices: Slice, plan_id: str = "a", absent: bool = False) -> str | None:
    kind = "absent" if absent else "stated"
    claim = DraftClaim(kind, text, plan_id, slices)  # type: ignore[arg-type]
    return supported(claim, TEXTS.__getitem__, LEXICON)


BOTH = (piece("a", HEADING), piece("a", DUTY))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Sở Y tế: báo cáo 04 chỉ tiêu của mục tiêu 4", id="a heading and its bullet"),
        pytest.param("Sở Y tế báo cáo trước ngày 15/12/2021", id="a date"),
        pytest.param("đạt dưới 30 %", id="space before percent"),
        pytest.param("tại Nghị quyết số 28/NQ-CP", id="a document"),
        pytest.param("1.000 trẻ", id="thousands"),
        pytest.param("SYT báo cáo", id="an abbreviation of the agency quoted"),
        pytest.param("Chịu trách nhiệm báo cáo", id="no name and no figure"),
    ],
)
def test_what_the_quotes_hold_stands(text: str) -> None:
    assert why(text, *BOTH) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("Sở Y tế báo cáo mục tiêu 5", "number 5", id="another number"),
        pytest.param("đạt dưới 40%", "number 40%", id="another figure"),
        pytest.param("đạt 30 trẻ", "number 30", id="a percentage without its sign"),
        pytest.param("đạt 04%", "number 04%", id="a sign that is not there"),
        pytest.param("trước ngày 16/12/2021", "number 16", id="another day"),
        pytest.param("trước ngày 15/12/2025", "number 2025", id="another year"),
        pytest.param("Nghị quyết số 28/NQ-TW", "document 28/NQ-TW", id="another document"),
        pytest.param("Sở Nội vụ báo cáo", "agency Sở Nội vụ", id="another agency"),
        pytest.param("Phòng Y tế báo cáo", "agency Phòng Y tế", id="the district's agency"),
        pytest.param("Trung tâm Y tế báo cáo", "agency Trung tâm Y tế", id="the centre"),
        pytest.param("Sở Y tế, Sở Tư pháp", "agency Sở Tư pháp", id="one agency too many"),
    ],
)
def test_what_they_do_not_hold_is_refused(text: str, reason: str) -> None:
    assert why(text, *BOTH) == reason


def test_the_bullet_alone_does_not_name_the_agency() -> None:
    assert why("Sở Y tế: báo cáo 04 chỉ tiêu", BOTH[1]) == "agency Sở Y tế"


def test_an_altered_quote_is_refused() -> None:
    one = BOTH[1]
    altered = Slice("a", one.section, one.start, one.end, one.text.replace("30%", "60%"))
    assert "not a slice" in (why("đạt 60%", altered) or "")


@pytest.mark.parametrize("shift", [-1, 1, 400])
def test_a_quote_at_another_place_is_refused(shift: int) -> None:
    one = BOTH[0]
    moved = Slice("a", one.section, one.start + shift, one.end + shift, one.text)
    assert "not a slice" in (why("Sở Y tế", moved) or "")


def test_a_quote_of_another_plan_is_refused() -> None:
    other = piece("b", HEADING)
    assert why("Sở Y tế", other) == "quote from b under a claim on a"
    assert why("Sở Y tế", other, plan_id="b") is None


def test_a_statement_without_quotes_is_refused() -> None:
    assert why("Sở Y tế") == "no quote"
    assert why("Sở Y tế", Slice("a", "muc.IV", 3, 3, "")) is not None


def test_absence_quotes_nothing_and_stands() -> None:
    assert why("kế hoạch không có mục tiêu 9", absent=True) is None


def test_an_altered_quote_under_an_absence_is_refused() -> None:
    bad = Slice("a", "muc.IV", 0, 3, "V. ")
    assert why("kế hoạch không có mục tiêu 9", bad, absent=True) is not None


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        pytest.param("Phòng Văn hóa và Thông tin", "Phòng Văn hoá và Thông tin", id="hoá"),
        pytest.param("Ủy ban nhân dân thị xã", "Uỷ ban nhân dân thị xã", id="uỷ"),
        pytest.param("Kế hoạch số 1405/UBND-KGVX", "số 1405/UBND- KGVX", id="a broken number"),
        pytest.param("mục tiêu 4", "mục  tiêu\n4", id="line breaks"),
    ],
)
def test_spelling_variants_are_the_same(text: str, quotes: str) -> None:
    assert unborne(text, quotes, LEXICON) is None


@given(st.integers(0, len(DUTY) - 1), st.integers(1, 60))
def test_any_slice_bears_itself_out(start: int, length: int) -> None:
    words = DUTY[start : start + length]
    assert unborne(words, words, LEXICON) is None


@given(st.integers(0, 99_999))
def test_a_number_is_borne_out_only_where_it_stands(number: int) -> None:
    stands = unborne(str(number), "4 và 15 trong 2021", LEXICON) is None
    assert stands == (str(number) in ("4", "15", "2021"))


# Two plans' statements, and what may be said of them as a whole
EARLY = DraftClaim("stated", "trước ngày 15/12/2021: báo cáo", "a", BOTH)
LATE = DraftClaim("stated", "trước ngày 20/12/2021: báo cáo", "b", ())
IN_ORDER = (("a", "ngày 15/12/2021"), ("b", "ngày 20/12/2021"))


@pytest.mark.parametrize(
    ("lead", "reason"),
    [
        pytest.param(Lead("Đúng."), None, id="no fact"),
        pytest.param(Lead("Không phải 01/10; kế hoạch ghi:"), None, id="what the question says"),
        pytest.param(Lead("Không phải 02/10; kế hoạch ghi:"), "number 02", id="nobody says it"),
        pytest.param(Lead("Sở Nội vụ không có"), "agency Sở Nội vụ", id="an agency of nowhere"),
        pytest.param(Lead("2 kế hoạch:", counted=("a", "b")), None, id="counted"),
        pytest.param(Lead("3 kế hoạch:", counted=("a", "b")), "number 3", id="miscounted"),
        pytest.param(Lead("Sớm hơn: A (15/12/2021)", order=IN_ORDER), None, id="in order"),
        pytest.param(
            Lead("Sớm hơn: B", order=IN_ORDER[::-1]),
            "order ngày 20/12/2021 < ngày 15/12/2021", id="out of order",
        ),
        pytest.param(
            Lead("Sớm hơn: A", order=(("a", "ngày 14/12/2021"),)),
            "order of ngày 14/12/2021", id="a date no statement gives",
        ),
    ],
)  # fmt: skip
def test_a_lead_stands_on_its_statements(lead: Lead, reason: str | None) -> None:
    assert lead_unborne(lead, "Hạn là 01/10 phải không?", (EARLY, LATE), LEXICON) == reason


def test_a_name_put_together_twice_is_refused() -> None:
    quote = "Phối hợp với các đơn vị, tổ chức và địa phương có liên quan phát hiện sớm"
    twice = "các đơn vị, tổ chức và địa phương có liên quan, địa phương có liên quan"
    assert unborne(twice, quote, LEXICON) is not None
    assert unborne("địa phương có liên quan phát hiện sớm", quote, LEXICON) is None
