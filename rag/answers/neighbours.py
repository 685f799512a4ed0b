"""A figure of what is asked, not of its neighbour: another group, level of school or sector.

"Tỷ lệ nữ giáo viên": the share of women among students has nearly all of its words, and is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rag.answers.numbered_names import of_another_number
from rag.answers.shape import Asked
from rag.schema import Slice
from rag.text import fold, lower

_MALE = re.compile(r"\b(?<!việt )(?:nam(?: giới)?|đàn ông|con trai|bé trai|trẻ em trai)\b")
_FEMALE = re.compile(r"\b(?:nữ(?: giới)?|phụ nữ|chị em|đàn bà|con gái|bé gái|trẻ em gái|bà mẹ)\b")
_SEX = frozenset({"phụ nữ", "nữ giới", "nam giới", "nam nữ", "đàn ông", "đàn bà", "chị em"})
_SEX |= frozenset(map(fold, _SEX))
_VICTIMS = re.compile(
    r"\bnạn nhân (?:(?:bị|của|nạn) )*(bạo lực|mua bán|xâm hại|quấy rối|tảo hôn|lừa đảo)\b"
)
""" "Nạn nhân bạo lực" are not the "nạn nhân bị mua bán" who stand under the same heading."""
_AGE = re.compile(
    r"\b(?:dưới|trên|từ|duoi|tren|tu)? ?\d{1,2}(?:\s*(?:-|đến|den)\s*\d{1,2})? (?:tuổi|tuoi)\b"
)


def of_neighbour(
    asked: Asked, pieces: Iterable[Slice], beside: Iterable[Slice] = ()
) -> tuple[str, ...]:
    """The words of the question by which the pieces speak of something else; () where of it.

    Read are Vietnamese questions with their marks: a word counts that is of two syllables, of
    which neither is a word of talk, and is held neither by the pieces nor by what stands above or
    ``beside`` them, nor is near one of the pieces' own words.
    """
    query = asked.query
    english = query.lang == "en"
    read = fold if query.unaccented else lower
    found = list(pieces)
    own = [piece.text for piece in found]
    above = [heading for piece in found for heading in asked.book.headings(piece)]
    above += [piece.text for piece in beside]
    question = lower(query.search_text) if english else read(query.question)
    # "theo [mục] tiêu": no word of the question
    words = _words(question)
    return (
        *_apart(asked, question, (*own, *above)),
        *(kind for kind in _VICTIMS.findall(question) if kind not in lower(" ".join(own))),
        *(() if query.unaccented else _other_sex(question, read(" ".join(own)))),
        *(age for age in _AGE.findall(question) if age.strip() not in read(" ".join(own))),
        *(
            _in_full(question, word, {read(one) for one in query.subject})
            for word in asked.subject.unwritten(query, own, above)
            if word not in _SEX and f" {word} " in words
        ),
        *(of_another_number(asked, (*own, *above), found[0].plan_id) if found else ()),
    )  # fmt: skip


def lacks_word(asked: Asked, piece: Slice) -> bool:
    """Whether the question's one telling word is neither there nor anywhere in its plan."""
    texts = (piece.text, *asked.book.headings(piece))
    return asked.subject.lacks_word(asked.query, asked.book.text(piece.plan_id), *texts)


_PHRASE = 4
"""Words of an English phrase that is told again."""


def in_english(asked: Asked, term: str) -> str | None:
    """The fewest words of an English question that stand for a word that is lacking."""
    words = re.findall(r"[\w'’-]+", asked.query.question)
    for length in range(1, _PHRASE + 1):
        for first in range(len(words) - length + 1):
            phrase = " ".join(words[first : first + length])
            means = asked.book.lexicon.from_english(phrase)
            if any(f" {term} " in f" {lower(mean)} " for mean in means):
                return phrase
    return None


_OF_SEX = re.compile(r"\b(?:nữ|bà|là|nu|ba|la|con gái|con gai)\b")


def _apart(asked: Asked, question: str, told: Iterable[str]) -> Iterator[str]:
    """ "Nữ trưởng phòng" is not told by "lãnh đạo chủ chốt là nữ", nor "bỏ học" by "hoàn thành"."""
    held = _words(fold(" ".join(told)))
    for one in asked.book.lexicon.apart_in(question):
        if _words(fold(_OF_SEX.sub(" ", one))) not in held:
            yield one


def _words(text: str) -> str:
    return "".join((" ", " ".join(re.findall(r"[^\W_]+", text)), " "))


def _in_full(question: str, word: str, subject: set[str]) -> str:
    """ "phổ thông" with the words of the subject around it: "hoàn thành trung học phổ thông"."""
    words = re.findall(r"[^\W_]+", question)
    parts = word.split()
    ends = range(len(parts), len(words) + 1)
    end = next((n for n in ends if words[n - len(parts) : n] == parts), None)
    if end is None:
        return word
    start = end - len(parts)
    while start and words[start - 1] in subject:
        start -= 1
    while end < len(words) and words[end] in subject:
        end += 1
    return " ".join(words[start:end])


def _other_sex(question: str, told: str) -> tuple[str, ...]:
    """ "Tỷ lệ nam thạc sĩ" is not told by "tỷ lệ nữ thạc sĩ", nor the other way round."""
    male, female = _MALE.search(question), _FEMALE.search(question)
    if (male is None) == (female is None):
        return ()
    asked_for, other = (_MALE, _FEMALE) if male else (_FEMALE, _MALE)
    named = male or female
    return (named[0],) if named and other.search(told) and not asked_for.search(told) else ()
