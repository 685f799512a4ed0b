"""The retrieval measurements: benchmarks read from their folders, figures counted by hand."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from evals.retrieval.__main__ import app
from evals.retrieval.benches import Article, Bench, benches
from evals.retrieval.scores import gain, mean, per_question
from evals.retrieval.texts import passages
from rag.errors import UsageError

LAWS = [
    {
        "id": "Luật Bình đẳng giới",
        "articles": [
            {
                "id": "1",
                "text": "Nguồn tài chính\n\nNguồn tài chính gồm:\n\na) Ngân sách;\nb) Vay.",
            },
            {"id": "2", "text": "Giải thích từ ngữ\n\nGiới chỉ đặc điểm của nam và nữ."},
        ],
    }
]
ASKED = [
    {
        "question_id": "q1",
        "text": "Ngân sách có là nguồn tài chính không?",
        "relevant_articles": [{"law_id": "Luật Bình đẳng giới", "article_id": "1"}],
    },
    {  # names an article that the laws do not have: not asked
        "question_id": "q2",
        "text": "Hiệu lực từ khi nào?",
        "relevant_articles": [{"law_id": "Luật Bình đẳng giới", "article_id": "9"}],
    },
]


def alqac(folder: Path) -> Path:
    folder.mkdir()
    (folder / "law.json").write_text(json.dumps(LAWS), encoding="utf-8")
    (folder / "train.json").write_text(json.dumps(ASKED), encoding="utf-8")
    return folder


def beir(folder: Path) -> Path:
    (folder / "qrels").mkdir(parents=True)
    rows = [{"_id": "d1", "title": "Kinh phí", "text": "Do ngân sách bảo đảm."},
            {"_id": "d2", "title": "Báo cáo", "text": "Trước ngày 15/12 hằng năm."}]  # fmt: skip
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (folder / "corpus.jsonl").write_text(lines, encoding="utf-8")
    (folder / "queries.jsonl").write_text(
        json.dumps({"_id": "1", "text": "báo cáo trước ngày nào"}) + "\n", encoding="utf-8"
    )
    (folder / "qrels" / "test.tsv").write_text(
        "query-id\tcorpus-id\tscore\n1\td2\t1\n1\td1\t0\n", encoding="utf-8"
    )
    return folder


def test_folders_are_read(tmp_path: Path) -> None:
    alqac(tmp_path / "a")
    beir(tmp_path / "b")
    first, second = benches(tmp_path)
    assert [one.id for one in first.articles] == ["Luật Bình đẳng giới/1", "Luật Bình đẳng giới/2"]
    assert list(first.questions) == ["q1"]
    assert second == Bench(
        "b",
        (Article("d1", "Kinh phí", "Do ngân sách bảo đảm."),
         Article("d2", "Báo cáo", "Trước ngày 15/12 hằng năm.")),
        {"1": "báo cáo trước ngày nào"},
        {"1": {"d2": 1}},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text"),
    [("nothing.txt", ""), ("law.json", "{"), ("corpus.jsonl", '{"text": "không có mã"}\n')],
)
def test_a_folder_that_is_none(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="bộ đo"):
        benches(tmp_path)


def test_documents_are_cut_as_plans_are() -> None:
    article = Article("L/1", "Luật L", LAWS[0]["articles"][0]["text"])  # type: ignore[index]
    title = ("Luật L", "Nguồn tài chính")
    lead = "Nguồn tài chính gồm:"
    cut = passages(article)
    assert [(p.text, p.headings, p.lead_in) for p in cut] == [
        (lead, title, None),
        ("a) Ngân sách;", title, lead),
        ("b) Vay.", title, lead),
    ]
    assert all(article.text[p.start : p.end] == p.text for p in cut)


def test_measures() -> None:
    relevant = {"a": {"x": 1}, "b": {"y": 1, "z": 1}, "c": {"w": 1}}
    run = {"a": {"x": 2.0, "y": 1.0}, "b": {"x": 3.0, "y": 2.0}, "c": {}}
    found = per_question(run, relevant)
    assert found["MRR@10"].tolist() == [1.0, 0.5, 0.0]
    assert found["recall@5"].tolist() == [1.0, 0.5, 0.0]
    assert found["nDCG@10"][0] == 1.0


def test_intervals_hold_the_mean_and_differences_are_paired() -> None:
    values = np.array([0.0, 1.0] * 50)
    one = mean(values)
    assert one.value == 0.5
    assert 0.39 < one.low < 0.5 < one.high < 0.61
    better = gain(values + 0.1, values)
    assert (round(better.low, 6), round(better.high, 6)) == (0.1, 0.1)


def test_the_command_prints_a_table_and_writes_a_record(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    folder = alqac(tmp_path / "alqac")
    ran = CliRunner().invoke(app, ["--bench", str(folder), "--no-peers", "--report", str(report)])
    assert ran.exit_code == 0, ran.output
    assert "2 documents, 1 questions" in ran.output
    (words, *_) = json.loads(report.read_text(encoding="utf-8"))["alqac"]
    assert words["figures"]["MRR@10"]["value"] == 1.0


def test_a_wrong_folder_gets_one_line(tmp_path: Path) -> None:
    ran = CliRunner().invoke(app, ["--bench", str(tmp_path)])
    assert ran.exit_code == 2
    assert "không có bộ đo nào" in ran.output


def test_nothing_to_measure_gets_one_line() -> None:
    ran = CliRunner().invoke(app, [])
    assert ran.exit_code == 2
    assert "--own" in ran.output
