"""A plan's table of agencies and indicators: on the five plans and on made-up ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.pipeline import ingest_corpus
from rag.book import Book, facts_book
from rag.errors import UsageError
from rag.matrix.duty_roles import Wording
from rag.matrix.matrix import Matrix, Row, make_matrix
from rag.matrix.words import cell_text, content, group_name, notes, row_name, row_note
from rag.schema import Agency, Assignment, Reference, Slice
from rag.settings import Settings
from rag.stores.index import open_index
from rag.text import nfc
from tests.rag.asking import ALL, DAK_NONG, HUONG_TRA, KON_TUM, LAM_THAO, QUANG_NGAI
from tests.rag.made_plans import goals, plan

WORDING = Wording.load(Settings().prompts)
VI = WORDING.phrases("vi")
REPORTS = "Chịu trách nhiệm báo cáo kết quả thực hiện {}."
FOUR = [REPORTS.format(f"chỉ tiêu 1, 2 của mục tiêu {n}") for n in (1, 2)]

MADE = {
    "whole": goals(REPORTS.format("mục tiêu 1"), FOUR[1]),
    "gap": goals(REPORTS.format("chỉ tiêu 1 của mục tiêu 1"), FOUR[1]),
    "indicator": goals(FOUR[0], REPORTS.format("chỉ tiêu 1, 2, 3 của mục tiêu 2")),
    "objective": goals(*FOUR, REPORTS.format("chỉ tiêu 1 của mục tiêu 5")),
    "partner": goals(
        "Chủ trì, phối hợp với Phòng Tư pháp theo dõi chỉ tiêu 1, 2 của mục tiêu 1.", FOUR[1]
    ),
    "words": goals("Tổ chức tiêm chủng cho trẻ em.", "Mở lớp mẫu giáo tại các xã."),
    "none": plan(),
}


def _book(settings: Settings) -> Book:
    return facts_book(open_index(settings), settings.prompts)


@pytest.fixture(scope="module")
def book(corpus_index: Settings) -> Book:
    return _book(corpus_index)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Book:
    folder = tmp_path_factory.mktemp("made")
    for name, text in MADE.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    settings = Settings(corpus=folder, index=tmp_path_factory.mktemp("index") / "index")
    assert not ingest_corpus(settings).failed
    return _book(settings)


def matrix(book: Book, plan_id: str) -> Matrix:
    return make_matrix(book, plan_id, WORDING)


def row(found: Matrix, objective: str, indicator: str | None) -> Row:
    (one,) = [r for r in found.rows if (r.objective, r.indicator) == (objective, indicator)]
    return one


def said(found: Matrix, one: Row) -> dict[str, str]:
    """Agency to the text of its cell."""
    return {found.columns[cell.column]: cell_text(cell, WORDING) for cell in one.cells}


DOES = "thực hiện, theo dõi, báo cáo"
LABOUR, LABOUR_DN = (f"{head} Lao động - Thương binh và Xã hội" for head in ("Phòng", "Sở"))


@pytest.mark.parametrize(
    ("plan_id", "objective", "indicator", "cells"),
    [
        pytest.param(HUONG_TRA, "2", "1", {LABOUR: DOES}, id="one of several numbers"),
        pytest.param(HUONG_TRA, "1", "1", {"Phòng Nội vụ": DOES}, id="an indicator unnumbered"),
        pytest.param(
            HUONG_TRA,
            "3",
            "2",
            {
                LABOUR: f"{DOES} (số liệu về bạo lực trên cơ sở giới)",
                "Phòng Văn hóa và Thông tin": f"{DOES} (số liệu về bạo lực gia đình)",
            },
            id="shared by the figures",
        ),
        pytest.param(HUONG_TRA, "3", "4", {LABOUR: DOES}, id="not in the plan's list"),
        pytest.param(
            HUONG_TRA, "3", "1", {"Chi cục Thống kê": "chủ trì, thu thập, báo cáo"}, id="leads"
        ),
        pytest.param(
            HUONG_TRA,
            "4",
            "3",
            {"Phòng Y tế": DOES, "Trung tâm Y tế": DOES},
            id="a whole objective fills its indicators",
        ),
        pytest.param(HUONG_TRA, "2", "3", {}, id="given to nobody"),
        pytest.param(DAK_NONG, "4", None, {"Sở Y tế": DOES}, id="a whole objective elsewhere"),
        pytest.param(
            DAK_NONG, "5", "4", {"Sở Kế hoạch và Đầu tư": "thu thập, báo cáo"}, id="figures"
        ),
        pytest.param(
            DAK_NONG,
            "3",
            "2",
            {
                LABOUR_DN: f"{DOES} (số liệu về bạo lực trên cơ sở giới)",
                "Sở Văn hóa, Thể thao và Du lịch": f"{DOES} (số liệu về bạo lực gia đình)",
            },
            id="shared, elsewhere",
        ),
    ],
)
def test_who_stands_beside_an_indicator(
    book: Book, plan_id: str, objective: str, indicator: str | None, cells: dict[str, str]
) -> None:
    found = matrix(book, plan_id)
    assert said(found, row(found, objective, indicator)) == cells


def test_the_only_gap_and_the_only_row_beyond_the_list(book: Book) -> None:
    found = matrix(book, HUONG_TRA)
    assert [(r.objective, r.indicator) for r in found.gaps] == [("2", "3")]
    assert [(r.objective, r.indicator) for r in found.unlisted] == [("3", "4")]
    notes_of = {
        (r.objective, r.indicator): row_note(r, group, VI)
        for group in found.groups for r in group.rows
    }  # fmt: skip
    told = {key: note for key, note in notes_of.items() if note}
    assert told == {
        ("2", "3"): "chưa giao cho cơ quan nào",
        ("3", "4"): "kế hoạch không có chỉ tiêu này",
    }


def test_rows_are_the_plans_own_in_order(book: Book) -> None:
    found = matrix(book, HUONG_TRA)
    listed = [(r.objective, r.indicator) for r in found.rows if r.listed]
    sizes = {"1": 1, "2": 3, "3": 3, "4": 3, "5": 4, "6": 4}
    assert listed == [(o, str(n)) for o, size in sizes.items() for n in range(1, size + 1)]
    assert content(found.groups[3].words) == "Trong lĩnh vực y tế"
    assert content(row(found, "2", "1").words) == "Tỷ lệ lao động nữ làm công hưởng lương đạt 50%"


def test_numbers_of_another_document_are_headed_by_it_and_have_no_gaps(book: Book) -> None:
    found = matrix(book, DAK_NONG)
    assert not found.own
    assert not found.gaps
    names = {group_name(group, found, VI) for group in found.groups}
    assert "Mục tiêu 4 (Nghị quyết số 28/NQ-CP)" in names
    assert len(names) == 6
    assert any("Nghị quyết số 28/NQ-CP, văn bản không có trong kho" in n for n in notes(found, VI))


@pytest.mark.parametrize("plan_id", [KON_TUM, LAM_THAO, QUANG_NGAI])
def test_a_plan_without_numbers_says_so_in_one_line(book: Book, plan_id: str) -> None:
    found = matrix(book, plan_id)
    assert (found.columns, found.groups) == ((), ())
    (line,) = notes(found, VI)
    assert "không có gì để xếp thành bảng" in line


@pytest.mark.parametrize("plan_id", ALL)
def test_every_cell_rests_on_slices_that_name_its_indicator_and_agency(
    book: Book, plan_id: str
) -> None:
    found = matrix(book, plan_id)
    text = book.text(plan_id)
    for one in found.rows:
        for cell in one.cells:
            assert all(text[p.start : p.end] == p.text for p in cell.sources)
            words = " ".join(p.text for p in cell.sources)
            assert found.columns[cell.column] in words
            assert f"mục tiêu {one.objective}" in words
            for duty in cell.duties:
                assert nfc(duty.qualifier or "") in words


def test_an_unknown_plan_is_wrong_use(book: Book) -> None:
    with pytest.raises(UsageError):
        matrix(book, "khong-co")


# ------------------------------------------------------------------ made-up plans


@pytest.mark.parametrize(
    ("name", "gaps", "unlisted", "note"),
    [
        pytest.param("whole", [], [], None, id="a whole objective leaves no gap"),
        pytest.param("gap", [("1", "2")], [], "chưa giao cho cơ quan nào", id="one is left"),
        pytest.param(
            "indicator", [], [("2", "3")], "kế hoạch không có chỉ tiêu này", id="no such indicator"
        ),
        pytest.param(
            "objective", [], [("5", "1")], "kế hoạch không có mục tiêu này", id="no such objective"
        ),
        pytest.param("words", [], [], None, id="given in words alone"),
    ],
)
def test_gaps_and_rows_beyond_the_list(
    made: Book,
    name: str,
    gaps: list[tuple[str, str]],
    unlisted: list[tuple[str, str]],
    note: str | None,
) -> None:
    found = matrix(made, name)
    assert [(r.objective, r.indicator) for r in found.gaps] == gaps
    assert [(r.objective, r.indicator) for r in found.unlisted] == unlisted
    told = {row_note(r, group, VI) for group in found.groups for r in group.rows} - {None}
    assert told == ({note} if note else set())


def test_a_partner_has_a_column_of_its_own(made: Book) -> None:
    found = matrix(made, "partner")
    cells = said(found, row(found, "1", "2"))
    assert cells == {"Phòng Y tế": "chủ trì, theo dõi", "Phòng Tư pháp": "phối hợp"}


def test_a_list_whose_numbers_no_duty_names_is_shown_without_gaps(made: Book) -> None:
    found = matrix(made, "words")
    assert len(found.rows) == 4
    assert not found.gaps
    assert any("theo số" in line for line in notes(found, VI))


def test_a_plan_without_a_list_or_numbers(made: Book) -> None:
    assert len(notes(matrix(made, "none"), VI)) == 1


# ------------------------------------------------------------------ words


FIRST = Reference("1", ("1",))


@pytest.mark.parametrize(
    ("role", "task", "reference", "roles"),
    [
        pytest.param(
            "chịu trách nhiệm",
            "Chịu trách nhiệm theo dõi, đánh giá chỉ tiêu 1 của mục tiêu 1",
            FIRST,
            ("theo dõi", "đánh giá"),
            id="what is done says it",
        ),
        pytest.param(
            "chịu trách nhiệm",
            "Chịu trách nhiệm về chỉ tiêu 1 của mục tiêu 1",
            FIRST,
            ("chịu trách nhiệm",),
            id="nothing else does",
        ),
        pytest.param(
            "báo cáo",
            "Báo cáo kết quả thực hiện chỉ tiêu 1 của mục tiêu 1",
            FIRST,
            ("báo cáo",),
            id="a result is not carried out",
        ),
        pytest.param(
            "chủ trì",
            "Chủ trì thực hiện chỉ tiêu 1 của mục tiêu 1; tổng hợp chỉ tiêu 2 của mục tiêu 2",
            Reference("2", ("2",)),
            ("chủ trì", "tổng hợp"),
            id="each clause its own",
        ),
        pytest.param(
            "theo dõi",
            "Theo dõi chỉ tiêu 1 của mục tiêu 1; chỉ tiêu 2 của mục tiêu 2",
            Reference("2", ("2",)),
            ("theo dõi",),
            id="a list goes on",
        ),
        pytest.param(
            "giám sát", "Giám sát chỉ tiêu 1 của mục tiêu 1", FIRST, ("giám sát",), id="unlisted"
        ),
    ],
)
def test_what_the_agency_does(
    role: str, task: str, reference: Reference, roles: tuple[str, ...]
) -> None:
    where = Slice("a", "muc.I", 0, len(task), task)
    one = Assignment("a", (Agency("Sở Y tế", "Sở Y tế"),), role, where, (where,), (reference,))
    assert WORDING.roles(one, reference) == roles


def test_letters_tell_roles_apart() -> None:
    letters = [one.letters for one in WORDING.role]
    assert len(set(letters)) == len(letters)
    assert WORDING.letters("giám sát") == "GS"


def test_both_languages_say_the_same_things() -> None:
    assert WORDING.vi.keys() == WORDING.en.keys()
    one = Row("1", "2", None, ())
    assert (row_name(one, VI), row_name(one, WORDING.phrases("en"))) == (
        "Chỉ tiêu 2", "Indicator 2",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("b) Mục tiêu 2: Trong lĩnh vực kinh tế:\n", "Trong lĩnh vực kinh tế"),
        ("- Chỉ tiêu 1: 90% trẻ em\n được tiêm chủng.", "90% trẻ em được tiêm chủng"),
        ("- Chỉ tiêu: Đạt 60% trở lên;", "Đạt 60% trở lên"),
        ("2.1. Nâng cao nhận thức", "Nâng cao nhận thức"),
        ("100% xã có trạm y tế", "100% xã có trạm y tế"),
        ("12 xã có trạm y tế", "12 xã có trạm y tế"),
    ],
)
def test_an_item_is_shown_without_its_marker(words: str, shown: str) -> None:
    assert content(Slice("a", "muc.I", 0, len(words), words)) == shown


def test_prompts_of_another_folder_are_read_from_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Wording.load(tmp_path)
