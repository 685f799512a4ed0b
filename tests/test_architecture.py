"""Who may import whom, one door per library, no plan or place named in code, no overlong file."""

from __future__ import annotations

import ast
import csv
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from rag.settings import ROOT
from rag.text import fold

PARTS = ("app", "ingest", "rag", "evals")

ARROWS: dict[str, tuple[str, ...]] = {
    "app": ("app", "rag", "ingest"),
    "evals": ("evals", "rag", "ingest"),
    "ingest": (
        "ingest",
        *(f"rag.{name}" for name in ("schema", "table", "errors", "text", "settings")),
        "rag.amounts",
        *(f"rag.{name}" for name in ("stores", "embedding", "lexicon", "references")),
    ),
    "rag": ("rag",),
}
ENTRY_POINT = "rag/cli.py"
"""May import every part, as ``app.py`` may, but inside its commands."""

DOORS: dict[str, tuple[str, ...]] = {
    "chromadb": ("rag/stores/vectors.py",),
    "docx": ("ingest/readers/word/package.py", "rag/answer_files.py"),
    "gradio": ("app.py", "rag/pages/"),
    "icalendar": ("rag/calendar_file.py",),
    "langchain": ("rag/chain.py", "rag/llm/door.py"),
    "lxml": ("ingest/readers/web/elements.py",),
    "matplotlib": ("rag/matrix/picture.py",),
    "pypdf": ("ingest/readers/pypdf_text.py",),
    "pypdfium2": ("ingest/readers/render.py", "ingest/readers/pages/"),
    "safetensors": ("rag/embedding.py",),
    "pyvi": ("rag/segmentation.py",),
    "sentence_transformers": ("rag/embedding.py", "rag/reranker.py"),
    "tantivy": ("rag/stores/words.py",),
    "tokenizers": ("rag/embedding.py",),
    "torch": ("rag/embedding.py",),
    "transformers": ("rag/embedding.py",),
}
"""Library (``langchain`` stands for all that begin so) to the modules that may import it."""

EXCEPTIONS: dict[str, tuple[str, ...]] = {
    "ingest/training/__main__.py": ("safetensors", "sentence_transformers", "tokenizers", "torch"),
    "ingest/training/curve.py": ("matplotlib",),  # the curve of a training
    "ingest/training/vocabulary.py": ("tokenizers",),  # the training script's vocabulary
    "evals/phrasing/tiny.py": ("tokenizers", "torch", "transformers"),  # a model of random weights
    "evals/reading.py": ("pypdf", "pypdfium2"),  # the readers that PDF reading is compared with
    "evals/retrieval/peers.py": ("langchain",),  # a peer of the search, too
    "evals/search.py": ("langchain",),  # the peer that the search is measured against
}

LIGHT = ("app", "rag.ask", "rag.cli")
HEAVY = (*(library for library in DOORS if library not in {"safetensors", "tokenizers"}), "uvicorn")
"""Seconds each; only the command that needs one pays for it."""

LONGEST = 400


@dataclass(frozen=True, slots=True)
class Import:
    """One import statement's target: ``from rag.text import fold`` is ``rag.text.fold``."""

    file: str
    line: int
    target: str
    deferred: bool

    def reaches(self, module: str) -> bool:
        return f"{self.target}.".startswith(f"{module}.")

    def __str__(self) -> str:
        return f"{self.file}:{self.line} imports {self.target}"


@cache
def sources() -> tuple[tuple[str, ast.Module], ...]:
    """Every module of the four parts with its tree."""
    files = [ROOT / "app.py", *(f for part in PARTS for f in (ROOT / part).rglob("*.py"))]
    return tuple(
        (file.relative_to(ROOT).as_posix(), ast.parse(file.read_text(encoding="utf-8")))
        for file in sorted(files)
    )


@cache
def imports() -> tuple[Import, ...]:
    return tuple(found for file, tree in sources() for found in imports_of(file, tree))


def imports_of(file: str, node: ast.AST, deferred: bool = False) -> Iterator[Import]:
    """All imports below a node; deferred are those inside a function."""
    deferred = deferred or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
    for target in targets(file, node):
        yield Import(file, getattr(node, "lineno", 0), target, deferred)
    for child in ast.iter_child_nodes(node):
        yield from imports_of(file, child, deferred)


def targets(file: str, node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Import(names=names):
            yield from (alias.name for alias in names)
        case ast.ImportFrom(module=module, names=names, level=level):
            base = Path(file).parts[:-level] if level else ()
            yield from (".".join([*base, *([module] if module else []), a.name]) for a in names)
        case ast.Call(
            func=ast.Attribute(attr="import_module") | ast.Name(id="import_module" | "__import__"),
            args=[ast.Constant(value=str(name)), *_],
        ):
            yield name


@pytest.mark.parametrize(
    ("line", "target"),
    [
        pytest.param("import rag.text as t", "rag.text", id="import"),
        pytest.param("from rag import text", "rag.text", id="a module of a package"),
        pytest.param("from ..text import fold", "rag.text.fold", id="relative"),
        pytest.param("from . import codec", "rag.stores.codec", id="relative, the package itself"),
        pytest.param("importlib.import_module('ingest.clean')", "ingest.clean", id="by name"),
    ],
)
def test_an_import_is_seen(line: str, target: str) -> None:
    (found,) = imports_of("rag/stores/words.py", ast.parse(line))
    assert found.target == target
    (inside,) = imports_of("rag/stores/words.py", ast.parse(f"def f():\n    {line}"))
    assert inside.deferred


@pytest.mark.parametrize("part", PARTS)
def test_arrows(part: str) -> None:
    wrong = [
        str(found)
        for found in imports()
        if found.file.split("/")[0].removesuffix(".py") == part
        and any(found.reaches(other) for other in PARTS)
        and not any(found.reaches(allowed) for allowed in ARROWS[part])
        and not (found.file == ENTRY_POINT and found.deferred)
    ]
    assert wrong == []


def test_the_checker_of_quotes_imports_nothing_of_ours() -> None:
    ours = [
        str(found)
        for found in imports()
        if found.file == "evals/verbatim.py" and any(found.reaches(part) for part in PARTS)
    ]
    assert ours == []


def library_of(found: Import) -> str:
    top = found.target.split(".")[0]
    return "langchain" if top.startswith("langchain") else top


@pytest.mark.parametrize("library", DOORS)
def test_one_door(library: str) -> None:
    wrong = [
        str(found)
        for found in imports()
        if library_of(found) == library
        and not found.file.startswith(DOORS[library])
        and library not in EXCEPTIONS.get(found.file, ())
    ]
    assert wrong == []


@pytest.mark.parametrize("file", EXCEPTIONS)
def test_an_exception_is_still_needed(file: str) -> None:
    used = {library_of(found) for found in imports() if found.file == file}
    assert used >= set(EXCEPTIONS[file])


@pytest.mark.parametrize("module", LIGHT)
def test_importing_an_entry_point_loads_nothing_heavy(module: str) -> None:
    code = f"import sys, {module}; print(*sorted({{n.split('.')[0] for n in sys.modules}}))"
    run = subprocess.run(  # noqa: S603 - our own module
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = {"langchain" if n.startswith("langchain") else n for n in run.stdout.split()}
    assert loaded & set(HEAVY) == set()


def plan_and_place_names() -> frozenset[str]:
    """The shipped plans' ids and places, and every province: names that no rule may hold."""
    manifest = tomllib.loads((ROOT / "corpus" / "manifest.toml").read_text(encoding="utf-8"))
    stems = {Path(plan["file"]).stem for plan in manifest["plan"]}
    lines = (ROOT / "prompts" / "places.tsv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader((x for x in lines if not x.startswith("#")), delimiter="\t")
    places = {
        row["name"]
        for row in rows
        if row["kind"] in {"tinh", "thanh_pho_tw"}
        or any(stem.startswith(fold(row["name"]).replace(" ", "-") + "-") for stem in stems)
    }
    return frozenset(stems | places)


def strings(tree: ast.Module) -> Iterator[ast.Constant]:
    """String literals that code works with: no docstrings, nor notes below an assignment."""
    notes = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in notes:
            yield node


def test_no_plan_or_place_is_named_in_code() -> None:
    names = plan_and_place_names()
    assert len(names) > len(PARTS) + 60
    named = re.compile(rf"(?<!\w)({'|'.join(sorted(map(re.escape, names)))})(?!\w)")
    wrong = [
        f"{file}:{node.lineno} names {found[0]}"
        for file, tree in sources()
        for node in strings(tree)
        if (found := named.search(str(node.value)))
    ]
    assert wrong == []


def test_no_file_is_too_long() -> None:
    files = [ROOT / "app.py", *(f for p in (*PARTS, "tests") for f in (ROOT / p).rglob("*.py"))]
    lengths = {f.relative_to(ROOT).as_posix(): f.read_bytes().count(b"\n") for f in files}
    assert {file: lines for file, lines in lengths.items() if lines > LONGEST} == {}
