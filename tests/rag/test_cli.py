"""The command ``hoi``: what it prints, where, and its exit codes."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest
from typer.testing import CliRunner

import app as web
from rag.cli import app
from rag.settings import ROOT, Settings

ASKED = "Cơ quan nào báo cáo mục tiêu 4?"
PLANS = [
    "dak-nong-2021-2030", "huong-tra-2021-2025", "kon-tum-2021", "lam-thao-2024", "quang-ngai-2025",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command left."""

    code: int
    out: str
    err: str


def hoi(*arguments: str, index: Path, given: bytes | None = None) -> Ran:
    result = CliRunner().invoke(app, arguments, env={"HOI_INDEX": str(index)}, input=given)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ran(result.exit_code, result.stdout, result.stderr)


@pytest.fixture
def index(corpus_index: Settings) -> Path:
    """Read only."""
    return corpus_index.index


@pytest.fixture
def own_index(corpus_index: Settings, tmp_path: Path) -> Path:
    """A copy that a test may change."""
    return Path(shutil.copytree(corpus_index.index, tmp_path / "index"))


def test_ask_names_the_agencies_and_quotes_them(index: Path) -> None:
    ran = hoi("ask", ASKED, index=index)
    assert ran.code == 0
    assert "Phòng Y tế, Trung tâm Y tế" in ran.out
    assert "Sở Y tế" in ran.out
    assert "[1] gạch đầu dòng" in ran.out
    assert ran.err == ""


def test_ask_json_is_one_object(index: Path) -> None:
    found = json.loads(hoi("ask", ASKED, "--json", index=index).out)
    assert found["question"] == ASKED
    assert found["abstained"] is False


def test_ask_within_a_plan(index: Path) -> None:
    ran = hoi("ask", ASKED, "--json", "--plan", "huong-tra-2021-2025", index=index)
    found = json.loads(ran.out)
    assert {claim["plan_id"] for claim in found["claims"]} == {"huong-tra-2021-2025"}


def test_ask_in_english(index: Path) -> None:
    assert "Evidence:" in hoi("ask", ASKED, "--lang", "en", index=index).out


@pytest.mark.parametrize("question", ["tỉnh Cà Mau có kế hoạch gì?", "viết một bài thơ", ""])
def test_what_the_plans_do_not_say_is_no_error(index: Path, question: str) -> None:
    ran = hoi("ask", question, "--json", index=index)
    assert ran.code == 0
    assert json.loads(ran.out)["abstained"] is True


def test_a_question_of_broken_bytes_is_still_asked(index: Path) -> None:
    ran = hoi("ask", "báo cáo \udcff mục tiêu 4", "--json", index=index)
    assert ran.code == 0
    assert json.loads(ran.out)["question"] == "báo cáo ? mục tiêu 4"


def _batch(*lines: str) -> bytes:
    return "\n".join(lines).encode()


def test_batch_answers_in_order_and_goes_on_after_a_bad_line(index: Path, tmp_path: Path) -> None:
    file = tmp_path / "q.jsonl"
    good = json.dumps({"id": "a", "q": ASKED})
    talk = json.dumps({"id": 7, "turns": ["Đắk Nông: ai báo cáo mục tiêu 4?", "còn Hương Trà?"]})
    bad = ["{", '{"id": "b"}', '{"id": "c", "q": "x", "turns": ["y"]}', '{"id": "d", "turns": []}']
    long = json.dumps({"id": "e", "q": "x" * 3000})
    file.write_bytes(_batch("\ufeff" + good, "", *bad, long, talk) + b'\n{"q": "\xff"}\n')
    ran = hoi("ask", "--batch", str(file), "--json", index=index)
    rows = [json.loads(line) for line in ran.out.splitlines()]
    assert ran.code == 1
    assert [row["id"] for row in rows] == ["a", None, None, None, None, "e", 7, None]
    assert ["error" in row for row in rows] == [False, *[True] * 5, False, True]
    assert rows[1]["line"] == 3
    assert rows[0]["question"] == ASKED
    assert rows[6]["question"] == "còn Hương Trà?"
    assert rows[6]["understood"]["plans"] == ["huong-tra-2021-2025"]


def test_batch_from_standard_input(index: Path) -> None:
    ran = hoi("ask", "--batch", "-", "--json", index=index, given=_batch('{"id": "a", "q": "ai?"}'))
    assert ran.code == 0
    assert json.loads(ran.out)["id"] == "a"


def test_search_gives_passages_to_cite(index: Path) -> None:
    found = json.loads(hoi("search", "tuyên truyền", "-k", "3", "--json", index=index).out)
    assert len(found) == 3
    assert {"passage_id", "quote", "reference", "score"} <= set(found[0])
    text = hoi("search", "tuyên truyền", "-k", "1", index=index).out
    assert text.startswith(f"[1] {found[0]['reference']}\n    {found[0]['quote']}")


def test_plans_are_listed(index: Path) -> None:
    assert [line.split(":")[0] for line in hoi("plans", index=index).out.splitlines()] == PLANS
    found = json.loads(hoi("plans", "--json", index=index).out)
    assert [plan["plan_id"] for plan in found] == PLANS
    assert found[0]["number"] == "175/KH-UBND"
    assert all(plan["passages"] > 0 for plan in found)
    by_id = {plan["plan_id"]: plan for plan in found}
    assert by_id["kon-tum-2021"]["period_over"] is True
    assert "; thời kỳ 2021, đã hết thời kỳ)" in hoi("plans", index=index).out


def test_show_names_the_fields_and_the_outline(index: Path) -> None:
    shown = hoi("show", "dak-nong-2021-2030", index=index).out
    assert "Số: 175/KH-UBND" in shown
    assert "muc.IV/khoan.6/gach.1" in shown


def test_show_text_is_what_offsets_count(index: Path) -> None:
    text = hoi("show", "dak-nong-2021-2030", "--text", index=index).out
    cited = json.loads(hoi("ask", ASKED, "--json", index=index).out)["citations"]
    own = [one for one in cited if one["plan_id"] == "dak-nong-2021-2030"]
    assert own
    assert [text[one["start"] : one["end"]] for one in own] == [one["quote"] for one in own]


@pytest.mark.parametrize("path", ["muc.IV/khoan.6", "dak-nong-2021-2030/muc.IV/khoan.6"])
def test_show_path_gives_a_node_with_all_below(index: Path, path: str) -> None:
    shown = hoi("show", "dak-nong-2021-2030", "--path", path, index=index).out
    assert shown.startswith("6. Sở Y tế\n")
    assert "mục tiêu 4" in shown


def test_every_passage_id_of_an_answer_can_be_shown(index: Path) -> None:
    for one in json.loads(hoi("ask", ASKED, "--json", index=index).out)["citations"]:
        shown = hoi("show", one["plan_id"], "--path", one["passage_id"], index=index)
        assert one["quote"] in shown.out


def test_facts_as_lines_json_csv_and_excel(index: Path, tmp_path: Path) -> None:
    listed = hoi("facts", "--kind", "deadline", "--plan", "kon-tum-2021", index=index).out
    rows = [line.split("\t") for line in listed.splitlines()]
    assert rows
    assert all(row[:2] == ["deadline", "kon-tum-2021"] for row in rows)

    found = json.loads(hoi("facts", "--json", index=index).out)
    kinds = {fact["kind"] for fact in found}
    assert {"assignment", "target", "deadline", "header", "basis", "funding"} <= kinds
    assert all(fact["sources"] for fact in found if fact["kind"] != "header")

    as_csv, as_xlsx = tmp_path / "f.csv", tmp_path / "f.xlsx"
    assert hoi("facts", "--csv", str(as_csv), "--xlsx", str(as_xlsx), index=index).out == ""
    with as_csv.open(encoding="utf-8-sig", newline="") as stream:
        table = list(csv.reader(stream))
    sheet = openpyxl.load_workbook(as_xlsx).active
    assert table[0] == ["kind", "plan", "subject", "text", "path"]
    assert len(table) == sheet.max_row == len(found) + 1
    assert [row[0] for row in table[1:]] == [fact["kind"] for fact in found]
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in table for cell in row)
    assert not any(cell.data_type == "f" for row in sheet for cell in row)


def test_matrix_as_a_table_json_csv_and_excel(index: Path, tmp_path: Path) -> None:
    plan = "huong-tra-2021-2025"
    shown = hoi("matrix", plan, index=index).out
    assert "chưa giao cho cơ quan nào" in shown
    assert "8  Chi cục Thống kê" in shown

    found = json.loads(hoi("matrix", plan, "--json", index=index).out)
    rows = [row for group in found["objectives"] for row in group["rows"]]
    (gap,) = [row["text"] for row in rows if row["gap"]]
    assert gap.startswith("Đạt ít nhất 30% nữ giám đốc")
    text = hoi("show", plan, "--text", index=index).out
    sources = [one for row in rows for cell in row["cells"] for one in cell["sources"]]
    assert sources
    assert all(text[one["start"] : one["end"]] == one["quote"] for one in sources)

    as_csv, as_xlsx = tmp_path / "m.csv", tmp_path / "m.xlsx"
    ran = hoi("matrix", plan, "--csv", str(as_csv), "--xlsx", str(as_xlsx), index=index)
    assert ran.out == ""
    with as_csv.open(encoding="utf-8-sig", newline="") as stream:
        table = list(csv.reader(stream))
    sheet = openpyxl.load_workbook(as_xlsx).active
    assert table[0][4:] == found["agencies"]
    assert len(table) == sheet.max_row == len(rows) + 1
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in table for cell in row)
    filled = [cell for row in sheet.iter_rows(2, min_col=5) for cell in row if cell.value]
    assert len(filled) == sum(len(row["cells"]) for row in rows)
    assert all("mục tiêu" in cell.comment.text for cell in filled)


def test_matrix_of_a_plan_without_numbers_is_one_line_and_no_error(index: Path) -> None:
    ran = hoi("matrix", "kon-tum-2021", index=index)
    assert ran.code == 0
    assert "không có gì để xếp thành bảng" in ran.out
    assert hoi("matrix", "khong-co", index=index).code == 2


def test_remove_takes_a_plan_out_of_every_answer(own_index: Path) -> None:
    assert hoi("remove", "huong-tra-2021-2025", index=own_index).code == 0
    assert "Hương Trà" not in hoi("ask", ASKED, index=own_index).out
    assert "huong-tra-2021-2025" not in hoi("plans", index=own_index).out
    assert hoi("doctor", index=own_index).code == 0


def test_doctor_finds_all_well(index: Path) -> None:
    ran = hoi("doctor", "--json", index=index)
    found = json.loads(ran.out)
    assert ran.code == 0
    assert found["healthy"] is True
    assert found["plans"] == len(PLANS)
    assert found["model"] == found["index_model"]
    assert found["versions"]["chromadb"]


def test_doctor_finds_lost_passages(own_index: Path) -> None:
    generation = own_index / (own_index / "current").read_text().strip()
    shutil.rmtree(generation / "words")
    ran = hoi("doctor", index=own_index)
    assert ran.code == 1
    assert "hoi ingest --rebuild" in ran.err


def test_doctor_without_an_index(tmp_path: Path) -> None:
    ran = hoi("doctor", index=tmp_path / "none")
    assert ran.code == 1
    assert "hoi ingest" in ran.err


def test_ingest_reads_the_good_files_and_names_the_bad(tmp_path: Path) -> None:
    files = tmp_path / "files"
    files.mkdir()
    shutil.copy(ROOT / "corpus" / "lam-thao-2024.md", files)
    (files / "hong.txt").write_bytes(b"\xff\x80\x81")
    ran = hoi("ingest", str(files), "--json", index=tmp_path / "index")
    report = json.loads(ran.out)
    assert ran.code == 1
    assert {row["file"]: row["problem"] is None for row in report["files"]} == {
        "hong.txt": False,
        "lam-thao-2024.md": True,
    }
    assert ran.err.count("\n") == 1
    assert "hong.txt" in ran.err

    (files / "hong.txt").unlink()
    again = hoi("ingest", str(files), index=tmp_path / "index")
    assert again.code == 0
    assert "lam-thao-2024.md" in again.out
    assert "không đổi" in again.out


WRONG_USE = [
    pytest.param(["ask", ASKED, "--plan", "khong-co"], "khong-co", id="ask unknown plan"),
    pytest.param(["ask"], "--batch", id="ask nothing"),
    pytest.param(["ask", "x", "--batch", "q.jsonl"], "--batch", id="ask both ways"),
    pytest.param(["ask", "--batch", "khong-co.jsonl"], "khong-co.jsonl", id="no batch file"),
    pytest.param(
        ["ask", "--batch", "-", "--plan", "khong-co"], "khong-co", id="batch unknown plan"
    ),
    pytest.param(["ask", "x", "--lang", "fr"], "--lang", id="unknown language"),
    pytest.param(["ask", "cơ", "quan"], "quan", id="question without quotation marks"),
    pytest.param(["ask", "x" * 3000], "2,000", id="question too long"),
    pytest.param(["ask", "x", "--khong"], "--khong", id="unknown option"),
    pytest.param(["khong"], "khong", id="unknown command"),
    pytest.param(["search"], "TỪ_KHÓA", id="search nothing"),
    pytest.param(["search", "x", "-k", "0"], "-k", id="no passage wanted"),
    pytest.param(["search", "x", "--plan", "khong-co"], "khong-co", id="search unknown plan"),
    pytest.param(["show", "khong-co"], "khong-co", id="show unknown plan"),
    pytest.param(["show", PLANS[0], "--path", "muc.XX"], "muc.XX", id="show unknown path"),
    pytest.param(["show", PLANS[0], "--page", "1"], "trang", id="show page of a text"),
    pytest.param(["show", PLANS[0], "--text", "--page", "1"], "--text", id="show two things"),
    pytest.param(["facts", "--kind", "khac"], "--kind", id="unknown kind of fact"),
    pytest.param(["facts", "--plan", "khong-co"], "khong-co", id="facts unknown plan"),
    pytest.param(["remove", "khong-co"], "khong-co", id="remove unknown plan"),
    pytest.param(["ingest", "khong-co.txt"], "khong-co.txt", id="ingest unknown file"),
]


@pytest.mark.parametrize(("arguments", "named"), WRONG_USE)
def test_wrong_use_is_one_line_and_two(index: Path, arguments: Sequence[str], named: str) -> None:
    ran = hoi(*arguments, index=index, given=b"")
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.count("\n") == 1
    assert named in ran.err


@pytest.mark.parametrize(
    "arguments",
    [["ask", "ai?"], ["search", "x"], ["plans"], ["show", "x"], ["facts"], ["remove", "x"]],
    ids=lambda arguments: arguments[0],
)
def test_without_an_index_one_line_tells_to_make_it(
    tmp_path: Path, arguments: Sequence[str]
) -> None:
    ran = hoi(*arguments, index=tmp_path / "none")
    assert ran.code == 1
    assert ran.err.count("\n") == 1
    assert "hoi ingest" in ran.err


def test_serve_hands_its_options_to_the_app(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[tuple[Path, str, int]] = []

    def serve(settings: Settings, host: str, port: int) -> None:
        served.append((settings.index, host, port))

    monkeypatch.setattr(web, "serve", serve)
    assert hoi("serve", "--host", "0.0.0.0", "--port", "8000", index=index).code == 0  # noqa: S104
    assert served == [(index, "0.0.0.0", 8000)]  # noqa: S104


def test_a_bad_setting_is_named(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOI_TOP_K", "nhiều")
    ran = hoi("plans", index=index)
    assert ran.code == 2
    assert "HOI_TOP_K" in ran.err


def _process(*arguments: str, environment: Mapping[str, str]) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # noqa: S603 - our own module
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, "HF_HUB_OFFLINE": "1", **environment},
        capture_output=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_vietnamese_reaches_a_terminal_of_another_encoding(index: Path, encoding: str) -> None:
    environment = {"HOI_INDEX": str(index), "PYTHONIOENCODING": encoding}
    ran = _process("-m", "rag.cli", "ask", ASKED, environment=environment)
    assert ran.returncode == 0
    assert "Trung tâm Y tế" in ran.stdout.decode("utf-8")
    refused = _process("-m", "rag.cli", "ask", "x", "--plan", "nào", environment=environment)
    assert refused.returncode == 2
    assert "kế hoạch “nào”" in refused.stderr.decode("utf-8")


def test_a_defect_is_one_line_too(index: Path) -> None:
    broken = "import rag.ask, rag.cli; rag.ask.Asker = None; rag.cli.main()"
    ran = _process("-c", broken, "ask", "x", environment={"HOI_INDEX": str(index)})
    assert ran.returncode == 1
    assert ran.stderr.count(b"\n") == 1
    assert b"HOI_DEBUG" in ran.stderr


def test_a_question_that_facts_answer_loads_nothing_heavy(index: Path) -> None:
    watched = (
        "import atexit, sys\n"
        "heavy = ('chromadb', 'torch', 'gradio', 'langchain_core', 'rich')\n"
        "atexit.register(lambda: print([n for n in heavy if n in sys.modules], file=sys.stderr))\n"
        "from rag.cli import main\n"
        "main()\n"
    )
    ran = _process("-c", watched, "ask", ASKED, environment={"HOI_INDEX": str(index)})
    assert ran.returncode == 0
    assert ran.stderr.decode().strip() == "[]"


def test_python_m_ingest_is_hoi_ingest(tmp_path: Path) -> None:
    plan = str(ROOT / "corpus" / "lam-thao-2024.md")
    ran = _process("-m", "ingest", plan, "--index", str(tmp_path / "i"), "--json", environment={})
    assert ran.returncode == 0, ran.stderr.decode()
    assert json.loads(ran.stdout)["files"][0]["plan_id"] == "lam-thao-2024"
    missing = _process("-m", "ingest", "khong-co", "--index", str(tmp_path / "i"), environment={})
    assert missing.returncode == 2
    assert missing.stderr.count(b"\n") == 1
