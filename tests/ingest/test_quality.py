"""Plans of shapes that the corpus lacks, invented for this: all placed, no leaf hides an item."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from ingest.outline import outline
from rag.settings import ROOT
from tests.ingest.reading_aloud import PLANS, ids_of, own_text, read_document
from tests.tools.outline_quality import MOST_UNPLACED, main, quality_of

SHAPES = tuple(sorted((ROOT / "tests" / "data" / "shapes").iterdir()))


@pytest.mark.parametrize("path", [*SHAPES, *PLANS], ids=lambda path: path.stem)
def test_every_shape_is_placed(path: Path) -> None:
    quality = quality_of(path)
    assert quality.unplaced <= MOST_UNPLACED
    assert not quality.long_leaves
    assert not quality.joined


@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.stem)
def test_a_hard_wrapped_copy_has_the_same_outline(path: Path, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    wrapped = "\n".join(
        part
        for line in text.split("\n")
        for part in (
            [line]
            if "|" in line or "\t" in line
            else textwrap.wrap(line, 88, break_on_hyphens=False)
        )
        or [""]
    )
    copy = tmp_path / path.name
    copy.write_text(wrapped, encoding="utf-8")
    assert quality_of(copy).unplaced <= MOST_UNPLACED
    body = [i for i in ids_of(text) if i.startswith(("muc", "phan", "dieu", "kem_theo", "de_muc"))]
    found = [i for i in ids_of(wrapped) if i in set(body)]
    assert found == body


def test_the_measure_sees_what_is_unplaced(tmp_path: Path) -> None:
    path = tmp_path / "xau.txt"
    path.write_text("I. MỘT\n1. Hai.\na) Ba.\nq) Bốn không nối tiếp điều gì.\n", encoding="utf-8")
    assert quality_of(path).unplaced > MOST_UNPLACED
    assert main([str(path)]) == 1
    assert main([str(PLANS[0])]) == 0


def test_unnumbered_agencies_keep_their_duties() -> None:
    document = read_document(ROOT / "tests" / "data" / "shapes" / "huyen.md")
    found = {section.id: own_text(document, section) for section in outline(document)}
    assert found["de_muc.3"] == "TỔ CHỨC THỰC HIỆN"
    assert found["de_muc.3/de_muc.2"] == "Ban Chỉ huy Quân sự huyện"
    assert found["de_muc.3/de_muc.2/gach.1"] == "- Chủ trì công tác cứu hộ."
    assert found["de_muc.3/de_muc.3/doan.1"].startswith("Kiện toàn Ban Chỉ huy cấp xã;")
    assert found["ket.1"].startswith("Yêu cầu các cơ quan, đơn vị")
