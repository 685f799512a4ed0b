"""Pages drawn with a quote boxed: found letter by letter, whatever stands between the letters."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from ingest.page_image import page_image, write_image, write_page
from ingest.pipeline import ingest_corpus
from ingest.readers.draw import boxes_of
from ingest.readers.render import Box
from rag.errors import UsageError
from rag.settings import Settings
from rag.stores.index import IndexReader, open_index
from rag.stores.writer import IndexWriter
from tests.ingest.scans import FONTS
from tests.ingest.test_stamps import WHOLE, signed
from tests.rag.tiny import load

needs_font = pytest.mark.skipif(not FONTS.is_dir(), reason="needs fonts-dejavu-core")


def letters(*lines: str) -> list[tuple[str, Box]]:
    return [
        (letter, Box(10 * at, 30 * row, 10 * at + 10, 30 * row + 20))
        for row, line in enumerate(lines)
        for at, letter in enumerate(line)
    ]


PAGE = letters("Sở Y tế chủ trì, phối hợp với Sở", "Nội vụ báo cáo kết quả 06 tháng.")


@pytest.mark.parametrize(
    ("quote", "lines"),
    [
        pytest.param("Sở Y tế chủ trì", [(0, 150)], id="one line"),
        pytest.param("với Sở Nội vụ báo cáo", [(260, 320), (0, 140)], id="over two lines"),
        pytest.param("Sở Y tế  chủ\ntrì", [(0, 150)], id="other white space"),
        pytest.param("Sơ Y tê chủ trì,phối hợp", [(0, 250)], id="mended marks"),
        pytest.param("Nội vụ bảo cáo kêt quả O6 tháng", [(0, 310)], id="mended letter"),
        pytest.param("Ngân sách nhà nước bảo đảm", [], id="not on the page"),
        pytest.param("", [], id="no quote"),
    ],
)
def test_a_quote_is_found(quote: str, lines: list[tuple[int, int]]) -> None:
    assert [(box.left, box.right) for box in boxes_of(quote, PAGE)] == lines


@pytest.fixture
def reader(tmp_path: Path) -> IndexReader:
    settings = Settings(index=tmp_path / "index", corpus=tmp_path / "corpus")
    settings.corpus.mkdir()
    signed(settings.corpus / "ky.pdf", [], WHOLE)
    (settings.corpus / "chu.txt").write_text("KẾ HOẠCH\nCông tác năm 2026\n", encoding="utf-8")
    assert not ingest_corpus(settings, load=load).failed
    return open_index(settings)


@needs_font
def test_a_page_is_drawn_and_its_quote_boxed(reader: IndexReader, tmp_path: Path) -> None:
    settings = Settings(index=tmp_path / "index")
    drawn = page_image(reader, "ky", 1, "Chủ trì tập huấn cho cán bộ", settings)
    assert drawn.boxed
    image = Image.open(io.BytesIO(drawn.png)).convert("RGB")
    colours = {colour for _, colour in image.getcolors(1 << 24) or []}
    assert (200, 30, 30) in colours
    assert page_image(reader, "ky", 1, "Ngân sách nhà nước", settings).boxed is False
    section = next(one for one in reader.sections("ky") if one.id == "muc.I/khoan.1")
    said = write_page(
        reader, "ky", (section.start, section.tree_end), None, tmp_path / "a.png", settings
    )
    assert said.startswith("Đã vẽ trang 1 vào ")
    assert "không tìm thấy" not in said
    with pytest.raises(UsageError, match="không có trang 2"):
        page_image(reader, "ky", 2, None, settings)
    with pytest.raises(UsageError, match="không giữ tệp PDF"):
        page_image(reader, "chu", 1, None, settings)
    reader.close()


@needs_font
def test_a_stamped_field_is_cut_out_of_its_page(tmp_path: Path) -> None:
    settings = Settings(index=tmp_path / "index", corpus=tmp_path / "corpus")
    settings.corpus.mkdir()
    signed(settings.corpus / "ky.pdf", [("1696", 90, 111)], WHOLE)
    assert not ingest_corpus(settings, load=load).failed
    reader, file = open_index(settings), tmp_path / "so.png"
    said = write_image(reader, "ky", None, None, "so", file, settings)
    assert said == f"Đã cắt phần số văn bản ở trang 1 vào {file}."
    cut = Image.open(file).convert("L")
    assert cut.width < 1200
    assert cut.height < 250
    assert cut.histogram()[0] > 0  # black ink
    with pytest.raises(UsageError, match="ngày ban hành không phải ảnh"):
        write_image(reader, "ky", None, None, "ngay", file, settings)
    with pytest.raises(UsageError, match="--image cần"):
        write_image(reader, "ky", None, None, None, file, settings)
    reader.close()


@needs_font
def test_an_original_goes_with_its_plan(reader: IndexReader, tmp_path: Path) -> None:
    settings = Settings(index=tmp_path / "index")
    kept = reader.original("ky")
    assert kept is not None
    inode = kept.stat().st_ino
    assert kept.read_bytes() == (tmp_path / "corpus" / "ky.pdf").read_bytes()
    with IndexWriter(settings, load) as writer:
        writer.remove("chu")
        writer.commit()
    reader.refresh()
    linked = reader.original("ky")
    assert linked is not None
    assert linked.stat().st_ino == inode
    with IndexWriter(settings, load) as writer:
        writer.remove("ky")
        writer.commit()
    reader.refresh()
    reader.close()
    assert list(settings.index.rglob("*.pdf")) == []
