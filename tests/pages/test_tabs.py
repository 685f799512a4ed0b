"""The tabs beside the talk: what they show of facts, and that a plan's text is text."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NoReturn

import openpyxl  # type: ignore[import-untyped]
import pytest

from rag.due_days import due_days
from rag.pages.deadline_list import DeadlineView
from rag.pages.deadline_rows import DeadlineTexts, Row, excerpt
from rag.pages.opening import Words
from rag.pages.targets import TargetTab, TargetTexts
from rag.pages.texts import load_section, load_texts
from rag.schema import Agency, Deadline, Due, Lang, Slice, Target
from tests.rag.tiny import plan

HOSTILE = '<img src=x onerror="window.broken=1"> [a](javascript:b) \u202eabc'
DAY = date(2026, 11, 27)


def piece(text: str, start: int = 0) -> Slice:
    return Slice("a", "muc.I", start, start + len(text), text)


def deadline(text: str, due: Due, *who: str | None) -> Deadline:
    agencies = tuple(Agency(one, one) for one in who if one)
    return Deadline(
        "a", (due.words,), "report", "UBND tỉnh", "Sở Nội vụ", piece(text), (piece(text),), (due,),
        agencies,
    )  # fmt: skip


YEARLY = Due("trước ngày 15/12 hằng năm", "date", "year", None, "--12-14", "2030-12-31")
PAST = Due("trước ngày 01/7/2024", "date", None, None, "2024-06-30")
NONE = Due("thường xuyên", "standing")


def shown(lang: Lang = "vi") -> str:
    facts = (
        deadline(f"- Báo cáo {HOSTILE} trước ngày 15/12 hằng năm", YEARLY, "Sở <b>Y tế</b>"),
        deadline("- Nộp kế hoạch trước ngày 01/7/2024", PAST, None),
        deadline("- Tuyên truyền thường xuyên", NONE, "Sở Văn hóa"),
    )
    days = {id(one.fact): one for one in due_days(facts, DAY)}
    rows = tuple(Row(fact, n, "Tỉnh A", days.get(id(fact))) for n, fact in enumerate(facts))
    return DeadlineView(
        rows, DAY, load_section(lang, "deadlines", DeadlineTexts), lang
    ).html()  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("vi", ("14/12/2026", "còn 17 ngày", "hằng năm, đến năm 2030", "đã qua 880 ngày",
                "gửi UBND tỉnh qua Sở Nội vụ", "Không ghi ngày cụ thể (1)")),
        ("en", ("14/12/2026", "in 17 days", "every year until 2030", "880 days ago",
                "to UBND tỉnh through Sở Nội vụ", "No day named (1)")),
    ],
)  # fmt: skip
def test_deadlines_tell_the_day_what_is_left_and_to_whom(lang: Lang, told: tuple[str, ...]) -> None:
    html = shown(lang)
    for words in told:
        assert words in html
    assert re.findall(r'data-open="(due\.[^"]+)"', html) == [
        "due.a.0.0", "due.a.0.0", "due.a.1.0", "due.a.2.0",
    ]  # fmt: skip


def test_a_long_list_is_shown_in_steps_and_its_months_for_the_next_plans() -> None:
    facts = [deadline(f"- Việc {n}", YEARLY, None) for n in range(120)]
    days = {id(one.fact): one for one in due_days(facts, DAY)}
    rows = tuple(
        Row(replace(fact, plan_id=f"p{n}"), n, f"Nơi {n}", days[id(fact)])
        for n, fact in enumerate(facts)
    )
    texts = load_section("vi", "deadlines", DeadlineTexts)
    html = DeadlineView(rows, DAY, texts, "vi").html()
    assert html.count("<li") == 50
    assert html.count('class="due-mark"') == 20
    assert "Xem thêm 20 (còn 100)" in html  # plans of the table
    assert "Xem thêm 50 (còn 70)" in html
    longer = DeadlineView(rows, DAY, texts, "vi", {"rows": 40}, "rows").html()
    assert longer.count('class="due-mark"') == 40
    assert longer.index("Nơi 20<") > longer.index("data-reached") > longer.index("Nơi 19<")
    more = DeadlineView(rows, DAY, texts, "vi", {"ahead": 100}, "ahead").html()
    assert more.count("<li") == 100
    assert 'data-open="due.p50.50.0" data-reached' in more
    assert "Xem thêm 20 (còn 20)" in more


def test_deadlines_stand_in_the_row_of_each_agency_next_ones_first() -> None:
    soon = replace(YEARLY, last="--11-29")
    facts = (
        deadline("- Báo cáo trước ngày 15/12 hằng năm", YEARLY, "Sở <b>Y tế</b>", "sở Tư pháp"),
        deadline("- Tổ chức Tháng hành động", soon, None),
        deadline("- Nộp kế hoạch trước ngày 01/7/2024", PAST, "Sở Tư pháp"),
        deadline("- Tuyên truyền thường xuyên", NONE, "Sở Văn hóa"),
        deadline("- Nộp kế hoạch trước ngày 01/7/2024", PAST, "Sở Văn hóa"),
    )
    days = due_days(facts, DAY)
    number = {id(fact): n for n, fact in enumerate(facts)}
    rows = (
        *(Row(one.fact, number[id(one.fact)], "Tỉnh A", one) for one in days),
        Row(facts[3], 3, "Tỉnh A"),
    )
    texts = load_section("vi", "deadlines", DeadlineTexts)
    html = DeadlineView(rows, DAY, texts, "vi", by_agency=True).html()
    table = html[: html.index("</table>")]
    assert re.findall(r'data-open="(due[^"]+)"', table) == [
        "due-agency.-", "due.a.1.0",
        "due-agency.so-b-y-te-b", "due.a.0.0",
        "due-agency.so-tu-phap", "due.a.0.0",
        "due-agency.so-van-hoa",
    ]  # fmt: skip
    assert "không có hạn trong 12 tháng tới · 1 hạn đã qua · 1 hạn không ghi ngày" in table
    assert ">Không nêu cơ quan</button>" in table
    assert "<b>Y tế" not in html
    kept = tuple(row for row in rows if "so-tu-phap" in row.keys)
    html = DeadlineView(kept, DAY, texts, "vi", by_agency=True, agency="so-tu-phap").html()
    assert re.findall(r'data-open="(due-agency[^"]*)"', html) == [
        "due-agency.so-tu-phap", "due-agency.",
    ]  # fmt: skip


def test_the_text_of_a_plan_is_text_and_nothing_else() -> None:
    for html in (shown(), target_tab().shown((), "")):
        assert "<img" not in html
        assert "<b>Y tế" not in html
        assert "\u202e" not in html


def test_a_long_task_is_cut_around_the_words_of_its_deadline() -> None:
    text = f"- {'Trước ' * 60}phải xong trước ngày 15/12 hằng năm {'sau ' * 60}"
    cut = excerpt(deadline(text, YEARLY, None), YEARLY.words)
    assert YEARLY.words in cut
    assert cut.startswith("… ")
    assert cut.endswith(" …")


# ----------------------------------------------------------------- targets

TARGETS = (
    Target("a", "1", "1", ("đạt 60%",), "2025", piece("- Chỉ tiêu 1: Đạt 60% cơ quan."), ()),
    Target("a", "1", "2", ("dưới 30,5%", "đạt 80%"), None, piece(f"Chỉ tiêu 2: {HOSTILE}"), ()),
    Target(
        "a",
        None,
        None,
        ("ít nhất 01 tin",),
        "2025",
        piece("- Ít nhất 01 tin từ năm 2025 trở đi"),
        (),
    ),
)


HEADS = {
    "1": "a) Mục tiêu 1: Trong lĩnh vực <i>lao động</i>",
    "3": "3. Mục tiêu 3: Về <i>lao động</i>",
    "4": "Mục tiêu 4: Về nhà ở",
}


def target_tab(targets: dict[str, tuple[Target, ...]] | None = None) -> TargetTab:
    def unused(*_: object) -> NoReturn:
        raise AssertionError("no words are opened")

    words = Words(load_texts("vi"), unused, unused, unused)
    return TargetTab(
        load_section("vi", "targets", TargetTexts),
        lambda: (plan("a"), plan("b")),
        lambda plan_id: (targets or {"a": TARGETS}).get(plan_id, ()),
        lambda plan_id, number: piece(HEADS[number]),
        lambda plan_id: f"Tỉnh {plan_id.upper()}",
        words,
    )


def test_targets_stand_under_their_objectives_with_bars_for_shares() -> None:
    html = target_tab().shown((), "")
    assert re.findall(r'scope="rowgroup">([^<]+)<', html) == [
        "a) Mục tiêu 1: Trong lĩnh vực &lt;i&gt;lao động&lt;/i&gt;",
        "Không thuộc mục tiêu đánh số",
    ]
    assert re.findall(r'<meter [^>]*value="([^"]+)"', html) == ["60", "30.5", "80"]
    assert re.findall(r'class="aim-year">([^<]*)<', html) == ["2025", "", "từ năm 2025"]
    assert "Kế hoạch không nêu chỉ tiêu bằng con số: Tỉnh B." in html


@pytest.mark.parametrize(("unit", "numbers"), [("", [0, 1, 2]), ("%", [0, 1]), ("-", [2])])
def test_targets_of_one_unit(unit: str, numbers: list[int]) -> None:
    assert [row.number for row in target_tab().rows(("a", "b"), unit)] == numbers


def test_targets_as_a_sheet_with_their_figures_taken_apart() -> None:
    file = Path(target_tab()._exported([], "%") or "")
    rows = list(openpyxl.load_workbook(file).active.iter_rows(values_only=True))
    assert [row[:3] for row in rows[1:]] == [("Tỉnh A", "1", "1"), ("Tỉnh A", "1", "2")]
    assert rows[1][4:] == ("đạt 60%", None, "60", "%", "2025")
    assert rows[2][4:] == ("dưới 30,5%; đạt 80%", "<", "30,5; 80", "%; %", None)


OTHERS = (
    Target("b", "3", "2", ("đạt 75%",), "2030", piece("+ Chỉ tiêu 2: Đạt 75% cơ quan"), ()),
    Target("b", "3", "3", ("đạt 10%",), None, piece("Chỉ tiêu 3: đạt 10% cơ quan mới"), ()),
    Target("b", "4", "1", ("120 hộ",), "2030", piece("Chỉ tiêu 1: Hỗ trợ 120 hộ"), ()),
)


def test_targets_of_two_plans_stand_in_one_row_where_words_and_unit_agree() -> None:
    tab = target_tab({"a": TARGETS, "b": OTHERS})
    html = tab.shown(("a", "b"), "")
    heads = re.findall(r'<th scope="col">([^<]+)</th>', html)
    assert heads[:3] == ["Chỉ tiêu", "Tỉnh A", "Tỉnh B"]
    first = html[html.index('<th scope="row">') :].split("</tr>")[0]
    assert re.findall(r'data-open="(target\.[^"]+)"', first) == ["target.a.0.0", "target.b.0.0"]
    assert re.findall(r'class="bar-name">([^<]+)<', html) == [
        "Tỉnh A đến năm 2025", "Tỉnh B đến năm 2030",
    ]  # fmt: skip
    assert re.findall(r'class="bar-value">([^<]+)<', html) == ["đạt 60%", "đạt 75%"]
    assert html.count(">không nêu<") == 2


def test_targets_of_two_plans_stand_side_by_side_in_the_sheet() -> None:
    file = Path(target_tab({"a": TARGETS, "b": OTHERS})._exported(["a", "b"], "") or "")
    sheet = openpyxl.load_workbook(file).worksheets[1]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][2:] == ("Tỉnh A", "Năm", "Tỉnh B", "Năm")
    assert rows[1][2:] == ("đạt 60%", "2025", "đạt 75%", "2030")
    assert len(rows) == 4
