"""What a term means: only where a plan says so in a sentence of its own."""

from __future__ import annotations

import itertools
import re

from rag.answers.shape import Asked, absent, draft, near_slices, stated, tidy
from rag.schema import Draft, DraftClaim
from rag.text import fold

_QUOTED = re.compile(r"[“\"']([^”\"']{3,60})[”\"']")
_ASKS = re.compile(
    r"(?:the nao|nhu the nao)(?: thi)?(?: duoc)?(?: goi)? la (?P<after>[\w ,/-]+?)\W*$|"
    r"(?:dinh nghia|khai niem|y nghia)(?: ve| cua| tu| cum tu)* (?P<called>[\w ,/-]+?)"
    r"(?: (?:la|nghia|duoc|trong|theo|nhu|o)\b.*)?\W*$|"
    r"(?P<before>[\w ,/-]+?) (?:nghia la|(?:duoc )?hieu|"
    r"la (?:cai |mot )?(?:gi|\w+ (?:\w+ )?(?:nhu )?the nao)).*$|"
    r"(?:define|definition of|meaning of|meant by) (?:the )?(?P<english>[\w ,/-]+?)"
    r"(?: (?:in|according|under)\b.*)?\W*$|"
    r"what (?:does|do) (?P<means>[\w ,/-]+?) mean\b.*|"
    r"^what(?:'s| is| are) (?:an? |the )?(?P<what>[\w ,/-]+?)\W*$"
)
_OF_MEANING = re.compile(r"\bnghia la\b|\bduoc hieu\b")
_KINDS = "tinh|huyen|thi xa|thanh pho|quan|xa|phuong|thi tran"
_MARKER = re.compile(r"^\W*(?:[ivxlc]+|\d+(?:\.\d+)*|[a-z])[.)/\-]\s*")
_FRAMING = re.compile(
    r"^(?:(?:cho (?:toi |minh |em )?hoi|theo (?:cac |ban )?ke hoach(?: nay)?|trong (?:cac |ban )?"
    r"ke hoach(?: nay)?|the|vay|cum tu|tu|thuat ngu)[, ]+)+"
)


def definitions(asked: Asked) -> Draft | None:
    """The sentence that defines the term, or that no plan does; None where no term is asked."""
    query = asked.query
    term = _term(asked)
    if term is None:
        return None
    claims: list[DraftClaim] = []
    called = (
        rf"\((?:sau day )?(?:(?:duoc )?goi (?:tat |chung )?la:? )?[“\"]?{re.escape(term)}[”\"]?\)"
    )
    # "Địa chỉ tin cậy ở cộng đồng là …" tells what an "địa chỉ tin cậy" is
    where = r"(?: (?:o|tai|trong|cua|cap) \w+(?: \w+){0,3}?)?"
    defines = re.compile(
        rf"{re.escape(term)}{where} (?:la|duoc hieu la|nghia la|bao gom)\b|.*{called}"
    )
    for plan_id in query.plans:
        text = asked.book.text(plan_id)
        for section in asked.book.sections(plan_id).values():
            for start, end in _sentences(text, section.start, section.end):
                found = defines.search(fold(text[start:end]))
                if found is not None and not fold(text[start : start + found.start()]).strip(
                    ' -+*“"'
                ):
                    piece = asked.book.slice(plan_id, section, start, end)
                    claims.append(stated(tidy(piece.text), plan_id, (piece,)))
    if claims:
        return draft(asked, claims)
    written = _written(asked, term)
    if query.narrowed:
        words = asked.phrases.say("no_definition", term=written)
        lacking = [absent(words, plan_id) for plan_id in query.plans]
    else:
        lacking = [absent(asked.phrases.say("no_definition_anywhere", term=written), None)]
    return draft(asked, lacking, reason="not_stated", nearest=near_slices(asked))


_WHO_IS = re.compile(
    r"(?P<term>\w+(?: \w+){1,7}?) (?:la|gom) (?:nhung )?(?:ai|(?:\w+ )?nguoi nao)\W*$"
)


_WHOSE = re.compile(
    r"(?:[^:]{2,40}: )?(?P<term>\w+(?:,? \w+){1,11}?) la "
    r"(?P<sort>trach nhiem|nhiem vu|su nghiep|viec|cong viec) (?:chung )?"
    r"cua (?:nhung )?(?:ai|(?:co quan|don vi|cap|nganh) nao)\W*$"
)


def who_is(asked: Asked) -> Draft | None:
    """ "Cộng tác viên gia đình là ai?": the sentence that says who is called so; else None.

    So is "chống bạo lực gia đình là trách nhiệm của ai" told where a sentence says just that.
    """
    query = asked.query
    question = fold(query.question)
    whose = _WHOSE.fullmatch(question)
    found = whose or _WHO_IS.fullmatch(question)
    if found is None or query.agencies or query.items or query.documents:
        return None
    term = " ".join(re.findall(r"[^\W_]+", _FRAMING.sub("", found["term"])))
    defines = re.compile(rf"\W*{term} (?:la|gom|bao gom) (?:nhung |cac |mot )?"
                         r"(?:nguoi|ca nhan|thanh vien|cong dan|can bo|to chuc)\b")  # fmt: skip
    if whose is not None:
        defines = re.compile(rf"(?:\w+ ){{0,4}}{term} la {whose['sort']} (?:chung )?cua\b")
    claims: list[DraftClaim] = []
    for plan_id in query.plans:
        text = asked.book.text(plan_id)
        for section in asked.book.sections(plan_id).values():
            for start, end in _sentences(text, section.start, section.end):
                if defines.match(" ".join(re.findall(r"[^\W_]+", fold(text[start:end])))):
                    piece = asked.book.slice(plan_id, section, start, end)
                    claims.append(stated(tidy(piece.text), plan_id, (piece,)))
    return draft(asked, claims) if claims else None


def _term(asked: Asked) -> str | None:
    """The term without marks, where the question asks for one of the field's own and no more."""
    query = asked.query
    if query.agencies or query.objectives or query.indicators or query.items or query.documents:
        return None
    question = fold(" ".join(asked.book.lexicon.expand(query.question).split()))
    quoted = _QUOTED.search(asked.query.question)
    found = _ASKS.search(re.sub(r"[“”\"'‘’()]", "", question))
    if found is None:
        return None
    if quoted is not None:
        return fold(quoted[1])
    name, term = next((k, v) for k, v in found.groupdict().items() if v)
    term = _FRAMING.sub("", term.strip(" ,"))
    term = re.sub(r"^(?:an?|the) ", "", term)
    if query.lang == "en":
        term = fold(" ".join(asked.book.lexicon.from_english(term))) or term
    meant = _OF_MEANING.search(question) is not None
    places = {fold(asked.book.by_id[p].place or "") for p in query.plans if query.narrowed}
    for place in sorted(places) if meant else ():
        term = re.sub(rf" (?:(?:o|tai|cua|trong|{_KINDS}) )*{place}$", "", term)
    bare = name in ("before", "what") and not meant
    if bare and not (query.intent == "general" and asked.book.lexicon.is_term(term)):
        return None  # "mục đích của kế hoạch là gì" asks for what the plan says
    if bare and _heads_a_part(asked, term):
        return None  # "mục tiêu chung là gì": a part of the plan is headed so
    return term if len(term.split()) <= 8 else None


def _heads_a_part(asked: Asked, term: str) -> bool:
    return any(
        _MARKER.sub("", fold(asked.book.text(plan_id)[one.start : one.heading_end])).strip(" :.")
        == term
        for plan_id in asked.query.plans
        for one in asked.book.sections(plan_id).values()
    )


def _written(asked: Asked, term: str) -> str:
    """The term as the question writes it, or with its abbreviations written out."""
    question, lexicon = asked.query.question, asked.book.lexicon
    for text in (question, lexicon.expand(question), *lexicon.from_english(question)):
        words = " ".join(text.split())
        at = fold(words).find(term)
        if at >= 0:
            return words[at : at + len(term)]
    return term


def _sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of the sentences and clauses of text[start:end]."""
    cuts = [start, *(start + m.end() for m in re.finditer(r"[.;:\n]\s+", text[start:end])), end]
    return [(a, b) for a, b in itertools.pairwise(cuts) if text[a:b].strip()]
