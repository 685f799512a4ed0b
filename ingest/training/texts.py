"""Training texts of the embedding: articles of state documents, and what is drawn from them."""

from __future__ import annotations

import lzma
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.training.variants import Everyday, slip
from rag.text import even_tones, fold, has_marks, nfc

_WORD = re.compile(r"[^\W\d_]+|\d+|%")
# "Điều 3. Tiêu chí tuyển chọn", "Điều 20.5.LQ.45. Điều kiện hưởng", "**Điều 7. …**"
_ARTICLE = re.compile(r"^[*#\s]*Điều\s+(\d+[a-zđ]?)((?:\.\d+|\.[A-ZĐ]{2})*)\s*[.:]\s*(.*?)[*\s]*$")
# "Chương II", "Mục 1", "PHẦN THỨ BA", "Phụ lục": what follows is no longer the article's body.
_BREAK = re.compile(
    r"^[*#\s]*(chương|mục|phần|phụ lục|tiểu mục)\s+([\divxlc]+|thứ)\b", re.IGNORECASE
)
# "1. …", "a) …", "- …": a new paragraph even in text whose lines were wrapped by a PDF.
_ITEM = re.compile(r"^(\d+(\.\d+)*[.)]|[a-zđ]{1,2}(\.\d+)?\)|[-+•*])\s+")
# "Nghị định số 249/2025/NĐ-CP Quy định cơ chế", "Luật Đất đai"
_TITLE = re.compile(
    r"^(?:Bộ luật|Luật|Pháp lệnh|Nghị định|Nghị quyết|Thông tư|Quyết định)\b.{6,180}$"
)
# "(Điều 3 Luật số 71/2006/QH11, có hiệu lực …)": the code's own cross-references
_SOURCE_NOTE = re.compile(r"^\((Điều|Điểm|Khoản|Mục|Nội dung|Văn bản)\b.*")

QUESTIONS = (
    "ai", "cơ quan nào", "đơn vị nào", "là gì", "gồm những gì", "như thế nào", "thế nào",
    "bao nhiêu", "khi nào", "bao giờ", "ở đâu", "tại sao", "có đúng không", "đúng hay sai",
    "phải không", "có phải", "hãy cho biết", "cho hỏi", "cho tôi biết", "xin hỏi", "theo quy định",
    "được không", "thì sao", "nào", "gì", "mấy", "hay không", "hỏi",
)  # fmt: skip
"""Words that make a question of a statement; strewn over the anchors so that they weigh little."""


@dataclass(frozen=True, slots=True)
class Article:
    """One Điều: the document it stands in (where known), its heading, its paragraphs."""

    title: str | None
    heading: str
    body: tuple[str, ...]


def words(text: str) -> list[str]:
    """Lower-case syllables, numbers and %, the tone marks of oa, oe, uy in one place."""
    return _WORD.findall(even_tones(text))


def read_articles(file: Path) -> Iterator[Article]:
    """Articles of one xz text; English and other unmarked lines are left out."""
    title: str | None = None
    heading: str | None = None
    body: list[str] = []
    fresh = False
    with lzma.open(file, "rt", encoding="utf-8") as lines:
        for raw in lines:
            line = nfc(raw).strip().strip("*|_ ")
            start = _ARTICLE.match(line)
            if start or _BREAK.match(line):
                if heading is not None and body:
                    yield Article(title, heading, tuple(body))
                # Articles of the code, and a document whose title was not found, have none.
                if start and (start[2] or (start[1] == "1" and not fresh)):
                    title = None
                fresh = False
                heading, body = _split_heading(start[3]) if start else (None, [])
            elif heading is None:
                if _TITLE.match(line) and not line.endswith((";", ".", ":")):
                    title, fresh = line, True
            elif not _SOURCE_NOTE.match(line) and has_marks(line):
                joined = body and not _ITEM.match(line) and body[-1][-1] not in ".;:!?"
                if joined:
                    body[-1] += " " + line
                else:
                    body.append(line)
    if heading is not None and body:
        yield Article(title, heading, tuple(body))


def _split_heading(line: str) -> tuple[str, list[str]]:
    """Heading and the body that runs on in its line ("Điều 48. Trợ cấp một lần 1. Người …")."""
    heading, first, rest = line.partition(" 1. ")
    if first:
        return heading, ["1. " + rest]
    return (line, []) if len(line.split()) <= 30 else ("", [line])


def distinct(articles: Iterator[Article]) -> Iterator[Article]:
    """Drop articles whose opening words were already seen (codified and original text)."""
    seen: set[str] = set()
    for article in articles:
        key = " ".join(words(" ".join(article.body))[:40])
        if key not in seen and len(key) > 60:
            seen.add(key)
            yield article


def _window(texts: Sequence[str], size: int) -> str:
    """The first ``size`` words."""
    return " ".join(" ".join(texts).split()[:size])


@dataclass(frozen=True, slots=True)
class Recipe:
    """What is drawn beside plain pairs; as it stands, what the shipped file was trained on."""

    everyday: Everyday | None = None
    slips: float = 0.0
    """Share of an anchor's words that are misspelt."""
    negatives: bool = False
    """To each pair a passage of a look-alike."""


def draw_pair(article: Article, chance: random.Random, recipe: Recipe) -> tuple[str, str]:
    """One question-like text and one passage-like text of the same article."""
    body, heading = list(article.body), article.heading
    kind = chance.random()
    head = [heading] if heading else []
    if article.title and chance.random() < 0.5:
        head.insert(0, article.title)
    if kind < 0.35 and len(heading.split()) > 2:
        # Heading -> body, the heading kept in the passage one time in four.
        anchor = heading
        if article.title and chance.random() < 0.3:
            anchor += " " + article.title
        positive = _window([*(head if chance.random() < 0.25 else []), *body], 110)
    elif kind < 0.55 and len(body) > 1:
        at = chance.randrange(len(body) - 1)
        anchor, positive = _window([body[at]], 50), _window([*head, *body[at + 1 :]], 90)
    else:
        # A statement of the article -> the article, half the time without that statement.
        at = chance.randrange(len(body))
        taken = body[at].split()
        length = chance.randint(6, 40)
        start = chance.randrange(max(1, len(taken) - length + 1))
        anchor = " ".join(taken[start : start + length])
        rest = body[max(0, at - 3) : at + 4]
        if len(body) > 1 and chance.random() < 0.5:
            rest.remove(body[at])
        positive = _window([*head, *rest], 110)
    anchor = _asked(anchor, chance, recipe)
    unmarked = chance.random()
    if unmarked < 0.3:
        return fold(anchor), positive
    return anchor, fold(positive) if unmarked < 0.33 else positive


def _asked(text: str, chance: random.Random, recipe: Recipe) -> str:
    """A statement as somebody might type it: in everyday words, some left out, some misspelt."""
    if recipe.everyday is not None and chance.random() < 0.5:
        text = recipe.everyday.reword(text, chance)
    kept = [w for w in text.split() if chance.random() > 0.12] or text.split()
    if chance.random() < 0.3:
        kept.insert(chance.choice((0, len(kept))), chance.choice(QUESTIONS))
    if recipe.slips:
        kept = [slip(w, chance) if chance.random() < recipe.slips else w for w in kept]
    return " ".join(kept)


def draw_passage(article: Article, chance: random.Random) -> str:
    """A passage-like text of an article: its heading three times in four, a stretch of its body."""
    at = chance.randrange(len(article.body))
    head = [article.heading] if chance.random() < 0.75 else []
    return _window([*head, *article.body[at:]], 110)


def draw_negative(
    at: int, alike: Sequence[tuple[int, ...]], count: int, chance: random.Random
) -> int:
    """The number of an article to tell ``at`` from: a look-alike, else any other."""
    if alike[at]:
        return chance.choice(alike[at])
    return (at + 1 + chance.randrange(count - 1)) % count


def drawn(
    articles: Sequence[Article],
    alike: Sequence[tuple[int, ...]],
    recipe: Recipe,
    seed: int,
) -> Iterator[dict[str, str]]:
    """Every article once an epoch, each time other texts of it; never ends.

    ``alike``: the look-alikes of each article, by number; not read where the recipe wants none.
    """
    chance = random.Random(seed)
    order = list(range(len(articles)))
    while True:
        chance.shuffle(order)
        for at in order:
            anchor, positive = draw_pair(articles[at], chance, recipe)
            texts = {"anchor": anchor, "positive": positive}
            if recipe.negatives:
                other = draw_negative(at, alike, len(articles), chance)
                texts["negative"] = draw_passage(articles[other], chance)
            yield texts
