"""The measures on hand-made counts and places."""

from __future__ import annotations

import math

import pytest

from evals.measures import (
    CitationCounts,
    Place,
    citation_counts,
    leaves,
    refusal_precision,
    refusal_recall,
    related,
    search_figures,
    share,
    slices_found,
)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param("muc.IV/khoan.6", "muc.IV/khoan.6", True, id="same"),
        pytest.param("muc.IV/khoan.6", "muc.IV/khoan.6/gach.1", True, id="item and its bullet"),
        pytest.param("muc.IV", "muc.IV/khoan.6/gach.1", False, id="whole Mục for a bullet"),
        pytest.param("muc.IV", "muc.IV/khoan.6", False, id="whole Mục for an item"),
        pytest.param("chuong.I", "chuong.I/muc.1", False, id="Chương for a Mục"),
        pytest.param("muc.V", "muc.V/doan.2", True, id="Mục that is plain text"),
        pytest.param("muc.IV", "muc.IV", True, id="the Mục itself"),
        pytest.param("muc.IV/khoan.1", "muc.IV/khoan.10", False, id="prefix of a label only"),
        pytest.param("muc.IV/khoan.6/gach.1", "muc.IV/khoan.6/gach.2", False, id="siblings"),
        pytest.param("muc.II/khoan.2", "muc.II/khoan.2/khoan.2.4", True, id="nested khoản"),
        pytest.param("noi_nhan", "noi_nhan/gach.2", True, id="recipients"),
        pytest.param("muc.I/cau.1", "muc.I", True, id="part of a long leaf"),
    ],
)
def test_related(one: str, other: str, expected: bool) -> None:
    assert related(("plan", one), ("plan", other)) is expected
    assert related(("plan", other), ("plan", one)) is expected
    assert not related(("plan", one), ("another", other))


def places(*paths: str) -> list[Place]:
    return [("plan", path) for path in paths]


@pytest.mark.parametrize(
    ("cited", "evidence", "expected"),
    [
        pytest.param(
            ["muc.IV/khoan.3", "muc.IV/khoan.3/diem.b"],
            ["muc.IV/khoan.3", "muc.IV/khoan.3/diem.b"],
            CitationCounts(2, 2, 2, 2),
            id="all and only",
        ),
        pytest.param(
            ["muc.IV/khoan.4"], ["muc.IV/khoan.3"], CitationCounts(0, 1, 0, 1), id="wrong"
        ),
        pytest.param(
            ["muc.IV/khoan.3", "muc.I/khoan.1"],
            ["muc.IV/khoan.3", "muc.V/doan.1"],
            CitationCounts(1, 2, 1, 2),
            id="half and half",
        ),
        pytest.param([], ["muc.V/doan.1"], CitationCounts(0, 0, 0, 1), id="no citation"),
        pytest.param(
            ["muc.V/doan.1"],
            ["muc.V/doan.1", "muc.V/doan.1"],
            CitationCounts(1, 1, 1, 1),
            id="two quotes of one section",
        ),
    ],
)
def test_citation_counts(cited: list[str], evidence: list[str], expected: CitationCounts) -> None:
    assert citation_counts(places(*cited), places(*evidence)) == expected


def test_slices_want_the_heading_too() -> None:
    heading, bullet = places("muc.IV/khoan.6", "muc.IV/khoan.6/gach.1")
    evidence = [(heading, "Sở Y tế"), (bullet, "báo cáo kết quả mục tiêu 4")]
    only_bullet = [(bullet, "Chịu trách nhiệm báo cáo kết quả mục tiêu 4.")]
    assert slices_found(only_bullet, evidence) == 1
    assert slices_found([*only_bullet, (heading, "6. Sở Y tế")], evidence) == 2
    assert slices_found([(bullet, "Triển khai các hoạt động")], evidence) == 0


def test_refusals() -> None:
    # (must be refused, abstained)
    outcomes = [(True, True), (True, True), (True, False), (False, True), (False, False)]
    precision, recall = refusal_precision(outcomes), refusal_recall(outcomes)
    assert (precision.part, precision.whole) == (2, 3)
    assert (recall.part, recall.whole) == (2, 3)


def test_share_has_no_value_of_nothing() -> None:
    assert share([]).value is None
    assert share([(0, 0)]).low is None


def test_share_interval_is_seeded_and_holds_the_value() -> None:
    counts = [(1, 1)] * 30 + [(0, 1)] * 10
    one = share(counts)
    assert one.low is not None
    assert one.high is not None
    assert one.value is not None
    assert one.low < one.value < one.high
    assert one == share(counts)
    assert one != share(counts, seed=1)
    assert share([(1, 1)] * 9).low == 1.0


def test_share_resamples_questions_not_citations() -> None:
    one_big = share([(100, 100), (0, 1), (0, 1), (0, 1)])
    assert one_big.low == 0.0  # samples without the big one


def test_leaves_drop_the_heading_of_a_bullet() -> None:
    found = leaves(places("muc.IV/khoan.6", "muc.IV/khoan.6/gach.1", "muc.IV/khoan.7", "muc.I"))
    assert found == tuple(places("muc.IV/khoan.6/gach.1", "muc.IV/khoan.7", "muc.I"))


def covers(*paths: str) -> frozenset[Place]:
    return frozenset(places(*paths))


@pytest.mark.parametrize(
    ("ranking", "hit1", "hit4", "ndcg"),
    [
        pytest.param([covers("a"), covers("b")], 1.0, 1.0, 1.0, id="perfect"),
        pytest.param([covers("a", "b")], 1.0, 1.0, 1.0, id="one chunk with both"),
        pytest.param([covers(), covers("a", "b")], 0.0, 1.0, None, id="second"),
        pytest.param([covers("a"), covers("a"), covers("b")], 1.0, 1.0, None, id="repeat is noise"),
        pytest.param([], 0.0, 0.0, 0.0, id="nothing found"),
        pytest.param([covers()] * 4 + [covers("a")], 0.0, 0.0, None, id="fifth"),
    ],
)
def test_search_figures(
    ranking: list[frozenset[Place]], hit1: float, hit4: float, ndcg: float | None
) -> None:
    figures = search_figures({"q": ranking}, {"q": places("a", "b")})
    assert figures["hit@1"] == hit1
    assert figures["hit@4"] == hit4
    if ndcg is None:
        assert 0 < figures["nDCG@10"] < 1
    else:
        assert figures["nDCG@10"] == ndcg


def test_ndcg_of_second_place() -> None:
    figures = search_figures({"q": [covers(), covers("a")]}, {"q": places("a")})
    assert figures["nDCG@10"] == pytest.approx(1 / math.log2(3))


def test_a_question_without_results_counts_as_zero() -> None:
    figures = search_figures({"q": [covers("a")]}, {"q": places("a"), "r": places("a")})
    assert figures["hit@1"] == 0.5
    assert figures["nDCG@10"] == 0.5
