"""Texts made to be slow or to break: each must be read in seconds, and whole."""

from __future__ import annotations

import time

import pytest

from ingest.outline import outline
from ingest.passages import passages
from tests.ingest.reading_aloud import document_of

SECONDS = 10
LINES = 15_000
LONG = 300_000

WRAPPED = "một dòng chữ dài bị ngắt giữa câu cho đủ tám mươi ký tự rồi lại xuống dòng tiếp theo nữa"

TEXTS = {
    "short lines": "\n".join(f"dòng {n}" for n in range(LINES)),
    "capitals": "\n".join(["NHIỆM VỤ CHUNG"] * LINES),
    "headings": "\n".join(["Sở Y tế", "Chủ trì."] * (LINES // 2)),
    "the same marker": "\n".join(["1. Việc"] * LINES),
    "rising numbers": "\n".join(f"{n}. Việc." for n in range(1, LINES)),
    "bullets": "\n".join(["- Việc;"] * LINES),
    "lead-ins in turn": "\n".join(["1. Gồm:", "a) Gồm:", "(1) Gồm:", "- Gồm:"] * (LINES // 4)),
    "lead-ins that start anew": "\n".join(["1. Gồm:", "- Gồm:"] * (LINES // 2)),
    "closing paragraphs": "I. MỘT\n1. Hai.\n" + "\n".join(["Trên đây là Kế hoạch./."] * LINES),
    "a foot without end": "I. MỘT\nNơi nhận:\n"
    + "\n".join(["KT. CHỦ TỊCH", "- Lưu"] * (LINES // 2)),
    "annexes": "\n".join(["PHỤ LỤC I", "DANH MỤC"] * (LINES // 2)),
    "titles": "\n".join(["KẾ HOẠCH"] * LINES),
    "wrapped lines of one paragraph": "\n".join([WRAPPED] * LINES),
    "notes": "\n".join(f"<sup>{n % 999}</sup> Chú thích" for n in range(LINES)),
    "one note of many lines": "I. Một<sup>1</sup>\n<sup>1</sup> Dòng\n"
    + "\n".join(["dòng"] * LINES),
    "table rows": "\n".join(["| 1 | Việc | Sở Y tế |"] * LINES),
    "rules": "\n".join(["---", "|", "===="] * (LINES // 3)),
    "decomposed letters": "\n".join(["e\u0302\u0301" * 40] * (LINES // 4)),
    "one long line": "Sở Y tế chủ trì, phối hợp. " * (LONG // 27),
    "one long word": "a" * LONG,
    "wrapped around a long word": "1. Một\nhai\nba\nbốn\n" + "a" * LONG + "\n- năm\nsáu\n",
    "brackets": "(" * LONG,
    "dashes": "- " * LONG,
    "dashes without spaces": "a" + "-" * LONG + "b",
    "numbers": "1." * LONG,
    "numbers and spaces": "1. " * (LONG // 3),
    "letters": "a) " * (LONG // 3),
    "spaces": "a" + " " * LONG + "b",
    "stops": ". " * LONG,
    "quotes": "“" * LONG,
    "stars": "*" * LONG + "\n" + "* " * LONG,
    "bars": "|" * LONG,
    "opened tags": "<sup>" * (LONG // 5),
    "opened bookmarks": "[bookmark: " * (LONG // 11),
    "opened pictures": "![" * (LONG // 2),
    "backslashes": "\\" * LONG,
    "breaks": "<br>" * (LONG // 4) + "Nơi nhận|",
    "marks alone": "\u0301" * LONG,
    "two marks in turn": "a" + "\u0301\u0323" * 8_000,
    "numbers alone": "\n".join(f"{n % 999}\n" for n in range(LINES)),
    "numbers alone in sentences": "\n".join(f"{WRAPPED}\n{n % 999}" for n in range(LINES // 2)),
    "marks without notes": "a[1]" * (LONG // 4) + "\n" + "b(1)" * (LONG // 4),
    "marks and notes in turn": "\n".join(
        f"Luật[{n % 99}].\n[{n % 99}] Số." for n in range(LINES // 2)
    ),
    "tabs": "Nơi nhận:" + "a\t" * LONG + "\n" + "\t" * LONG + "b",
    "letterheads": "\n".join(["UBND\tCỘNG HÒA XÃ HỘI"] * (LINES // 2)),
    "feet": "\n".join(["Nơi nhận:\tKT. CHỦ TỊCH"] * (LINES // 2)),
    "dates": "ngày tháng năm " * (LONG // 15),
}


@pytest.mark.parametrize("name", TEXTS)
def test_hostile_text_is_read_in_seconds(name: str) -> None:
    started = time.process_time()
    document = document_of(TEXTS[name])
    sections = outline(document)
    found = passages("thu", document, sections)
    elapsed = time.process_time() - started
    assert elapsed < SECONDS, f"{name}: {elapsed:.1f} s"
    assert "".join(document.text[s.start : s.end] for s in sections) == document.text
    assert all(document.text[p.start : p.end] == p.text for p in found)
    assert max((len(s.path) for s in sections), default=0) <= 20
