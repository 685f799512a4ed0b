"""Brackets, marks and words: what the eye skips and a reader stumbles on."""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from rag.book import Book
from rag.checks.finding import Finding, Rule, at, body, matches, near, words
from rag.checks.vocabulary import vocabulary
from rag.schema import Section
from rag.text import SMALL, even_tones, has_marks
from rag.understanding.spelt import is_syllable

_L = f"[{SMALL}]"
_PAIRS = {")": "(", "”": "“", "]": "["}
_BRACKET = re.compile(r"[()“”\[\]]")
# "1)", "a)", "đ)" open an item, at the head of a line or in running text
_ITEM_MARK = re.compile(r"(?:^|(?<=[\s;:,]))(?:\d{1,2}|[a-zđ]|[ivx]{1,4})\)", re.MULTILINE)
# ";;", ",,", "..", ",." and the like; not "...", "./.", "…", "v.v.,", "TP.,"
_DOUBLED = re.compile(
    r";\s?;|(?<![.,]),\s?,(?!\.)|:\s?:|,\s?\.(?![.\d])|,\s?;|;\s?,|;\.(?!\.)"
    rf"|(?<={_L}{_L}{_L})(?:\.\.|\.,)(?!\.)"
)
_TWICE = re.compile(rf"\b(?P<two>{_L}+ {_L}+) (?P=two)\b")
_SYLLABLE_TWICE = re.compile(rf"\b(?P<one>{_L}+) (?P=one)\b")
# "triển khai thực hiện để tổ chức triển khai thực hiện": four syllables again, three apart
_ECHO = re.compile(
    rf"\b(?P<four>(?:{_L}+ ){{3}}{_L}+) "
    rf"(?:(?!(?:và|hoặc|hay|hơn|như|với|đến) ){_L}+ ){{0,3}}(?P=four)\b"
)
_TIGHT_LIST = re.compile(r"(?:chỉ tiêu|mục tiêu)\s+(?:\d{1,2},\s*)*\d{1,2},\d{1,2}(?![\d%.])", re.I)
_LETTERS = re.compile(rf"(?<![\w&/.\-]){_L}+(?![\w&/\-@]|\.\w)")
_KNOWN = 3
"""Times a syllable, or a word that is none, stands in the plans from which it is no slip."""
_FIRM = 8
"""Times two syllables stand together from which a comma between them is a slip."""
_BOUND = 0.9
"""Share of a syllable's uses behind that same neighbour from which the two are one word."""
_ENDS = re.compile(r"[.;:!?…/”\")\]]\s*$")
_SHORT = 40
_ITEMS = ("gach", "diem", "khoan", "ngoac")


# ------------------------------------------------------------------ brackets


def _brackets(book: Book, plan_id: str) -> Iterator[Finding]:
    """A bracket without its other half; halves in neighbouring nodes find each other."""
    text = book.text(plan_id)
    open_: list[tuple[str, int, Section]] = []
    stray: list[tuple[int, Section]] = []
    order = body(book, plan_id)
    place = {section.id: number for number, section in enumerate(order)}
    for section in order:
        own = text[section.start : section.end]
        items = {m.end() - 1 for m in _ITEM_MARK.finditer(own)}
        for match in _BRACKET.finditer(own):
            mark, where = match[0], section.start + match.start()
            if mark not in _PAIRS:
                open_.append((mark, where, section))
            elif open_ and open_[-1][0] == _PAIRS[mark]:
                open_.pop()
            elif match.start() not in items or any(o == _PAIRS[mark] for o, _, _ in open_):
                stray.append((where, section))
        # one that stays open past the next node never closes
        late = [o for o in open_ if place[section.id] - place[o[2].id] >= 1]
        stray += [(where, holder) for _, where, holder in late]
        open_ = [o for o in open_ if o not in late]
    stray += [(where, holder) for _, where, holder in open_]
    for where, section in stray:
        piece = near(book, plan_id, section, where, where + 1)
        yield Finding("Dấu “{mark}” không có dấu đi cặp", (piece,), {"mark": text[where]})


# ------------------------------------------------------------------ marks


def _doubled_mark(book: Book, plan_id: str) -> Iterator[Finding]:
    for section, match in matches(book, plan_id, _DOUBLED, body(book, plan_id)):
        piece = near(book, plan_id, section, *match.span())
        yield Finding("Hai dấu câu liền nhau “{marks}”", (piece,), {"marks": match[0]})


def _tight_list(book: Book, plan_id: str) -> Iterator[Finding]:
    for section, match in matches(book, plan_id, _TIGHT_LIST, body(book, plan_id)):
        text = "Thiếu dấu cách sau dấu phẩy: dễ đọc thành số thập phân"
        yield Finding(text, (at(book, plan_id, section, match),))


def _end_mark(book: Book, plan_id: str) -> Iterator[Finding]:
    """The one item of a list that ends in a comma or in nothing, its neighbours in a mark."""
    lists: dict[tuple[str, str], list[tuple[Section, str]]] = defaultdict(list)
    for section in body(book, plan_id):
        own = book.text(plan_id)[section.start : section.end].rstrip()
        level = section.path[-1].level
        leaf = section.tree_end == section.end or own.endswith((",", "."))
        if level in _ITEMS and leaf and len(own) >= _SHORT:
            parent = "/".join(map(str, section.path[:-1]))
            lists[(parent, level)].append((section, own))
    for items in lists.values():
        open_ = [item for item in items if not _ENDS.search(item[1])]
        comma = [item for item in open_ if item[1].endswith(",")]
        for section, own in comma or open_:
            if len(items) - len(open_) >= (1 if comma else 3) and len(open_) == 1:
                text = "Cuối mục không có dấu câu, các mục cùng cấp thì kết bằng dấu"
                if own.endswith(","):
                    text = "Cuối mục là dấu phẩy, các mục cùng cấp thì kết bằng dấu"
                last = section.start + len(own)
                tail = near(book, plan_id, section, last - 1, last)
                yield Finding(text, (tail,))


# ------------------------------------------------------------------ words


def _doubled_words(book: Book, plan_id: str) -> Iterator[Finding]:
    never = vocabulary(book.lexicon.prompts).never_doubled
    for section in body(book, plan_id):
        found: list[re.Match[str]] = []
        for pattern in (_TWICE, _ECHO, _SYLLABLE_TWICE):
            own = book.text(plan_id)
            for match in pattern.finditer(own, section.start, section.end):
                single = match.groupdict().get("one")
                if single is not None and single not in never:
                    continue
                if all(match.end() <= o.start() or match.start() >= o.end() for o in found):
                    found.append(match)
        for match in found:
            piece = at(book, plan_id, section, match)
            yield Finding("Lặp chữ: “{words}”", (piece,), {"words": match[0]})


def _joined(book: Book, plan_id: str) -> Iterator[Finding]:
    """ "truycứu": no syllable itself, and cut in one way only into two, one of them known."""
    known = _counts(book)[0]
    whole_words = vocabulary(book.lexicon.prompts).whole_words
    for section, match in matches(book, plan_id, _LETTERS, body(book, plan_id)):
        word = even_tones(match[0])
        if is_syllable(word) or not has_marks(word) or word in whole_words:
            continue
        cuts = [
            (word[:n], word[n:])
            for n in range(2, len(word) - 1)
            if is_syllable(word[:n]) and is_syllable(word[n:])
        ]
        seen = max((known[part] for cut in cuts for part in cut), default=0)
        if len(cuts) == 1 and seen >= _KNOWN > known[word]:
            first, second = cuts[0]
            piece = near(book, plan_id, section, *match.span())
            values = {"word": match[0], "apart": f"{first} {second}"}
            yield Finding("Dính chữ “{word}” ({apart}?)", (piece,), values)


def _torn(book: Book, plan_id: str) -> Iterator[Finding]:
    """ "phòng, ngừa ứng phó": a comma inside a word that the plans write whole."""
    known, pairs, parted = _counts(book)
    text = book.text(plan_id)
    for section in body(book, plan_id):
        own = even_tones(text[section.start : section.end])
        for match in re.finditer(r"\b([^\W\d_]+), ([^\W\d_]+)\b", own):
            pair = (match[1], match[2])
            firm = pairs[pair] >= _FIRM and pairs[pair] >= _BOUND * known[match[2]]
            if firm and parted[pair] == 1:
                start, end = (section.start + place for place in match.span())
                piece = near(book, plan_id, section, start, end)
                yield Finding("Dấu phẩy đặt giữa một từ: “{words}”", (piece,), {"words": match[0]})


@functools.lru_cache(maxsize=1)
def _counts(
    book: Book,
) -> tuple[Counter[str], Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """Syllables, neighbours, and neighbours parted by a comma, over all plans."""
    known: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    parted: Counter[tuple[str, str]] = Counter()
    for plan_id in book.register.ids:
        text = even_tones(book.text(plan_id))
        known.update(words(text))
        for match in re.finditer(r"(?=\b([^\W\d_]+)(,? )([^\W\d_]+)\b)", text):
            (parted if "," in match[2] else pairs)[(match[1], match[3])] += 1
    return known, pairs, parted


RULES = (
    Rule("brackets", "lỗi", "ngoặc hoặc ngoặc kép không đủ cặp", _brackets),
    Rule("mark-doubled", "lỗi", "hai dấu câu liền nhau", _doubled_mark),
    Rule("list-space", "lỗi", "thiếu dấu cách trong dãy số", _tight_list),
    Rule("end-mark", "lỗi", "mục kết thúc không có dấu như các mục cùng cấp", _end_mark),
    Rule("word-doubled", "lỗi", "lặp chữ", _doubled_words),
    Rule("words-joined", "lỗi", "hai chữ viết dính", _joined),
    Rule("comma-torn", "lỗi", "dấu phẩy đặt giữa một từ", _torn),
)
