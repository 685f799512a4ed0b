"""A made archive reads like plans of People's Committees, and its measuring runs to the end."""

from __future__ import annotations

import json
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest
from typer import Typer
from typer.testing import CliRunner

from evals.scale import __main__ as command
from evals.scale.archive import occasions, write_archive
from evals.scale.asked import scale_questions
from evals.scale.measure import latency, stored
from evals.scale.steps import Answered
from evals.scale.subjects import topics, wording
from ingest.identity import plan_id_of
from ingest.pipeline import ParsedPlan, read_plan
from rag.lexicon import Lexicon
from rag.schema import Assignment, Deadline, Statement, Target
from rag.settings import Settings
from rag.text import fold, nfc

PLANS = 24


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    return write_archive(tmp_path_factory.mktemp("archive"), PLANS)


@pytest.fixture(scope="module")
def plans(files: tuple[Path, ...]) -> list[ParsedPlan]:
    return [read_plan(file, plan_id_of(file)) for file in files]


def test_equal_seeds_give_equal_archives_and_a_larger_one_begins_with_the_smaller(
    files: tuple[Path, ...], tmp_path: Path
) -> None:
    again = write_archive(tmp_path, 5)
    assert [file.name for file in again] == [file.name for file in files[:5]]
    assert [file.read_bytes() for file in again] == [file.read_bytes() for file in files[:5]]
    other = write_archive(tmp_path / "other", 5, seed=2)
    assert {file.name for file in other}.isdisjoint(file.name for file in files)


def test_no_two_plans_are_alike(files: tuple[Path, ...]) -> None:
    assert len({file.stem for file in files}) == PLANS
    assert len({file.read_bytes() for file in files}) == PLANS
    drawn = list(islice(occasions(7), 2_000))
    numbers = Counter((one.issuer, one.day.year, one.number) for one in drawn)
    assert max(numbers.values()) == 1


def test_headers_are_read_as_they_were_made(plans: list[ParsedPlan]) -> None:
    for made, parsed in zip(occasions(1), plans, strict=False):
        plan = parsed.plan
        assert plan.type == "Kế hoạch"
        assert plan.place is not None
        assert made.issuer.place.startswith(plan.place)  # "Ia H'Drai" is read short
        assert plan.place_level == made.issuer.level
        if plan.number is not None:
            assert plan.number == f"{made.number:02d}/KH-UBND"
            assert plan.date == made.day.isoformat()
        assert plan.year_end is not None


def test_outlines_and_facts_are_those_of_plans(plans: list[ParsedPlan]) -> None:
    sizes = [len(parsed.passages) for parsed in plans]
    assert 80 <= sum(sizes) / PLANS <= 120
    assert min(sizes) < 75
    assert max(sizes) > 120
    for parsed in plans:
        kinds = Counter(type(fact) for fact in parsed.facts)
        assert kinds[Assignment] >= 8
        assert kinds[Deadline] >= 3
        assert (
            sum(isinstance(fact, Statement) and fact.kind == "basis" for fact in parsed.facts) >= 2
        )
        assert not any(section.note for section in parsed.sections)
    assert sum(isinstance(fact, Target) for one in plans for fact in one.facts) > PLANS


def test_every_office_is_one_the_lexicon_knows() -> None:
    lexicon = Lexicon.load(Settings().prompts)
    for name in {name for names in wording().offices.values() for name in names}:
        (found,) = lexicon.find_agencies(name)
        assert found.written == name


def test_the_words_are_whole_and_composed() -> None:
    lines = [line for kinds in wording().lines.values() for some in kinds.values() for line in some]
    for topic in topics():
        assert topic.lead in wording().offices
        lines += [topic.topic, topic.programme, *topic.goals, *topic.things, *topic.people]
        lines += [*topic.works, *topic.indicators]
        assert len(topic.indicators) >= 6
    assert all(line == nfc(line).rstrip() for line in lines)


def test_questions_are_a_fixed_mix() -> None:
    asked = scale_questions(PLANS, 60)
    assert asked == scale_questions(PLANS, 60)
    assert Counter(one.scope for one in asked) == {"named": 30, "open": 30}
    assert {one.style for one in asked} == {"vi", "unmarked", "en"}
    assert all(one.text == fold(one.text) for one in asked if one.style == "unmarked")


def test_bytes_are_told_by_store_and_a_linked_file_once(tmp_path: Path) -> None:
    one = tmp_path / "g-1" / "chroma" / "data.bin"
    one.parent.mkdir(parents=True)
    one.write_bytes(b"12345")
    two = tmp_path / "g-2" / "chroma" / "data.bin"
    two.parent.mkdir(parents=True)
    two.hardlink_to(one)
    (tmp_path / "g-1" / "catalog.sqlite").write_bytes(b"123")
    (tmp_path / "current").write_bytes(b"g")
    assert stored(tmp_path) == {"catalog": 3, "words": 0, "vectors": 5, "other": 1}


def test_percentiles_of_no_question_are_none() -> None:
    assert latency(()).p50_ms is None
    one = Answered("open", "who", "vi", 10.0, 5.0, False, "a", "b")
    assert latency((one, one)).p95_cpu_ms == 5.0


def test_a_tiny_archive_is_measured_to_the_end(tmp_path: Path) -> None:
    report = tmp_path / "scale.json"
    app = Typer()
    app.command()(command.main)
    given = ["--passages", "200", "--questions", "4", "--report", str(report)]
    result = CliRunner().invoke(app, [*given, "--index", str(tmp_path / "archive"), "--keep"])
    assert result.exit_code == 0, result.output
    (size,) = json.loads(report.read_text(encoding="utf-8"))["sizes"]
    assert (size["plans"], size["ingested"]["failed"]) == (2, 0)
    assert size["passages"] == size["ingested"]["passages"]
    assert size["latency"]["all"]["asked"] == 4
    assert all(size["bytes_a_passage"][store] > 0 for store in ("catalog", "words", "vectors"))
    # kept: the next run measures it as it is
    result = CliRunner().invoke(app, [*given, "--index", str(tmp_path / "archive")])
    assert result.exit_code == 0, result.output
    (again,) = json.loads(report.read_text(encoding="utf-8"))["sizes"]
    assert (again["ingested"], again["passages"]) == (None, size["passages"])
    # what an earlier run kept stays; what a run made itself goes
    assert (tmp_path / "archive" / "200" / "index" / "current").exists()
    result = CliRunner().invoke(app, [*given, "--index", str(tmp_path / "other")])
    assert result.exit_code == 0, result.output
    assert not (tmp_path / "other" / "200").exists()
