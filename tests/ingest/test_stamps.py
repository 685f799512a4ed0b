"""Numbers and dates that stand in a picture where the text layer leaves them blank."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from ingest.pipeline import ingest_corpus, read_plan
from ingest.readers.stamps import stamped
from rag.ask import Asker
from rag.book import facts_book
from rag.checks import check_plans
from rag.citation import plan_reference
from rag.listing import overview
from rag.schema import Letterhead
from rag.settings import Settings
from rag.stores.index import open_index
from tests.ingest.scans import BODY as PAGE
from tests.ingest.scans import FONTS, HEAD, needs_recogniser, page

SIZE = 13
BODY = (
    "KẾ HOẠCH", "Công tác trẻ em năm 2026", "I. TỔ CHỨC THỰC HIỆN", "1. Sở Y tế",
    "- Chủ trì tập huấn cho cán bộ y tế cơ sở.", "2. Sở Nội vụ", "- Báo cáo kết quả thực hiện.",
)  # fmt: skip


def digits(text: str) -> Image.Image:
    font = ImageFont.truetype(str(FONTS / "DejaVuSerif.ttf"), 54)
    image = Image.new("L", (34 * len(text) + 8, 60), 255)
    ImageDraw.Draw(image).text((4, -2), text, font=font, fill=0)
    return image


def signed(path: Path, stamps: Sequence[tuple[str, float, float]], date: str) -> Path:
    """A letterhead with blanks, and pictures of figures at points from the page's left and top."""
    pdfmetrics.registerFont(TTFont("Serif", str(FONTS / "DejaVuSerif.ttf")))
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("Serif", SIZE)
    height = A4[1]
    words: tuple[tuple[float, float, str], ...] = (
        (60, 60, "ỦY BAN NHÂN DÂN"), (60, 78, "TỈNH HÀ CHÂU"),
        (250, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (60, 110, "Số:              /KH-UBND"), (250, 110, date),
        *((60, 160 + 20 * n, line) for n, line in enumerate(BODY)),
    )  # fmt: skip
    for left, top, text in words:
        canvas.drawString(left, height - top, text)
    for text, left, top in stamps:
        picture = io.BytesIO()
        digits(text).save(picture, "PNG")
        picture.seek(0)
        width = SIZE * 0.66 * len(text)
        canvas.drawImage(ImageReader(picture), left, height - top, width, SIZE, mask=[250] * 2)
    canvas.save()
    return path


BLANK_DAY = "Hà Châu, ngày         tháng 4 năm 2026"
WHOLE = "Hà Châu, ngày 06 tháng 4 năm 2026"


@needs_recogniser
@pytest.mark.parametrize(
    ("stamps", "date", "number", "day"),
    [
        pytest.param([], BLANK_DAY, None, None, id="nothing stamped"),
        pytest.param([("1696", 90, 111)], WHOLE, "1696/KH-UBND", None, id="a number"),
        pytest.param(
            [("1696", 90, 111), ("15", 349, 111)], BLANK_DAY,
            "1696/KH-UBND", "ngày 15 tháng 4 năm 2026", id="number and day",
        ),
    ],
)  # fmt: skip
def test_what_a_stamp_tells(
    tmp_path: Path,
    stamps: Sequence[tuple[str, float, float]],
    date: str,
    number: str | None,
    day: str | None,
) -> None:
    found = stamped(signed(tmp_path / "a.pdf", stamps, date), Settings()) or Letterhead()
    assert (found.number and found.number.sure) == number
    assert (found.date and found.date.sure) == day


@needs_recogniser
def test_a_stamp_over_a_printed_month_leaves_the_date_untold(tmp_path: Path) -> None:
    stamps = [("15", 349, 111), ("5", 425, 107)]
    found = stamped(signed(tmp_path / "a.pdf", stamps, BLANK_DAY), Settings())
    assert found is not None
    assert found.date is not None
    assert found.date.text is None


def scanned(path: Path, number: str) -> Path:
    """A page's picture, under what a scanner's program read on it."""
    lines = [*(f"{left}   {right}" for left, right in HEAD), *PAGE]
    lines[2] = lines[2].replace("27", number)
    picture = io.BytesIO()
    page().save(picture, "PNG")
    pdfmetrics.registerFont(TTFont("Serif", str(FONTS / "DejaVuSerif.ttf")))
    canvas = Canvas(str(path), pagesize=A4)
    canvas.drawImage(ImageReader(picture), 0, 0, *A4)
    text = canvas.beginText(72, 760)
    text.setFont("Serif", 10)
    text.setTextRenderMode(3)
    text.textLines(lines)
    canvas.drawText(text)
    canvas.save()
    return path


@needs_recogniser
@pytest.mark.parametrize(("layer", "told"), [("27", "27/KH-UBND"), ("21", None)])
def test_a_scanners_layer_tells_no_number_alone(
    tmp_path: Path, layer: str, told: str | None
) -> None:
    settings = Settings(index=tmp_path / "index")
    parsed = read_plan(scanned(tmp_path / "a.pdf", layer), "a", settings)
    assert [one.method for one in parsed.document.readings] == ["layer"]
    assert parsed.plan.number == told
    assert parsed.plan.number_recognised is not None
    assert parsed.plan.date == "2026-04-06"
    assert parsed.plan.date_shown == "ngày 06 tháng 4 năm 2026 [nhận dạng]"


@needs_recogniser
def test_a_recognised_number_is_marked_wherever_it_is_told(tmp_path: Path) -> None:
    settings = Settings(index=tmp_path / "index", corpus=tmp_path)
    signed(tmp_path / "ky.pdf", [("1696", 90, 111)], BLANK_DAY)
    assert not ingest_corpus(settings).failed
    reader = open_index(settings)
    (plan,) = reader.plans()
    assert plan.number == "1696/KH-UBND"
    assert "số 1696/KH-UBND [nhận dạng]" in plan_reference(plan)
    assert f"1696/KH-UBND (nhận dạng từ ảnh, {plan.number_recognised}%)" in overview(reader, "ky")
    assert "Số: /KH-UBND" in reader.text("ky")
    book = facts_book(reader, settings.prompts)
    slips = [slip.text for slip in check_plans(book, "ky", ())]
    assert not any("Số văn bản để trống" in text for text in slips)
    answer = Asker(settings, reader).ask("Số của kế hoạch là gì?")
    assert "1696/KH-UBND (nhận dạng từ ảnh" in answer.answer
    reader.close()
