"""Capital letters that are Roman numbers as well: "I.", "V.", "X."."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.markers import ROMAN, Marker, missing_between

_LETTER, _ROMAN = "phan.chu", "muc"

Readings = tuple[Marker, ...]


def settle_letters(lines: Sequence[Readings]) -> tuple[Readings, ...]:
    """Each line's readings, without the letter where the lines around it tell a Roman number.

    "I." is a letter only straight behind "H.", and not where "II." comes after it: below
    "D. TỔ CHỨC THỰC HIỆN" it opens the Roman numbers of that part.
    """
    settled: list[Readings] = []
    last = 0
    for number, line in enumerate(lines):
        readings = line
        styles = {marker.style: marker for marker in readings}
        letter, roman = styles.get(_LETTER), styles.get(_ROMAN)
        if letter is not None and roman is not None:
            follows = last < letter.ordinal and missing_between(_LETTER, last, letter.ordinal) == 0
            if not follows or _roman_goes_on(lines, number, roman):
                readings = tuple(marker for marker in readings if marker is not letter)
                letter = None
        if letter is not None:
            last = letter.ordinal
        settled.append(readings)
    return tuple(settled)


def _roman_goes_on(lines: Sequence[Readings], number: int, roman: Marker) -> bool:
    """Whether the next Roman number comes before the same one again."""
    following = ROMAN[roman.ordinal]
    for readings in lines[number + 1 :]:
        labels = {marker.label for marker in readings if marker.style == _ROMAN}
        if following in labels:
            return True
        if roman.label in labels:
            return False
    return False
