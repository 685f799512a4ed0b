"""Roman figures of a picture: as many as there are strokes, whatever was read."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from ingest.readers.romans import romans_counted
from ingest.readers.tesseract import Word
from tests.ingest.scans import FONTS

SERIF = FONTS / "DejaVuSerif.ttf"
TIMES = FONTS.parent / "liberation" / "LiberationSerif-Regular.ttf"
SANS = FONTS / "DejaVuSans.ttf"
SIZE = 54

pytestmark = pytest.mark.skipif(not FONTS.is_dir(), reason="needs fonts-dejavu-core")


def read(font: Path, printed: str, as_read: str, *, rule: bool = False) -> str:
    """A printed line, its words read otherwise but in their right places."""
    face = ImageFont.truetype(str(font), SIZE)
    image = Image.new("L", (1600, 200), 255)
    pen = ImageDraw.Draw(image)
    left, words = 100.0, []
    for text, said in zip(printed.split(), as_read.split(), strict=True):
        pen.text((left, 60), text, font=face, fill=0)
        top, bottom = face.getbbox("I")[1], face.getbbox("I")[3]
        right = left + face.getlength(text)
        words.append(
            Word(
                said, 90.0, round(left), 60 + round(top), round(right), 60 + round(bottom), 1, 1, 1
            )
        )
        left = right + face.getlength(" ")
    if rule:
        pen.rectangle((left + 4, 0, left + 8, 200), fill=0)
    return " ".join(word.text for word in romans_counted(words, image))


@pytest.mark.parametrize("font", [SERIF, TIMES, SANS], ids=["serif", "times", "sans"])
@pytest.mark.parametrize(
    ("printed", "as_read"),
    [
        pytest.param("trong Quý III năm", "trong Quý II năm", id="one overlooked"),
        pytest.param("Quý II", "Quý H", id="joined"),
        pytest.param("giai đoạn II,", "giai đoạn IL,", id="L for I"),
        pytest.param("III. KINH PHÍ", "II. KINH PHÍ", id="a label"),
        pytest.param("II. KINH PHÍ", "IL KINH PHÍ", id="a dot for a foot"),
        pytest.param("II. KINH PHÍ", "1I. KINH PHÍ", id="a one for an I"),
        pytest.param("I. KINH PHÍ", "1. KINH PHÍ", id="a label of one"),
    ],
)
def test_strokes_are_counted(font: Path, printed: str, as_read: str) -> None:
    if font.is_file():
        assert read(font, printed, as_read) == printed


@pytest.mark.parametrize(
    ("printed", "as_read"),
    [
        pytest.param("1. KINH PHÍ", "1. KINH PHÍ", id="a one"),
        pytest.param("11. KINH PHÍ", "11. KINH PHÍ", id="an eleven"),
        pytest.param("H. KINH PHÍ", "H. KINH PHÍ", id="an H"),
        pytest.param("L. KINH PHÍ", "L. KINH PHÍ", id="an L"),
        pytest.param("IV. KINH PHÍ", "II. KINH PHÍ", id="leaning strokes"),
        pytest.param("nhà H 1", "nhà H 1", id="no Roman figure expected"),
        pytest.param("Quý I", "Quý II", id="never fewer"),
    ],
)
def test_what_is_not_sure_stays(printed: str, as_read: str) -> None:
    assert read(SERIF, printed, as_read) == as_read


@pytest.mark.parametrize("as_read", ["QuýIH,", "QuýlII", "Quýlïi"])
def test_a_lost_space_is_found_by_the_strokes_behind_it(as_read: str) -> None:
    assert read(SERIF, "QuýIII", as_read) == "Quý III" + ("," if as_read.endswith(",") else "")


def test_a_tables_rule_is_no_stroke() -> None:
    assert read(SERIF, "Quý II", "Quý II", rule=True) == "Quý II"
