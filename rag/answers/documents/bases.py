"""The documents a plan rests on, as its preamble and its notes name them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from rag.answers.documents.document_words import one_document
from rag.answers.documents.named_documents import issuers_asked, rules_money, sorts_asked
from rag.answers.shape import (
    NEAR_BEST,
    TOPIC_FLOOR,
    Asked,
    absent,
    brief,
    draft,
    near_slices,
    stated,
)
from rag.schema import Draft, DraftClaim, Statement
from rag.text import document_numbers, fold

_NUMBER_OF = re.compile(
    r"\b(?P<kind>(?:chuong trinh|quy che)(?: phoi hop)?|de an|nghi quyet(?: lien tich)?)\b"
    r"[^;?]*?\bso (?:hieu )?(?:la )?(?:bao nhieu|may|nao|gi)\b"
)
_OF_ASKING = frozenset(
    "so hieu la bao nhieu may nao gi co khong ky tu truoc da giua va cua o trong ke hoach nay thi "
    "theo duoc giai doan nam ve ban hanh day hoi".split()
)


def cited_number(asked: Asked) -> Draft | None:
    """ "Hai ngành có chương trình phối hợp từ trước không, số bao nhiêu?": that of a basis.

    None where no basis of that kind says all that is asked of it, or the plan is one itself.
    """
    question = fold(asked.book.lexicon.expand(asked.query.question))
    found = _NUMBER_OF.search(question)
    if found is None or asked.query.documents:
        return None
    claims: list[DraftClaim] = []
    for plan_id in asked.query.plans:
        plan = asked.book.by_id[plan_id]
        if fold(plan.type).startswith(found["kind"]) or not plan.place:
            continue
        of_plan = {*re.findall(r"\w+", fold(f"{plan.place} tinh huyen xa thanh pho"))}
        left = {*re.findall(r"\w+", question)} - _OF_ASKING - of_plan
        for one in asked.book.statements(plan_id, "basis"):
            text = fold(asked.book.lexicon.expand(one.task.text))
            kind = re.search(rf"\b{found['kind']}\b(?: \w+){{0,3}} so \S*\d", text)
            if kind and left <= {*re.findall(r"\w+", text)}:
                told = brief(one_document(one.task.text), None, 60)
                claims.append(stated(told, plan_id, one.sources))
    return draft(asked, claims) if claims else None


def basis(asked: Asked) -> Draft:
    """The documents that the preamble names."""
    claims: list[DraftClaim] = []
    if _IN_NOTES.search(fold(asked.query.question)):
        return draft(asked, _from_notes(asked), reason="not_stated", nearest=near_slices(asked))
    every = [s for p in asked.query.plans for s in asked.book.statements(p, "basis")]
    none = max((asked.matcher.score(s.task.text) for s in every), default=0.0) < TOPIC_FLOOR
    for plan_id in asked.query.plans:
        found = asked.book.statements(plan_id, "basis")
        meant = _each_asked(asked, found) or _meant(
            asked, found, all_alike=none or asked.query.narrowed
        )
        claims += [
            stated(brief(one_document(s.task.text), None, 60), plan_id, s.sources) for s in meant
        ]
        if not found:
            claims.append(absent(asked.phrases.say("no_basis"), plan_id))
        elif not meant and asked.query.narrowed:
            claims.append(absent(asked.phrases.say("no_answer"), plan_id))
    return draft(asked, claims, reason="not_stated", nearest=near_slices(asked))


_PROPOSED = re.compile(
    r"\b(?:trinh|de nghi|de xuat)(?: ban hanh)?(?: (?:ban )?(?:ke hoach|van ban)(?: nay)?)?\W*$|"
    r"\b(?:de nghi|de xuat|trinh) (?:\w+ ){0,3}?ban hanh\b|\bpropos(?:ed|al|es)\b.*\bplan\b|"
    r"\b(?:at|on) whose (?:proposal|request)\b|"
    r"\bwho (?:asked|proposed|requested|suggested)\b.*\b(?:issue|adopt|make)\b.*\bplan\b"
)
_AT_WHOSE = re.compile(
    r"\bban hanh\b.*\b(?:theo|tren co so) (?:de nghi|de xuat|to trinh) cua "
    r"(?:ai|(?:co quan|don vi|so|phong|nganh) nao)\b|"
    # "sở nào trình Chủ tịch ký quyết định này": whoever signs is named between
    r"^(?:ai|(?:co quan|don vi|so|phong|nganh) nao) (?:da )?(?:trinh|de nghi|de xuat)\b[^,;]*"
    r"\b(?:ky|ban hanh|phe duyet) (?:ban )?(?:quyet dinh|ke hoach|van ban)(?: nay)?\W*$"
)


_PROPOSED_BY = re.compile(
    r"\bke hoach nao (?:\w+ ){0,3}?(?:theo|tren co so|tu) (?:de nghi|de xuat|to trinh) cua\b|"
    r"\bban hanh\b.*\b(?:theo|tren co so) (?:de nghi|de xuat|to trinh) cua\b|"
    r"\bplans?\b.*\b(?:at the (?:proposal|request) of|proposed by)\b"
)


def proposed_by(asked: Asked) -> Draft | None:
    """ "Kế hoạch nào ban hành theo đề nghị của Sở Nội vụ?": those whose bases say so."""
    if not asked.query.agencies or not _PROPOSED_BY.search(fold(asked.query.question)):
        return None
    lexicon = asked.book.lexicon
    claims: list[DraftClaim] = []
    for plan_id in asked.query.plans:
        told = [
            one for one in asked.book.statements(plan_id, "basis")
            if "de nghi" in fold(one.task.text) and any(
                lexicon.same_agency(name, m.name)
                for name in asked.query.agencies for m in lexicon.find_agencies(one.task.text))
        ]  # fmt: skip
        claims += [stated(brief(one.task.text, None, 60), plan_id, one.sources) for one in told]
        if not told and asked.query.narrowed:
            claims.append(absent(asked.phrases.say("no_answer"), plan_id))
    return draft(asked, claims, reason="not_stated")


def asks_proposer(question: str) -> bool:
    """Whether it is asked at whose proposal the plan was made."""
    return _AT_WHOSE.search(fold(question)) is not None


def proposed(asked: Asked) -> Draft | None:
    """ "Sở nào trình kế hoạch?": the basis that names at whose proposal."""
    half = fold(" ".join(asked.query.subject))
    question = fold(asked.query.question)
    outright = half in _PROPOSING or asks_proposer(question)
    if not outright and not _PROPOSED.search(question):
        return None
    claims = [one for plan_id in asked.query.plans for one in at_whose_request(asked, plan_id)]
    if not claims:
        # "Xét đề nghị của Giám đốc Sở …" that names no document is no legal basis
        claims = [
            stated(brief(piece.text, None, 60), plan_id, (piece,))
            for plan_id in asked.query.plans
            for one in asked.book.sections(plan_id).values()
            if one.path[0].level == "mo_dau" and _ON_PROPOSAL.match(
                (piece := asked.book.slice(plan_id, one, one.start, one.end)).text)
        ]  # fmt: skip
    if not claims and outright:
        claims = [absent(asked.phrases.say("no_answer"), plan_id) for plan_id in asked.query.plans]
    return draft(asked, claims, reason="not_stated") if claims else None


def at_whose_request(asked: Asked, plan_id: str) -> list[DraftClaim]:
    """ "Theo đề nghị của Sở … tại Tờ trình số …", among what the plan rests on."""
    return [
        stated(brief(one.task.text, None, 60), plan_id, one.sources)
        for one in asked.book.statements(plan_id, "basis")
        if "de nghi" in fold(one.task.text)
    ]


_ON_PROPOSAL = re.compile(r"\W*(?:Xét|Theo) (?:đề nghị|Tờ trình)\b", re.IGNORECASE)
_PROPOSING = frozenset({"trinh", "de nghi", "de xuat", "de nghi ban hanh", "trinh ban hanh"})


def not_cited(asked: Asked, numbers: Sequence[str]) -> Draft | None:
    """ "Có căn cứ Quyết định 254 không?": what the plans rest on, where none of them names it."""
    texts = " ".join(re.sub(r"\s", "", asked.book.text(p)) for p in asked.query.plans).casefold()
    if any(number.casefold() in texts for number in numbers):
        return None
    told = basis(replace(asked, query=replace(asked.query, documents=(), terms=())))
    return replace(told, query=asked.query)


def named_law_unused(asked: Asked) -> bool:
    """ "Kế hoạch nào viện dẫn Luật Bình đẳng giới?": a law by its name that is no plan's basis."""
    laws = [words for words in asked.subject.phrases(asked.query) if fold(words[0]) == "luat"]
    if not laws or len(laws[0]) < _LAW_WORDS:
        return False
    name = fold(" ".join(laws[0]))
    every = [s for p in asked.query.plans for s in asked.book.statements(p, "basis")]
    return not any(name in " ".join(fold(one.task.text).split()) for one in every)


_LAW_WORDS = 3
"""Syllables from which a law is named: "Luật" alone is a sort."""
_IN_NOTES = re.compile(r"\bchu thich\b|\bcuoi trang\b|footnote")


_NOTE = re.compile(r"\b(?:chu thich|footnote|note)(?: so)? (\d{1,2})\b")


def _from_notes(asked: Asked) -> list[DraftClaim]:
    """ "Theo chú thích, … tại văn bản nào": by number, or those on it."""
    numbered = _NOTE.search(fold(asked.query.question))
    if numbered is not None:
        return [
            stated(brief(note.task.text, None, 60), plan_id, note.sources)
            for plan_id in asked.query.plans
            for note in asked.book.statements(plan_id, "note")
            if note.task.section == f"chu_thich.{numbered[1]}"
        ]
    scored = [
        (asked.matcher.score(note.task.text), note)
        for plan_id in asked.query.plans
        for note in asked.book.statements(plan_id, "note")
    ]
    best = max((score for score, _ in scored), default=0.0)
    return [
        stated(brief(note.task.text, None, 60), note.plan_id, note.sources)
        for score, note in scored
        if score >= max(TOPIC_FLOOR, NEAR_BEST * best)
    ]


def noted_beside(asked: Asked) -> Draft | None:
    """ "Các thành viên Ban … theo quyết định nào": what a note behind their name says."""
    lexicon = asked.book.lexicon
    issuers = issuers_asked(asked)
    sorts = sorts_asked(asked.query.question) - {"van ban"}
    wanted = [name for name in asked.query.agencies if name not in issuers]
    claims = [
        stated(brief(note.task.text, None, 60), plan_id, (note.task,))
        for plan_id in asked.query.plans
        for note in asked.book.statements(plan_id, "note")
        if any(document_numbers(note.task.text))
        and (not sorts or any(sort in fold(note.task.text) for sort in sorts))
        and any(
            lexicon.same_agency(name, m.name)
            for name in wanted
            for m in lexicon.find_agencies(note.subject)[-1:]
        )
    ]  # fmt: skip
    return draft(asked, claims) if claims else None


def describes_another(asked: Asked) -> bool:
    """Whether the question describes a document that no preamble names."""
    if rules_money(asked):
        return True
    words = {fold(word) for word in asked.query.terms} - set(asked.query.years)
    if _RESTS.search(fold(asked.query.question)) and words <= _ISSUING:
        return False  # "căn cứ luật nào": a law that the plan speaks of further on is no basis
    found = [s for p in asked.query.plans for s in asked.book.statements(p, "basis")]
    if not any(_of_sort(asked, one) and of_issuer(asked, one) for one in found):
        return True
    if asked.matcher.empty or issuers_asked(asked):
        return False
    if words <= _ISSUING:
        return False
    return all(asked.matcher.score(one.task.text) < TOPIC_FLOOR for one in found)


_RESTS = re.compile(
    r"^(?:[^:]{2,40}: ?)?(?:\w+ ){0,7}?can cu (?!de )(?:phap ly )?(?:\w+ ){0,4}?(?:nao|gi)\W*$"
)
_LETTERS = frozenset({"cong van", "van ban"})
""" An official letter has no type of its own: plans call it "Văn bản số 1405/UBND-KGVX"."""


def _of_sort(asked: Asked, one: Statement) -> bool:
    """Whether a basis is of the sort asked for; of any where the question names none."""
    sorts = sorts_asked(asked.query.question)
    if not sorts or "van ban" in sorts:
        return True
    if one.document is None:
        # "Theo đề nghị của Trưởng phòng …" is no law
        return any(sort in fold(one.task.text) for sort in sorts)
    sort = fold(one.document.type)
    if sort.startswith(("luat", "bo luat")):
        sort = "luat"
    if "huong dan" in sorts and "huong dan" in fold(one.task.text):
        return True
    return sort in (sorts | _LETTERS if "cong van" in sorts else sorts)


def of_issuer(asked: Asked, one: Statement) -> bool:
    """Whether a basis is of the body the question names; of any where it names none."""
    wanted = issuers_asked(asked)
    if not wanted and _OF_PLACE.search(fold(asked.query.question)):
        places = [
            p.name for p in asked.book.lexicon.find_places(asked.query.question, question=True)
            if not any(fold(p.name) in place for place in asked.book.register.of_place)
        ]  # fmt: skip
        if places:
            return any(fold(place) in fold(one.task.text) for place in places)
    level = _OF_LEVEL.search(fold(asked.query.question)) if not wanted else None
    if level is not None:
        return _LEVELS[level[1] or level[2]].search(one.task.text) is not None
    if not wanted:
        any_ministry = _A_MINISTRY.search(fold(asked.query.question)) is not None
        return not any_ministry or _OF_MINISTRY.search(one.task.text) is not None
    lexicon = asked.book.lexicon
    # "Bộ Lao động" is short for "Bộ Lao động - Thương binh và Xã hội"
    return any(
        lexicon.same_agency(name, m.name) or fold(m.name).startswith(fold(name))
        or _short_for(name, m.name)
        for name in wanted for m in lexicon.find_agencies(one.task.text)
    )  # fmt: skip


def _short_for(name: str, full: str) -> bool:
    """ "Bộ LĐ" for "Bộ Lao động - Thương binh và Xã hội": a head and first letters."""
    head, _, letters = name.partition(" ")
    first = "".join(word[0] for word in re.findall(r"[^\W_]+", fold(full))[1:])
    same = fold(full).startswith(f"{fold(head)} ")
    return same and letters.isupper() and len(letters) > 1 and first.startswith(fold(letters))


_OF_PLACE = re.compile(r"\b(?:nao|gi|may) cua (?:tinh|thanh pho)\b|\bwhich\b.*\bof\b.*\bprovince\b")
""" "Văn bản nào của tỉnh Phú Thọ": a province issues through its committee."""
_OF_LEVEL = re.compile(
    r"\b(?:nao|gi|may) (?:la )?(?:cua|do|tu) (?:cap )?(tinh|huyen|thi xa|trung uong)"
    r"(?=(?: (?:tren|minh))?(?:\W*$|,| (?:lam|de|ban hanh|khong|vay|a|nhi)\b))|"
    r"\b(?:theo|thuc hien) (?:ke hoach|van ban|cong van|quyet dinh) cua (tinh|huyen|thi xa) nao\b"
)
_LEVELS = {
    "tinh": re.compile(
        r"(?:Ủy ban nhân dân|UBND|HĐND|Hội đồng nhân dân|Chủ tịch)[^,;]{0,12} tỉnh\b|"
        r"\bTỉnh [uủ][yỷ]\b|\b(?:Sở|Ban)\b[^,;]{3,60} tỉnh\b"),
    "huyen": re.compile(r"\b(?:của|do)\b[^;]{3,60} huyện\b|\bHuyện [uủ][yỷ]\b"),
    "thi xa": re.compile(r"\b(?:của|do)\b[^;]{3,60} thị xã\b|\bThị [uủ][yỷ]\b"),
    "trung uong": re.compile(
        r"\b(?:của|do)\s+(?:Quốc hội|Chính phủ|Thủ tướng|Bộ|Ban Bí thư|Ban Chấp hành Trung ương|"
        r"Ủy ban Thường vụ Quốc hội)\b|^\W*(?:Bộ luật|Luật)\b|/(?:NQ|NĐ|QĐ)-(?:CP|TTg|TW)\b|/QH\d"),
}  # fmt: skip
""" "Văn bản nào của tỉnh": bodies of that level issue it."""
_A_MINISTRY = re.compile(
    r"\b(?:cua|do|tu) (?:mot |cac |nhung )?bo(?: nao)?(?=\W*$| (?:khong|ban hanh|gui|huong dan)\b)|"
    r"\b(?:of|by|from) (?:the |a |any )?ministr(?:y|ies)\b(?! of)"
)
_OF_MINISTRY = re.compile(r"\bBộ\s+[A-ZĐ]")
""" "Công văn của Bộ": of whichever ministry."""


_ALL_OF_THEM = re.compile(
    r"\b(?:nhung|cac) (?:van ban|can cu|tai lieu)|legal bas[ei]s|\bdocuments\b|\bbased on\W*$"
)
_THEIR_PARTS = frozenset("so ngay van ban nam tung ro can cu phap ly co so tai lieu".split())
_ISSUING = frozenset(
    "duoc ban hanh thuc hien trien khai xay dung nhung cac de theo nay ra trinh moi tung cap tren "
    "cong quyet dinh nghi thong tu to luat van ban dua vao lam lap tinh huyen xa "
    "co so phap ly tren can cu neu ro vien dan gom bao viec ghi "
    "s based basis follow follows following implement implements implementing plan plans rest "
    "rests documents document provincial mention mentions mentioned cite cites refer refers "
    "issue issued government".split()
)


_ONE_ASKED = re.compile(
    r"\b(?:ke hoach|quyet dinh|nghi quyet|nghi dinh|chi thi|luat|to trinh|cong van|thong tu|"
    r"chuong trinh|chien luoc|huong dan|ket luan|van ban)(?: so)? (?:nao|gi|may)\b"
)


def _each_asked(asked: Asked, found: list[Statement]) -> list[Statement]:
    """ "Theo Kế hoạch nào của tỉnh, Chỉ thị nào của Ban Bí thư?": those of each sort, in turn."""
    folded = fold(asked.query.question)
    starts = [one.start() for one in _ONE_ASKED.finditer(folded)]
    parts = [asked.query.question[a:b] for a, b in itertools.pairwise([*starts, len(folded)])]
    if len(parts) < _SEVERAL:
        return []
    lexicon, meant = asked.book.lexicon, []
    for part in parts:
        names = tuple(one.name for one in lexicon.find_agencies_in_question(part))
        query = replace(asked.query, question=part, agencies=names)
        alone = replace(asked, query=query)
        meant += [one for one in found if _of_sort(alone, one) and of_issuer(alone, one)]
    return list(dict.fromkeys(meant))


_SEVERAL = 2


def _meant(asked: Asked, found: list[Statement], *, all_alike: bool) -> list[Statement]:
    """The bases the question describes; all of them where it describes none (``all_alike``).

    "Tờ trình nêu ở phần căn cứ là của ai": those of that sort.
    """
    found = [one for one in found if _of_sort(asked, one) and of_issuer(asked, one)]
    words = {fold(word) for word in asked.query.terms} - set(asked.query.years)
    if _ALL_OF_THEM.search(fold(asked.query.question)):
        # "… để ban hành Kế hoạch công tác bình đẳng giới": that names the plan, no basis
        titles = (fold(asked.book.by_id[p].title) for p in asked.query.plans)
        words -= {word for title in titles for word in title.split()} | _THEIR_PARTS
    if words <= _ISSUING:  # "để ban hành kế hoạch", not a basis with "ban hành" in it
        return found
    scores = [asked.matcher.score(one.task.text) for one in found]
    best = max(scores, default=0.0)
    if best < TOPIC_FLOOR:
        return found if all_alike else []
    kept = [one for one, score in zip(found, scores, strict=True) if score >= NEAR_BEST * best]
    own = " ".join(asked.book.by_id[p].title for p in asked.query.plans)
    spans = {*_SPAN.findall(asked.query.question)} - {*_SPAN.findall(own)}
    # "về … giai đoạn 2021 - 2025": the one of that time, where one says it
    return [one for one in kept if spans & {*_SPAN.findall(one.task.text)}] or kept


_SPAN = re.compile(r"\b(20\d\d)\s*[-–]\s*(20\d\d)\b")
