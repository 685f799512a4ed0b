"""Scanned pages: read upright or not, kept, bounded, and told apart from text."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL.Image import Image

from evals.recognition import accuracy
from ingest.pipeline import ingest_corpus, read_plan
from ingest.readers import recognised, tesseract
from ingest.readers.pdf import parse
from ingest.readers.recognise import recognise
from ingest.readers.straighten import skew, upright
from rag.errors import UnreadableFile
from rag.settings import Settings
from rag.stores.generations import RECOGNISED
from rag.stores.index import open_index
from tests.ingest.scans import BODY, HEAD, askew, needs_recogniser, page, scan, soiled
from tests.rag.tiny import load

TRUTH = "\n".join((*(f"{left} {right}" for left, right in HEAD), *BODY))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(index=tmp_path / "index", corpus=tmp_path / "corpus")


def quiet(_what: str, _number: int, _of: int) -> None:
    pass


@pytest.mark.parametrize("degrees", [0.0, 1.5, -2.0])
def test_the_angle_of_a_page_is_found(degrees: float) -> None:
    assert skew(askew(page(), degrees)) == pytest.approx(degrees, abs=0.2)


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_corners_of_a_turned_page_are_paper(mode: str) -> None:
    turned = upright(page().convert(mode), 2.0)
    assert turned.convert("RGB").getpixel((0, turned.height - 1)) == (255, 255, 255)


@needs_recogniser
@pytest.mark.parametrize(
    ("degrees", "dirty"),
    [
        pytest.param(0.0, False, id="clean"),
        pytest.param(1.5, True, id="askew and soiled"),
        pytest.param(180.0, False, id="upside down"),
        pytest.param(90.0, False, id="on its side"),
    ],
)
def test_a_page_is_read_however_it_lies(
    tmp_path: Path, settings: Settings, degrees: float, dirty: bool
) -> None:
    image = soiled(page()) if dirty else page()
    image = image.rotate(degrees, expand=True) if degrees >= 90 else askew(image, degrees)
    found = recognise(scan(tmp_path / "a.pdf", image), [1], settings, quiet)[1]
    assert found.reading.method == "recognised"
    assert found.reading.confidence is not None
    assert found.reading.confidence > 85
    told = accuracy("", None, found.text, TRUTH)
    assert told.characters > 0.97, found.text
    assert told.marks > 0.95, found.text


@needs_recogniser
def test_a_scanned_plan_has_header_outline_and_marked_citations(
    tmp_path: Path, settings: Settings
) -> None:
    path = scan(tmp_path / "quet.pdf", soiled(page()), page(("Trang sau của kế hoạch này.",), ()))
    parsed = read_plan(path, "quet", settings)
    assert (parsed.plan.type, parsed.plan.issuer) == (
        "Kế hoạch",
        "Ủy ban nhân dân tỉnh Hà Châu",
    )
    assert parsed.plan.number == "27/KH-UBND"
    assert parsed.plan.number_recognised is not None
    assert parsed.plan.number_shown == "27/KH-UBND [nhận dạng]"
    assert parsed.plan.date == "2026-04-06"
    assert {"muc.I/khoan.1", "muc.II/khoan.1/gach.1"} <= {one.id for one in parsed.sections}
    assert [one.method for one in parsed.document.readings] == ["recognised", "recognised"]


@needs_recogniser
def test_a_page_is_recognised_once_and_a_broken_entry_again(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = scan(tmp_path / "a.pdf", page())
    first = recognise(path, [1], settings, quiet)
    (kept,) = (settings.index / RECOGNISED).iterdir()
    with monkeypatch.context() as patched:
        patched.setattr(tesseract, "words_of", None)
        assert recognise(path, [1], settings, quiet) == first
    kept.write_bytes(kept.read_bytes()[:100])
    assert recognise(path, [1], settings, quiet) == first
    name = kept.name.partition(".")[0]
    assert recognised.kept(settings.index, name) is not None


@needs_recogniser
def test_what_was_recognised_lives_and_goes_with_its_plan(
    tmp_path: Path, settings: Settings
) -> None:
    settings.corpus.mkdir()
    scan(settings.corpus / "quet.pdf", page())
    pictures = settings.index / RECOGNISED
    assert not ingest_corpus(settings, load=load).failed
    (kept,) = pictures.iterdir()
    before = kept.stat().st_mtime_ns
    (pictures / "half.123.new").write_bytes(b"half")
    assert not ingest_corpus(settings, rebuild=True, load=load).failed
    assert [one.stat().st_mtime_ns for one in pictures.iterdir()] == [before]
    with_plan = open_index(settings)
    assert [one.picture for one in with_plan.readings("quet")] == [kept.name.partition(".")[0]]
    assert with_plan.original("quet") is not None
    with_plan.close()
    (settings.corpus / "quet.pdf").unlink()
    (settings.corpus / "khac.txt").write_text("KẾ HOẠCH\nCông tác năm 2026\n", encoding="utf-8")
    ingest_corpus(settings, rebuild=True, load=load)
    assert list(pictures.iterdir()) == []


@needs_recogniser
def test_a_page_that_takes_too_long_is_missing_and_told(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, of = tesseract.words_of, 5

    def words_of(image: Image, mode: int, dpi: int, seconds: int) -> tuple[tesseract.Word, ...]:
        if image.crop((0, 0, 9, 9)).getextrema() == (0, 0):  # a black corner
            raise UnreadableFile("nhận dạng quá 60 giây")
        return slow(image, mode, dpi, seconds)

    monkeypatch.setattr(tesseract, "words_of", words_of)
    lines = [page((f"Trang thứ {number} của kế hoạch này.",), ()) for number in range(of)]
    lines[0] = page()
    lines[3].paste(0, (0, 0, 60, 60))
    read = parse(scan(tmp_path / "a.pdf", *lines), settings, quiet)
    assert [one.reading.method for one in read.pages] == [
        "recognised", "recognised", "recognised", "unread", "recognised",
    ]  # fmt: skip
    assert read.pages[3].quality == ("trang 4 không đọc được: nhận dạng quá 60 giây",)
    lines[2].paste(0, (0, 0, 60, 60))
    with pytest.raises(UnreadableFile, match="thiếu 2 trong 5 trang"):
        parse(scan(tmp_path / "b.pdf", *lines), settings, quiet)
    lines[0].paste(0, (0, 0, 60, 60))
    with pytest.raises(UnreadableFile, match="thiếu 1 trong 5 trang"):
        parse(scan(tmp_path / "c.pdf", lines[0], *lines[4:] * 4), settings, quiet)


@pytest.mark.parametrize("missing", ["program", "language"])
def test_without_the_recogniser_a_scan_says_what_to_install(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    tesseract.program.cache_clear()
    found = None if missing == "program" else "/usr/bin/tesseract"
    monkeypatch.setattr("shutil.which", lambda _name: found)
    monkeypatch.setattr(tesseract, "_run", lambda *_: b"eng\nosd\n")
    try:
        with pytest.raises(UnreadableFile, match="tesseract-ocr-vie"):
            recognise(scan(tmp_path / "a.pdf", page()), [1], settings, quiet)
    finally:
        tesseract.program.cache_clear()
