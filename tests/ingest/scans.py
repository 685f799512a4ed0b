"""Scans made for a test: lines drawn to pages, turned, soiled, saved as a PDF of pictures."""

from __future__ import annotations

import functools
import random
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

FONTS = Path("/usr/share/fonts/truetype/dejavu")
A4 = (2480, 3508)
DPI = 300
LINE = 84
LEFT, RIGHT = 300, 1500

HEAD = (
    ("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ("TỈNH HÀ CHÂU", "Độc lập - Tự do - Hạnh phúc"),
    ("Số: 27/KH-UBND", "Hà Châu, ngày 06 tháng 4 năm 2026"),
)
"""The two columns of a letterhead; the right one begins where the left leaves off."""
BODY = (
    "KẾ HOẠCH",
    "Công tác trẻ em năm 2026",
    "I. MỤC TIÊU",
    "1. Đến hết năm 2026 có 95% trẻ em dưới 6 tuổi được khám sức khỏe",
    "định kỳ tại các trạm y tế xã, phường.",
    "II. TỔ CHỨC THỰC HIỆN",
    "1. Sở Y tế",
    "- Chủ trì tập huấn cho cán bộ y tế cơ sở trước ngày 15/12/2026.",
    "2. Sở Giáo dục và Đào tạo",
    "- Phối hợp tuyên truyền trong các trường học trên địa bàn tỉnh.",
)


@functools.cache
def recogniser_is_there() -> bool:
    """Whether Tesseract and its Vietnamese are installed."""
    program = shutil.which("tesseract")
    if program is None:
        return False
    listed = subprocess.run(  # noqa: S603 - the recogniser itself
        [program, "--list-langs"], capture_output=True, text=True, check=False
    )
    return "vie" in listed.stdout.split()


needs_recogniser = pytest.mark.skipif(
    not recogniser_is_there() or not FONTS.is_dir(),
    reason="needs tesseract-ocr, tesseract-ocr-vie and fonts-dejavu-core",
)


def page(
    body: Sequence[str] = BODY, head: Sequence[tuple[str, str]] = HEAD, size: int = 44
) -> Image.Image:
    """A page in grey, black on white."""
    image = Image.new("L", A4, 255)
    pen = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(FONTS / "DejaVuSerif.ttf"), size)
    top = 260
    for left, right in head:
        pen.text((LEFT, top), left, font=font, fill=0)
        pen.text((RIGHT - 420, top), right, font=font, fill=0)
        top += LINE
    top += LINE
    for line in body:
        pen.text((LEFT, top), line, font=font, fill=0)
        top += LINE
    return image


def table(image: Image.Image, top: int, rows: Sequence[Sequence[str]]) -> Image.Image:
    """A ruled table: columns of one width, a line of a cell's text at each "/"."""
    image = image.copy()
    pen = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(FONTS / "DejaVuSerif.ttf"), 40)
    count, right = len(rows[0]), A4[0] - LEFT
    edges = [LEFT, *(LEFT + 150 + (right - LEFT - 150) * n // (count - 1) for n in range(count))]
    bottom = top
    for row in rows:
        lines = max(cell.count("/") + 1 for cell in row)
        pen.line((LEFT, bottom, right, bottom), fill=0, width=4)
        for left, cell in zip(edges, row, strict=False):
            for number, text in enumerate(cell.split("/")):
                pen.text((left + 20, bottom + 20 + 70 * number), text, font=font, fill=0)
        bottom += 40 + 70 * lines
    pen.line((LEFT, bottom, right, bottom), fill=0, width=4)
    for edge in edges:
        pen.line((edge, top, edge, bottom), fill=0, width=4)
    return image


def askew(image: Image.Image, degrees: float) -> Image.Image:
    return image.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)


def soiled(image: Image.Image, specks: int = 400, seed: int = 7) -> Image.Image:
    """Specks of dirt up to three pixels wide."""
    image = image.copy()
    pen = ImageDraw.Draw(image)
    draw = random.Random(seed)
    for _ in range(specks):
        x, y, side = draw.randrange(A4[0]), draw.randrange(A4[1]), draw.randrange(1, 4)
        pen.rectangle((x, y, x + side, y + side), fill=0)
    return image


def scan(path: Path, *pages: Image.Image) -> Path:
    """The pages as a PDF without a text layer."""
    first, *rest = pages
    first.save(path, "PDF", resolution=DPI, save_all=True, append_images=rest)
    return path
