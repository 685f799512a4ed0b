"""``python -m evals.wordings``: the same question in other words must get the same answer.

Questions of the dev split that are answered right are asked again with courtesy around them, in
small letters or capitals, with marks left out, with a slip of the keyboard, in other words that
mean the same. No row is written for
this and none is read: what falls out is how much the reading hangs on the wording. Questions in
English, those typed without marks, and what a wording leaves as it is are left out.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from evals.grading import Result
from evals.questions import Question, load_questions
from evals.runner import ask_all, graded, outlined, question_file
from rag.ask import Asker
from rag.settings import Settings

Wording = Callable[[str], str]

_LAST = 3
"""Words at the end that lose their marks in "half without marks"."""
_SHORTEST_SLIP = 4
"""Letters of a word in which two are swapped, at least."""


def unmarked(text: str) -> str:
    """Without tones and marks, as on a keyboard that has none: "đ" is "d"."""
    bare = "".join(
        one for one in unicodedata.normalize("NFD", text) if not unicodedata.combining(one)
    )
    return bare.replace("đ", "d").replace("Đ", "D")


def _inside(text: str) -> str:
    """As it stands behind other words: with a small letter, unless it opens with a name."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def _open(text: str) -> str:
    return text.rstrip("?.! ")


def _half_unmarked(text: str) -> str:
    words = text.split()
    return " ".join((*words[:-_LAST], *map(unmarked, words[-_LAST:])))


def _slip(text: str) -> str:
    """Two neighbouring letters of one word swapped; of names none."""
    words = text.split()
    places = [
        i for i, word in enumerate(words)
        if len(word) >= _SHORTEST_SLIP and word.isalpha() and word.islower()
    ]  # fmt: skip
    if not places:
        return text
    chance = random.Random(text)
    at = chance.choice(places)
    word, cut = words[at], chance.randrange(1, len(words[at]) - 1)
    words[at] = word[:cut] + word[cut + 1] + word[cut] + word[cut + 2 :]
    return " ".join(words)


WORDINGS: Mapping[str, Wording] = {
    "Cho em hỏi …": lambda text: f"Cho em hỏi {_inside(text)}",
    "Chào bạn, …": lambda text: f"Chào bạn, {_inside(text)}",
    "Sếp hỏi …": lambda text: f"Sếp hỏi {_inside(text)}",
    "Tôi muốn biết …": lambda text: f"Tôi muốn biết {_inside(_open(text))}.",
    "Theo kế hoạch, …": lambda text: f"Theo kế hoạch, {_inside(text)}",
    "Em mới nhận việc, chưa rành lắm. …": lambda text: f"Em mới nhận việc, chưa rành lắm. {text}",
    "… vậy anh?": lambda text: f"{_open(text)} vậy anh?",
    "… Em cảm ơn.": lambda text: f"{text} Em cảm ơn.",
    "… Trả lời ngắn gọn giúp tôi.": lambda text: f"{text} Trả lời ngắn gọn giúp tôi.",
    "no question mark": _open,
    "two spaces, a line end": lambda text: text.replace(" ", "  ", 3) + "\n",
    "marks as signs of their own (NFD)": lambda text: unicodedata.normalize("NFD", text),
    "small letters": str.lower,
    "capitals": str.upper,
    "bn for bao nhiêu": lambda text: re.sub("bao nhiêu", "bn", text),
    "KH for kế hoạch": lambda text: re.sub("(?i)kế hoạch(?! và đầu tư)", "KH", text),
    "no commas": lambda text: text.replace(",", ""),
    "no marks": unmarked,
    "no marks in the last three words": _half_unmarked,
    "two letters swapped": _slip,
}


def _put(pattern: str, by: str) -> Wording:
    """Words for words that mean the same: the first place, a capital letter kept."""
    found = re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)

    def instead(match: re.Match[str]) -> str:
        said = match.expand(by)
        return said[:1].upper() + said[1:] if match.start() == 0 else said

    return lambda text: found.sub(instead, text, count=1)


_LEVEL = r"(?:tỉnh|huyện|thị xã|thành phố)"


def _place_first(text: str) -> str:
    """ "… ở tỉnh Kon Tum?" as "Tỉnh Kon Tum: …?"."""
    found = re.search(
        rf"\s+(?:ở|tại|của) (?P<place>(?:{_LEVEL} )?(?:[A-ZĐ]\w+ ?){{2}})(?=\?|$)", text
    )
    if found is None:
        return text
    place = found["place"].strip()
    return f"{place[:1].upper()}{place[1:]}: {_inside(text[: found.start()])}{text[found.end() :]}"


OTHER_WORDS: Mapping[str, Wording] = {
    "đơn vị nào for cơ quan nào": _put("cơ quan nào", "đơn vị nào"),
    "cơ quan nào for đơn vị nào": _put("đơn vị nào", "cơ quan nào"),
    "ai for cơ quan nào": _put("(?:cơ quan|đơn vị) nào", "ai"),
    "cơ quan nào for ai": _put("ai(?= (?:chủ|phụ|lo|chịu|báo|phải|theo|làm))", "cơ quan nào"),
    "những … nào for … nào": _put(
        "(?<!những )(?<!các )(cơ quan|đơn vị|việc|nhiệm vụ) nào", r"những \1 nào"
    ),
    "bao giờ for khi nào": _put("khi nào", "bao giờ"),
    "khi nào for bao giờ": _put("bao giờ", "khi nào"),
    "thời gian nào for khi nào": _put("(?:vào )?(?:khi nào|lúc nào|bao giờ)", "vào thời gian nào"),
    "chậm nhất ngày nào": _put("trước ngày nào", "chậm nhất ngày nào"),
    "ngày bao nhiêu": _put("ngày nào", "ngày bao nhiêu"),
    "mấy for bao nhiêu": _put(
        r"bao nhiêu(?= (?:chỉ|mục|nhiệm|cơ|đơn|mô|lớp|cuộc|buổi|xã|kế)\b)", "mấy"
    ),
    "cần for phải": _put("phải(?! không)", "cần"),
    "có trách nhiệm for phải": _put("phải(?! không)", "có trách nhiệm"),
    "phân công for giao": _put("(được )?giao", r"\1phân công"),
    "phụ trách for chịu trách nhiệm": _put("chịu trách nhiệm", "phụ trách"),
    "được ấn định": _put("là (bao nhiêu|ngày nào|khi nào)", r"được ấn định là \1"),
    "được quy định": _put("là (bao nhiêu|ngày nào|khi nào)", r"được quy định là \1"),
    "được đặt ra": _put("là bao nhiêu", "được đặt ra là bao nhiêu"),
    "triển khai for thực hiện": _put("thực hiện", "triển khai"),
    "thực hiện for triển khai": _put("triển khai(?! thực hiện)", "thực hiện"),
    "hàng năm for hằng năm": _put("hằng năm", "hàng năm"),
    "mỗi năm for hằng năm": _put("h[ằà]ng năm", "mỗi năm"),
    "level of the place left out": lambda text: re.sub(rf"{_LEVEL} (?=[A-ZĐ])", "", text),
    "the place first": _place_first,
    "the year alone": lambda text: re.sub("năm (?=20)", "", text),
    "bản kế hoạch": _put("(?<!bản )kế hoạch(?! và đầu tư)", "bản kế hoạch"),
    "CQ, KH, VB, BĐG": lambda text: re.sub(
        r"\bbình đẳng giới\b",
        "BĐG",
        re.sub(r"\bcơ quan (?=nào)", "CQ ", re.sub(r"(?i)\bkế hoạch\b(?! và đầu tư)", "KH", text)),
    ),
    "gì for những gì": _put("những gì", "gì"),
    "những gì for gì": _put("(?<!những )(?<!việc )(?<!là )gì", "những gì"),
    "Cho biết …": lambda text: f"Cho biết {_inside(_open(text))}.",
    "Xin hỏi theo quy định tại kế hoạch thì …": lambda t: (
        f"Xin hỏi theo quy định tại kế hoạch thì {_inside(t)}"
    ),
    "Theo nội dung kế hoạch, …": lambda text: f"Theo nội dung kế hoạch, {_inside(text)}",
    "Cụ thể …": lambda text: f"Cụ thể {_inside(text)}",
    "… nhỉ?": lambda text: f"{_open(text)} nhỉ?",
    "… ạ?": lambda text: f"{_open(text)} ạ?",
    "… cụ thể?": lambda text: f"{_open(text)}, nêu cụ thể?",
    "Anh cho em hỏi chút, … với ạ": lambda text: (
        f"Anh cho em hỏi chút, {_inside(_open(text))} với ạ"
    ),
}


def main(
    sample: Annotated[int, typer.Option(help="Questions taken, by a fixed seed; 0 for all.")] = 500,
    failures: Annotated[bool, typer.Option(help="Also each question that falls.")] = False,
) -> None:
    """Ask dev questions that are answered right again in other wordings."""
    settings = Settings()
    asker = Asker(settings)
    questions = [
        one for one in load_questions(question_file("questions"), outlined(asker.reader))
        if one.split == "dev" and one.style not in ("english", "no_marks") and not one.turns
    ]  # fmt: skip
    if 0 < sample < len(questions):
        questions = random.Random(0).sample(questions, sample)
    results = _asked(asker, settings, questions)
    right = [one for one, result in zip(questions, results, strict=True) if result.correct]
    table = Table("wording", "asked", "as before", title=f"{len(right)} questions answered right")
    fallen: list[tuple[str, Result]] = []
    for name, wording in {**WORDINGS, **OTHER_WORDS}.items():
        other = [
            one.model_copy(update={"question": wording(one.question)}) for one in right
            if wording(one.question) != one.question
        ]  # fmt: skip
        wrong = [one for one in _asked(asker, settings, other) if not one.correct]
        fallen += [(name, one) for one in wrong]
        kept = len(other) - len(wrong)
        table.add_row(name, str(len(other)), f"{kept / len(other):.3f}" if other else "–")
    console = Console()
    console.print(table)
    if failures:
        for name, one in fallen:
            console.print(f"{name}: {one.id} {one.question}\n   {one.answer}", markup=False)


def _asked(asker: Asker, settings: Settings, questions: Sequence[Question]) -> tuple[Result, ...]:
    if not questions:
        return ()
    return graded(ask_all(asker, questions), settings, asker.reader)


if __name__ == "__main__":
    typer.run(main)
