"""A question of several halves -> the query of each: where it is cut, and how each is read."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from rag.schema import Lang, Query
from rag.text import fold
from rag.turns.ellipsis import counted_again
from rag.turns.small_talk import names_something
from rag.understanding.context import Context
from rag.understanding.noun_halves import headings_asked, noun_halves
from rag.understanding.parts import (
    put_plainly,
    several_works,
    split_question,
    subject_left_out,
    two_sentences,
    two_workers,
)
from rag.understanding.questions import Frames
from rag.understanding.subject import Subject
from rag.understanding.understand import understand


@dataclass(frozen=True)
class Halves:
    """What cuts a question and reads its halves."""

    frames: Frames
    subject: Subject

    def understood(
        self, question: str, context: Context, plans: Sequence[str], lang: Lang | None,
        previous: Query | None,
    ) -> tuple[list[Query], Sequence[str]]:  # fmt: skip
        """The queries of a question's parts, and the parts."""
        question = context.mended(counted_again(question, previous, context) or question)
        question = put_plainly(question, lambda name: understand(name, context).narrowed)
        listed = headings_asked(question)
        question = listed[0] if len(listed) == 1 else question
        works = () if listed else several_works(question)
        if works:
            return self._of_works(works, context, plans, lang, previous)
        parts = (question,) if listed else split_question(question, self.frames)
        read = functools.partial(understand, context=context, only=plans, previous=previous)
        apart = two_sentences(question) if len(parts) == 1 else ()
        apart = apart or (two_works(question, read) if len(parts) == 1 else ())
        own = False
        if len(parts) == 1 and not apart:
            named, own = (listed, True) if listed[1:] else noun_halves(question, self.frames)
            parts, apart = named or parts, named if own else ()
        workers = two_workers(question) if len(parts) == 1 and not apart else None
        if workers is not None:
            return [read(workers[0], lang=lang), read(question, lang=lang)], workers
        parts = apart or parts
        query = understand(parts[0], context, only=plans, lang=lang, previous=previous)
        queries = [query]
        for part in parts[1:]:
            left_out = apart and len(query.agencies) == 1 and subject_left_out(part)
            # "…, và phải lập mấy bản?": the agency and the plan of the first half are meant
            said = f"{query.agencies[0]} {part}" if left_out else part
            hers = left_out or part.startswith(query.agencies[:1])
            of = query.plans if hers and query.narrowed else plans
            read = functools.partial(
                understand, said, context, only=of, lang=query.lang, previous=query
            )
            half = read(previous=None) if own else read(joined=not apart)
            if own and query.narrowed and not (half.narrowed or half.missing):
                half = read(only=query.plans, previous=None)
            alone = self.subject.names_one(half) or names_something(half)
            if apart and half.narrowed and half.intent == "who" and not alone:
                half = read(joined=True)  # "…, còn Quảng Ngãi cơ quan nào lo?": of the same thing
            if half.intent == "who" and query.header_fields == ("amount",):
                half = _without_money(half, query)
            if not (apart or half.narrowed or half.missing):
                half = replace(half, missing=query.missing)  # "huyện … có kế hoạch không, ai ký"
            queries.append(half)
        unnamed = not query.narrowed or query.from_talk
        if unnamed and not (query.missing or plans or query.intent == "plans"):
            behind = [one.plans for one in queries[1:] if one.narrowed and not one.from_talk]
            if len(behind) == 1:  # "ai in tờ gấp, in bao nhiêu tờ ở …?"
                queries[0] = understand(
                    parts[0], context, only=behind[0], lang=lang, previous=previous
                )
        if not apart:
            queries = [replace(one, question=question) for one in queries]
        return queries, parts

    def _of_works(
        self, works: Sequence[str], context: Context, plans: Sequence[str], lang: Lang | None,
        previous: Query | None,
    ) -> tuple[list[Query], list[str]]:  # fmt: skip
        """The queries of sentences on a work each, in the plans that the first names."""
        first, opening = self.understood(works[0], context, plans, lang, previous)
        queries, parts, of = [*first], [*opening], first[0]
        plain = fold(works[0]).partition(": ")[2] or fold(works[0])
        doer = next((one for one in of.agencies[:1] if plain.startswith(fold(one))), "")
        for work in works[1:]:
            named = of.plans if of.narrowed else plans
            said = f"{doer} {work}" if doer else work
            more, halves = self.understood(said, context, named, of.lang, None)
            queries += [
                one if one.narrowed or one.missing else replace(one, missing=of.missing)
                for one in more
            ]
            parts += halves
        return queries, parts


_MONEY = frozenset("tiền tien hết het tốn ton kinh phí phi".split())


def _without_money(half: Query, first: Query) -> Query:
    """ "Hội thi hết bao nhiêu tiền và ai chủ trì": who holds it, not who is to find its money."""
    if half.subject != first.subject or not set(map(fold, half.subject)) & _MONEY:
        return half
    subject = tuple(word for word in half.subject if fold(word) not in _MONEY)
    terms = tuple(word for word in half.terms if fold(word) not in _MONEY)
    return replace(half, subject=subject, terms=terms, search_text=" ".join(subject))


_ALSO = re.compile(
    r"[,;?]\s+(?:(?:và|còn|rồi|va|con|roi)\s+)?|\s+(?:và|còn|va|con)\s+", re.IGNORECASE
)
_ASKS_OF_WORK = re.compile(
    r"\b(?:nao|gi|ai|may|the nao|ra sao|(?<!ban )(?<!vi )(?<!tai )sao|(?:khong|ko)(?=\W*$))\b"
)
_ON_OTHER_THING = re.compile(
    r"(?:ve )?(?!(?:neu|khi|muon|truoc|sau|luc)\b)(?:\w+ ){1,6}?thi (?:\w+ ){0,4}?"
    r"(?:gi|sao|the nao|ra sao|nhu the nao)\W*$"
)
_OTHER_WORK = re.compile(
    r"(?:(?:phai|can|se|co|duoc|ra) )*(?:(?P<orders>bat|buoc|yeu cau|chi dao|don doc)|xay dung|"
    r"to chuc|tap huan|boi duong|kiem tra|thanh tra|giam sat|huong dan|tham muu|tuyen truyen|"
    r"thong ke|thu thap|bo tri|long ghep|tham dinh|ra soat|van dong|quan ly|lap|mo|"
    r"ho tro|cung cap)\b"
)


def two_works(text: str, read: Callable[[str], Query]) -> tuple[str, ...]:
    """Two works of one agency, each asked about: the second half with the agency named; or ().

    "Sở … thống kê số liệu gì, còn quảng cáo thì xử sao?", "… tập huấn cho ai và xây dựng cơ sở dữ
    liệu theo tiêu chí gì?".
    """
    for joint in _ALSO.finditer(text):
        first, second = text[: joint.start()].strip(), text[joint.end() :].strip()
        folded = fold(second)
        other = _OTHER_WORK.match(folded)
        if not (other or _ON_OTHER_THING.match(folded)) or not (
            _ASKS_OF_WORK.search(fold(first)) and _ASKS_OF_WORK.search(folded)
        ):
            continue
        whole, one, two = read(text), read(first), read(second)
        own = whole.intent == one.intent == "duties" and len(whole.agencies) == 1
        named = two.narrowed or two.missing or (two.agencies and not (other and other["orders"]))
        if own and one.agencies == whole.agencies and one.subject and two.subject and not named:
            return first, f"{whole.agencies[0]} {second}"
    return ()
