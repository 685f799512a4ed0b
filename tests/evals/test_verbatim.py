"""The checker against the real corpus: true quotes stand, altered ones do not."""

from __future__ import annotations

import unicodedata

import pytest

from evals.verbatim import RawText, decode, is_verbatim, read_corpus, read_raw
from rag.settings import ROOT


@pytest.fixture(scope="module")
def corpus() -> dict[str, RawText]:
    return read_corpus(ROOT / "corpus")


DAK_NONG = "dak-nong-2021-2030.txt"
HUONG_TRA = "huong-tra-2021-2025.txt"
KON_TUM = "kon-tum-2021.md"
LAM_THAO = "lam-thao-2024.md"
QUANG_NGAI = "quang-ngai-2025.txt"


def test_a_row_of_a_table() -> None:
    raw = read_raw("| 1 | **Loa**;<br>báo \\| đài | Sở Y tế |")
    assert is_verbatim("1 | Loa; báo | đài | Sở Y tế", raw)
    assert is_verbatim("Loa; báo", raw)
    assert not is_verbatim("1 | Sở Y tế", raw)


@pytest.mark.parametrize(
    ("file", "quote"),
    [
        pytest.param(
            DAK_NONG,
            "Chịu trách nhiệm tổ chức thực hiện, theo dõi và báo cáo kết quả triển khai các chỉ "
            "tiêu của mục tiêu 4 tại Nghị quyết số 28/NQ-CP.",
            id="across hard wraps",
        ),
        pytest.param(DAK_NONG, "Ủy ban nhân dân các huyện, thành phố", id="wrapped heading"),
        pytest.param(DAK_NONG, "Đắk Nông, ngày 06 tháng 4 năm 2021", id="wrapped letterhead"),
        pytest.param(HUONG_TRA, "1. Mục tiêu chung: Tiếp tục thu hẹp", id="behind a bookmark"),
        pytest.param(HUONG_TRA, "Phòng Y tế, Trung tâm Y tế", id="decomposed letters in the file"),
        pytest.param(KON_TUM, "(hoàn thành trong tháng 3 năm 2021).", id="emphasis and note mark"),
        pytest.param(KON_TUM, "Đơn vị thực hiện: Sở Lao động", id="escaped star"),
        pytest.param(
            KON_TUM,
            "trong Nhân dân; tuyên truyền giới thiệu về các mô hình",
            id="sentence cut by two notes",
        ),
        pytest.param(
            KON_TUM,
            "Chương trình số 2456/CTr-UBND ngày 29 tháng 8 năm 2018 của Ủy ban nhân dân tỉnh;",
            id="sentence cut in mid-name",
        ),
        pytest.param(KON_TUM, "Chủ trì thực hiện nội dung tại các mục 2.4; 2.5.", id="a note"),
        pytest.param(KON_TUM, "6 Chủ trì thực hiện nội dung tại mục 4.1;", id="note and label"),
        pytest.param(LAM_THAO, "tăng cường tuyên truyền, giới thiệu về", id="page break"),
        pytest.param(LAM_THAO, "trước ngày 15/11/2024 để tổng hợp", id="bold inside a sentence"),
        pytest.param(QUANG_NGAI, "nguy cơ xảy ra bạo lực trên cơ sở giới.", id="page break in txt"),
    ],
)
def test_true_quote(corpus: dict[str, RawText], file: str, quote: str) -> None:
    assert is_verbatim(quote, corpus[file])
    assert is_verbatim(unicodedata.normalize("NFD", quote), corpus[file])


@pytest.mark.parametrize(
    ("file", "quote"),
    [
        pytest.param(
            DAK_NONG, "các chỉ tiêu của mục tiêu 5 tại Nghị quyết số 28/NQ-CP", id="digit"
        ),
        pytest.param(DAK_NONG, "các chỉ tiêu của mục tiêu 4, tại Nghị quyết", id="comma added"),
        pytest.param(HUONG_TRA, "phòng y tế, trung tâm y tế", id="case"),
        pytest.param(HUONG_TRA, "Phòng Y tế và Trung tâm Y tế", id="word"),
        pytest.param(HUONG_TRA, "Phòng Y tế … báo cáo", id="ellipsis"),
        pytest.param(KON_TUM, "tại các mục 2.4; 2.5. Thực hiện Kế hoạch", id="across two notes"),
        pytest.param(KON_TUM, "trong Nhân dân; Theo hướng dẫn của Bộ", id="body into a note"),
        pytest.param(KON_TUM, "7 Chủ trì thực hiện nội dung tại mục 4.1;", id="other label"),
        pytest.param(KON_TUM, "tại huyện Ngọc Hồi 2, các cơ quan", id="mark kept in a sentence"),
        pytest.param(LAM_THAO, "trước ngày 15 tháng 11 năm 2024", id="date rewritten"),
        pytest.param(LAM_THAO, "Số: 12/KH-UBND", id="blank filled in"),
        pytest.param(QUANG_NGAI, "Phòng Y tế, Trung tâm Y tế", id="of another plan"),
        pytest.param(QUANG_NGAI, " ", id="empty"),
        pytest.param(QUANG_NGAI, "**", id="residue alone"),
    ],
)
def test_altered_quote(corpus: dict[str, RawText], file: str, quote: str) -> None:
    assert not is_verbatim(quote, corpus[file])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(encoding: str) -> None:
    text = "Điều 1. Sở Y tế\r\nchủ trì.\r\n"
    assert is_verbatim("Sở Y tế chủ trì.", read_raw(decode(text.encode(encoding))))
