"""A figure of what is asked, not of its neighbour: another group, level of school or sector.

"Tỷ lệ nữ giáo viên": the share of women among students has nearly all of its words, and is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rag.answers.contents.numbered_names import of_another_number
from rag.answers.shape import Asked
from rag.schema import Slice
from rag.text import fold, lower, spaced

_MALE = re.compile(r"\b(?<!việt )(?:nam(?: giới)?|đàn ông|con trai|bé trai|trẻ em trai)\b")
_FEMALE = re.compile(r"\b(?:nữ(?: giới)?|phụ nữ|chị em|đàn bà|con gái|bé gái|trẻ em gái|bà mẹ)\b")
_MEN = re.compile(r"\b(?:nam giới|đàn ông|con trai|bé trai|trẻ em trai)\b")
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
    words = spaced(question)
    return (
        *_apart(asked, question, (*own, *above)),
        *(kind for kind in _VICTIMS.findall(question) if kind not in lower(" ".join(own))),
        *(
            sex_unmarked(question, lower(" ".join(own)))
            if query.unaccented
            else _other_sex(question, read(" ".join(own)))
        ),
        *(() if query.unaccented else _males(asked, lower(" ".join((*own, *above))))),
        *_another_death(fold(question), fold(PER.sub(" ", " ".join(own)))),
        *_another_skill(question, read(" ".join(own)), {read(one) for one in query.subject}),
        *_another_unit(question, read(" ".join(own)), read(" ".join((*own, *above)))),
        *_another_level(question, read(" ".join(own)), read(" ".join((*own, *above)))),
        *another_school(lower(query.question), lower(" ".join((*own, *above)))),
        *(() if english or query.unaccented else _another_sort(asked, question, own, above)),
        *(age for age in _AGE.findall(question) if age.strip() not in read(" ".join(own))),
        *(
            _in_full(question, word, {read(one) for one in query.subject})
            for word in asked.subject.unwritten(query, own, above)
            if word not in _SEX and f" {word} " in words
        ),
        *(of_another_number(asked, (*own, *above), found[0].plan_id) if found else ()),
    )  # fmt: skip


_SKILL = re.compile(
    r"(?<!cho )(?<!xin )(?<!muốn )(?<!muon )(?<!cần )(?<!can )(?<!được )(?<!duoc )(?<!để )(?<!de )"
    r"\b(?:biết|biet) (?P<what>[^\W\d_]{2,})(?: (?P<then>[^\W\d_]+))?"
)
_NO_SKILL = frozenset(
    "bao mấy gì về đến tới thông ai là rằng được thêm rõ cách các những kết chỉ tên nội số luật "
    "địa thế tin ở của trong tại hay có phải".split()
)
_NO_SKILL |= frozenset(map(fold, _NO_SKILL))


def _another_skill(question: str, told: str, subject: set[str]) -> Iterator[str]:
    """ "Trẻ em biết võ" is not told by those "biết bơi", nor by any other share of children."""
    said = spaced(told)
    for found in _SKILL.finditer(question):
        what, then = found["what"], found["then"]
        if what in _NO_SKILL or f" biết {what} " in said or f" biet {what} " in said:
            continue
        if then and f" {what} {then} " in said:
            continue
        yield _in_full(question, question[found.start() : found.end("what")], subject)


_UNIT = re.compile(
    r"\b(?:(?:bao nhiêu|mấy|bao nhieu|may)(?: phần trăm| phan tram| ?%)?(?: số| so)?|"
    r"(?:tỷ|tỉ|ty|ti) (?:lệ|le)) (?P<unit>xã|xa|phường|phuong|thôn|thon|ấp|ap|bản|hộ|ho|"
    r"trường|truong(?= (?:hoc|tieu|mam|trung|thcs|thpt|co)\b))"
    r"\b(?! (?:hội|hoi|sinh|vậy|vay|hợp|hop)\b)"
)
_UNITS_ALIKE = (
    r"\b(?:xã(?! hội)|xa(?! hoi)|phường|phuong|thị trấn|thi tran|đặc khu|dac khu)\b",
    r"\b(?:thôn|thon|ấp|ap|bản|ban|buôn|buon|làng|lang|khóm|khom|khu|tổ dân phố|to dan pho)\b",
    r"\b(?:hộ|ho|gia đình|gia dinh|nhà|nha)\b",
    r"\b(?:trường(?! hợp)|truong(?! hop)|(?:cơ sở )?giáo dục|(?:co so )?giao duc)\b",
)


_SHARE_OF = re.compile(
    rf"% (?:(?:số|so|các|cac|tổng|tong) )*(?=(?P<unit>{'|'.join(_UNITS_ALIKE)}))".replace("\\b", "")
)


def _another_unit(question: str, own: str, told: str) -> Iterator[str]:
    """ "Tỷ lệ ấp văn hóa" is not told by "95% hộ gia đình … văn hóa"."""
    found = _UNIT.search(question)
    if found is None:
        return
    alike = next(one for one in _UNITS_ALIKE if re.match(one, found["unit"]))
    counted = [own[one.end() :] for one in _SHARE_OF.finditer(own)]
    # "70% thôn có địa chỉ tin cậy; mỗi xã có một cơ sở": the share is of thôn
    share = re.search(r"%|phần trăm|phan tram|lệ|\ble\b", found[0]) is not None
    if not re.search(alike, told) or (
        share and counted and not any(re.search(alike, one.partition("%")[0].partition(";")[0])
                                      for one in counted)
    ):  # fmt: skip
        yield found["unit"]


_LEVELS = re.compile(r"\b(?:cấp|cap) (?P<level>tỉnh|tinh|huyện|huyen|xã|xa|thôn|thon)\b")


def _another_level(question: str, own: str, told: str) -> Iterator[str]:
    """ "Nữ đại biểu HĐND cấp tỉnh" is not told by those "cấp huyện", "cấp xã"."""
    asked = [one["level"] for one in _LEVELS.finditer(question)]
    said = {one["level"] for one in _LEVELS.finditer(own)}
    if len(asked) != 1 or not said or asked[0] in said:
        return
    level, levels_above = asked[0], {one["level"] for one in _LEVELS.finditer(told)}
    if not re.search(rf"\b{level}\b", own) and level not in levels_above:
        yield f"{'cấp' if level != fold(level) else 'cap'} {level}"


_SCHOOLS = {
    "mầm non": r"mầm non|mẫu giáo|nhà trẻ|mam non|mau giao",
    "tiểu học": r"tiểu học|cấp (?:1|i)\b|(?<!chi )(?<!muc )tieu hoc",
    "trung học cơ sở": r"trung học cơ sở|thcs|cấp (?:2|ii)\b|trung hoc co so",
    "trung học phổ thông": r"trung học phổ thông|thpt|cấp (?:3|iii)\b|trung hoc pho thong",
}
"""With their marks: "chỉ tiêu học sinh" is no "tiểu học"."""


def another_school(question: str, told: str) -> Iterator[str]:
    """ "Trường tiểu học" is not told by those of "trung học cơ sở"."""
    asked = [name for name, said in _SCHOOLS.items() if re.search(rf"\b(?:{said})", question)]
    told_of = [name for name, said in _SCHOOLS.items() if re.search(rf"\b(?:{said})", told)]
    if len(asked) == 1 and told_of and asked[0] not in told_of:
        yield asked[0]


def _another_death(question: str, told: str) -> Iterator[str]:
    """ "Tử vong trẻ em" is not told by "tử vong mẹ", nor the other way round."""
    asked, said = set(_DEATHS.findall(question)), set(_DEATHS.findall(told))
    if len(asked) == 1 and said and not asked & said:
        yield "tử vong trẻ em" if asked == {"tre"} else "tử vong mẹ"


_DEATHS = re.compile(r"\btu vong (?:cua |o |ba |san phu |nguoi )*(me|tre)\b")
_COMPARED = frozenset(
    "phấn đấu phải theo chiếm gấp đề yêu cầu định nay hay hoặc vì nhưng mà đủ đặt muốn mới riêng "
    "toàn tăng giảm khoảng lên xuống còn tối ít nhiều cao thấp dưới trên nếu để trở mỗi một hai ba "
    "tỷ tỉ lệ số suất mức năm quý tháng đến từ do thành so tính cùng thì đó này kia ấy họ nhà ạ á "
    "phần trăm bao nhiêu mấy trong ngoài giai bằng qua tại thuộc làm người".split()
)
"""Words behind a name that narrow it to no other sort."""
_GOES_ON = _COMPARED - {"cao", "thấp"}
""" "Suy dinh dưỡng thể thấp còi": a sort, as "thể nhẹ cân" is another."""


def _another_sort(asked: Asked, question: str, own: list[str], above: list[str]) -> Iterator[str]:
    """ "Bạo lực học đường" where what is told has "bạo lực gia đình": another sort of the same.

    Two words of the question stand together in the pieces too, there before another word of
    content than the one that the question has behind them and the pieces lack.
    """
    subject, titles = asked.subject, [asked.book.by_id[p].title for p in asked.query.plans]
    own, above = ([PER.sub(" ", one) for one in texts] for texts in (own, above))
    said = spaced(lower(" ".join((*own, *above, *titles))))
    told = _ON_GROUND.sub("bạo lực giới", lower(" . ".join(own)))
    known = spaced(question)
    if any(not _VOWEL.search(fold(one)) for one in re.findall(r"[^\W\d_]+", question)):
        return  # "bn % trẻ em dtts": words cut short
    typed = set(re.findall(r"[^\W\d_]+", lower(" ".join(asked.query.subject))))
    places = [asked.book.label(p) for p in asked.query.plans]
    named = spaced(lower(" ".join((*titles, *places, "chỉ tiêu kế hoạch"))))
    if any(
        not (one in typed or subject.is_small(one) or one in _COMPARED or f" {one} " in named)
        for one in re.findall(r"[^\W\d_]+", question)
    ):
        return  # a slip of the hand, mended in the subject
    everyday = asked.book.lexicon.everyday_spans(question)
    for found in _SORTED.finditer(question):
        head, sort = found["head"], found["sort"]
        if f" {sort} " in said or sort in _COMPARED or sort not in typed:
            continue
        if "".join(question[found.start("sort") :].split()[:2]) in said:
            continue  # "truycứu", run together in the plan
        if sort != "sở" and subject.is_small(sort):  # "giám đốc sở"
            continue
        if any(start <= found.start("sort") < end for start, end, _ in everyday):
            continue
        others = re.findall(rf"\b{re.escape(head)}\b(?:(?:,? |/)(?:bà )?([^\W\d_]+)|)", told)
        if not others or not all(others):
            continue
        if any(f" {one} " in known or one in _GOES_ON or subject.is_small(one) for one in others):
            continue
        if not subject.is_near(question[found.start("sort") :], sort, own):
            before = question[: found.start()].split()[-2:] if head.endswith(" thể") else []
            yield " ".join((*before, head, _lacking(question[found.start("sort") :], said, typed)))


def _lacking(rest: str, said: str, subject: set[str]) -> str:
    """The first words of a text that are not said, to the first that is, or that names a place."""
    words = re.match(r"[^\W\d_]+(?: [^\W\d_]+)*", rest)
    parts = words[0].split() if words else []
    end = next((n for n, one in enumerate(parts) if n and f" {one} " in said), len(parts))
    ends = (n for n in range(1, end) if parts[n] in _COMPARED | _WHERE or parts[n] not in subject)
    end = next(ends, end)
    return " ".join(parts[:end])


PER = re.compile(r"/\d[\d.]*\s+[^\W\d]+(?:\s[^\W\d]+){0,2}")
""" "10/100.000 trẻ sinh sống": of how many, not on what."""
_ON_GROUND = re.compile(r"\bbạo lực trên cơ sở giới\b")
_WHERE = frozenset("ở của theo là có được".split())
_VOWEL = re.compile(r"[aeiouy]")
_SORTED = re.compile(
    r"\b(?=(?P<head>[^\W\d_]+ [^\W\d_]+) (?:(?:các|những) )?(?P<sort>[^\W\d_]{2,}))"
)


def named_once(words: tuple[str, ...]) -> str:
    """The words that are lacking, none of them within another: "nam", not also "tỷ lệ nam"."""
    kept = [one for one in dict.fromkeys(words) if not any(
        other != one and f" {other} " in f" {one} " for other in words)]  # fmt: skip
    return ", ".join(kept)


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
    held = spaced(fold(" ".join(told)))
    for one in asked.book.lexicon.apart_in(question):
        if spaced(fold(_OF_SEX.sub(" ", one))) not in held:
            yield one


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
    if _MEN.search(question) and not _MALE.search(told):
        return (_MEN.findall(question)[0],)  # nobody is meant to be a man who is not said to be
    named = male or female
    return (named[0],) if named and other.search(told) and not asked_for.search(told) else ()


_MALES = re.compile(
    r"(?<!miền )(?<!phía )(?<!hướng )(?<!đông )(?<!tây )(?<!xã )(?<!thôn )(?<!phường )(?<!ở )"
    r"(?<!huyện )(?<!tỉnh )(?<!ấp )(?<!bản )(?<![Vv]iệt )\bnam\b"
    r"(?! (?:\d|(?:bộ|bắc|định|này|nay|nào|tới|sau|trước|là)\b))"
)


def _males(asked: Asked, told: str) -> Iterator[str]:
    """ "Bao nhiêu dân số nam" is not told by "60% dân số": of all, not of the men."""
    question, subject = asked.query.question, map(lower, asked.query.subject)
    male = "nam" in subject and _MALES.search(question) and not _FEMALE.search(lower(question))
    if male and not _MALE.search(told):
        yield "nam"


def sex_unmarked(question: str, told: str) -> Iterator[str]:
    """ "Lao dong nam" where "lao động nữ" is told: "nam" stands in the very place of "nữ"."""
    if re.search(r"\bnu\b", question) or _MALE.search(told):
        return
    if _SHARE_OF_MEN.search(question):
        yield "nam"
    places = [f"{fold(before)} nam" for before in _WOMEN_BEHIND.findall(told)]
    places += [f"nam (?:trinh do )?{fold(behind)}" for behind in _WOMEN_BEFORE.findall(told)]
    for place in places:
        if re.search(rf"\b{place}\b(?! (?:\d|(?:nay|nao|toi|sau|truoc)\b))", question):
            yield "nam"


_SHARE_OF_MEN = re.compile(
    r"\b(?:(?:ty|ti) le|phan tram|%) nam (?!\d|nay\b|nao\b|toi\b|sau\b|truoc\b|hoc\b|\Z)"
)
_WOMEN_BEHIND = re.compile(r"([^\W\d_]+ [^\W\d_]+) nữ\b")
_WOMEN_BEFORE = re.compile(r"\bnữ ([^\W\d_]+ [^\W\d_]+)")
