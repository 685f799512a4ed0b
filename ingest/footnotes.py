"""Footnotes of running text, each with the sentence that its mark stands in."""

from __future__ import annotations

from ingest.reading import Reading
from rag.schema import Statement


def footnotes(reading: Reading) -> tuple[Statement, ...]:
    """One statement a mark: ``sources`` are the sentence and the note.

    "… Chương trình số 2456/CTr-UBND ngày 29 tháng 8 năm 2018 …⁵": the note tells what for.
    """
    found: list[Statement] = []
    for mark in reading.document.note_marks:
        note = reading.by_id.get(f"chu_thich.{mark.label}")
        holder = next((s for s in reading.sections if s.start < mark.offset <= s.end), None)
        if note is None or holder is None:
            continue
        start, end = reading.body(holder)
        sentence = next(
            ((a, b) for a, b in reading.sentences(start, end) if a < mark.offset <= b), None
        )
        if sentence is None:
            continue
        task = reading.slice(*reading.body(note))
        # what the mark stands behind: the words of the sentence up to it
        subject = " ".join(reading.document.text[sentence[0] : mark.offset].split())[-120:]
        whole = reading.slice(note.start, note.end)
        found.append(
            Statement(reading.plan_id, "note", subject, task, (reading.slice(*sentence), whole))
        )
    return tuple(found)
