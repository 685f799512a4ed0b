"""Whether a plan has a part on something, sets figures, or is signed by an office."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.answers.figures.target_plans import plans_of_target
from rag.answers.plans.mentions import headed
from rag.answers.plans.plan_amounts import OF_MONEY
from rag.answers.plans.plan_list import plan_row
from rag.answers.plans.plan_question import CARRIES_EN, Condition, PlanTest, Told
from rag.answers.shape import Asked, brief, stated
from rag.text import fold
from rag.understanding.spelt import Spelt

_SECTION = Spelt(
    r"(?<!thành )(?<!góp )(?<!cổ )(?<!một )\b(?:mục|phần|chương)"
    r"(?! (?:tiêu|đích|lục|độ|cộng|trăm|đấu|lớn|thưởng|trình|mềm|cứng|việc|loại|bón|công|ánh|biện|"
    r"tích|luồng|bổ)\b)"
    r"(?: (?:riêng|nói|quy định|về))* (?P<on>.+)"
)
""" "Phần mềm", "góp phần", "phan loai": no part of a plan."""
_HEADING = Spelt(
    r"(?:(?:có|nêu|ghi) )*(?P<on>quan điểm|phương châm|mục đích(?:,? (?:và )?yêu cầu)?|yêu cầu|"
    r"lộ trình|đối tượng(?:,? phạm vi)?|phạm vi(?:,? đối tượng)?)"
)
""" "Có quan điểm": the part that is called so, not the syllables of "cơ quan"."""
_SECTION_EN = re.compile(
    r"(?:an? |any |the |separate )*(?P<on>.+?) (?:section|part|chapter)s?$|"
    r".*\b(?:section|part|chapter)s? (?:on|about|for) (?P<about>.+)"
)


def section(asked: Asked, one: Condition, _: Sequence[Condition]) -> PlanTest | None:
    vietnamese = asked.query.lang == "vi"
    match = _SECTION.search(one.text) if vietnamese else _SECTION_EN.fullmatch(fold(one.text))
    match = match or (_HEADING.fullmatch(one.text) if vietnamese else None)
    if match is None:
        return None
    terms: tuple[str, ...] = (match["on"],) if vietnamese else ()
    if not vietnamese:
        on = CARRIES_EN.sub("", match["on"] or match["about"])
        terms = asked.book.lexicon.from_english(on)
    words = re.findall(r"[^\W_]+", fold(" ".join(terms)))
    if not words:
        return None
    found = {claim.plan_id: claim for claim in headed(asked, words)}
    written = one.text[slice(*match.span("on"))] if vietnamese else " ".join(terms)
    lacks = asked.phrases.say("no_section", on=written.strip())

    def told(plan_id: str) -> Told:
        if plan_id not in found and {"kinh", "phi"} <= {*words} <= OF_MONEY:
            # "Kinh phí thực hiện: …" that no heading stands above
            said = asked.book.statements(plan_id, "funding")
            return [stated(brief(s.task.text, None, 45), plan_id, s.sources) for s in said[:1]]
        return [found[plan_id]] if plan_id in found else []

    return PlanTest(told, lacks)


_GOALS = re.compile(r"\bmuc tieu\b|\bobjectives?\b|\bgoals?\b")
_FIGURES = re.compile(
    r"\bmuc tieu\b|\bobjectives?\b|\bgoals?\b|\bchi tieu\b|\bcon so\b|\btargets?\b|\bindicators?\b"
)
_OF_FIGURES = frozenset(
    "chi tieu muc con so phan tram cu the dinh luong bang ghi han ro rang danh dat neu de lay minh "
    "co nhung cac ra dua duoc bat ky nao rieng set sets setting any numerical numeric numbered "
    "quantitative measurable objective objectives goal goals target targets indicator indicators "
    "figure figures have has contain "
    "contains give gives a an the specific with".split()
)


def figures(asked: Asked, one: Condition, _: Sequence[Condition]) -> PlanTest | None:
    words = set(re.findall(r"[^\W_]+", one.folded))
    if not _FIGURES.search(one.folded) or words - _OF_FIGURES:
        return None
    goals = _GOALS.search(one.folded) is not None
    headings = [
        claim for claim in (headed(asked, ["muc", "tieu"]) if goals else [])
        if fold(claim.text).startswith("muc tieu")
    ]  # fmt: skip

    def told(plan_id: str) -> Told:
        own = [claim for claim in headings if claim.plan_id == plan_id]
        if own:
            return own[:1]
        numbered = [t for t in asked.book.targets(plan_id) if re.search(r"\d", t.task.text)]
        return [stated(brief(t.task.text, None, 45), plan_id, t.sources) for t in numbered[:1]]

    return PlanTest(told, asked.phrases.say("no_objectives" if goals else "no_target"))


_AIMED = re.compile(
    r"(?:(?:co|dat|de ra|neu|ghi|quy dinh|duoc) )*(?:bat ky )?(?:chi tieu|muc tieu)(?: nao)?"
    r" (?:ve|cho|doi voi|lien quan den) (?P<on>.+?)(?: nao)?"
)


def aimed(asked: Asked, one: Condition, _: Sequence[Condition]) -> PlanTest | None:
    """ "Kế hoạch nào không đặt chỉ tiêu về y tế?": those without an indicator on it."""
    found = _AIMED.fullmatch(one.folded)
    if found is None or asked.query.agencies or not (one.negated or one.every):
        return None
    on = " ".join(one.text.split())[slice(*found.span("on"))]
    words = tuple(on.split())
    query = replace(
        asked.query, question=f"Kế hoạch nào đặt chỉ tiêu về {on}?", terms=words, subject=words,
        search_text=on,
    )  # fmt: skip
    whose = plans_of_target(replace(asked, query=query, matcher=asked.book.matcher(query)))
    if whose is None:
        return None
    told = [claim for claim in whose.claims if claim.kind == "stated"]
    return PlanTest(lambda plan_id: [claim for claim in told if claim.plan_id == plan_id])


_LEVEL = re.compile(
    r"(?:(?:do|cua|la|thuoc|phai) )*(?:(?:cap|ubnd|uy ban nhan dan|ke hoach) )+(tinh|huyen|xa)"
    r"(?: ban hanh| ky| lap)?"
)


def leveled(asked: Asked, one: Condition, _: Sequence[Condition]) -> PlanTest | None:
    """ "Kế hoạch nào không do UBND tỉnh ban hành?": those of the other levels."""
    level = _LEVEL.fullmatch(one.folded)
    if level is None or not (one.negated or one.every):
        return None

    def row(plan_id: str) -> Told:
        return [plan_row(asked, asked.book.by_id[plan_id])]

    def told(plan_id: str) -> Told:
        return row(plan_id) if asked.book.by_id[plan_id].place_level == level[1] else []

    return PlanTest(told, instead=row)


_OFFICE = re.compile(r"\b(?:pho )?chu tich\b(?=.*\bky\b)")
_SIGNED_BY = re.compile(
    r"(?:(?:co|do|duoc|la|dong chi|ong|ba) )*(?:pho )?chu tich(?: (?:ubnd|uy ban nhan dan)"
    r"(?: (?:tinh|huyen|xa|phuong|thi xa|thanh pho))?)? ky"
    r"(?: (?:thay|truc tiep|ban hanh|ten|van ban|tay|luon))*"
)
""" "Do Phó Chủ tịch ký thay", and no more than that."""


_NAME_OF_SIGNER = re.compile(
    r"(?:(?:co|ghi|neu|in|de) )+(?:ro |cu the )?(?:ho va |ho )?ten (?:cua )?"
    r"(?:nguoi|ai|lanh dao|can bo) ky(?: (?:ban hanh|ke hoach|van ban))*"
)


def _names_signer(asked: Asked) -> PlanTest:
    """ "Kế hoạch nào (không) ghi tên người ký?"."""

    def told(plan_id: str) -> Told:
        name = asked.book.header(plan_id, "signer")
        if name is None or not name.value:
            return []
        text = asked.phrases.say("header_signer", value=name.value)
        return [stated(text, plan_id, name.sources)]

    return PlanTest(told, lacks=asked.phrases.say("no_header_signer"))


def signed(asked: Asked, one: Condition, _: Sequence[Condition]) -> PlanTest | None:
    """ "Kế hoạch nào (không) do Phó Chủ tịch ký?": by the office above the signer's name."""
    if _NAME_OF_SIGNER.fullmatch(one.folded):
        return _names_signer(asked)
    office = _OFFICE.search(one.folded)
    if office is None or not (one.negated or _SIGNED_BY.fullmatch(one.folded)):
        return None

    def shown(plan_id: str) -> Told:
        fields = (asked.book.header(plan_id, "signer"), asked.book.header(plan_id, "signer_title"))
        known = [field for field in fields if field is not None and field.value]
        text = ", ".join(field.value or "" for field in known)
        pieces = [piece for field in known for piece in field.sources]
        return [stated(asked.phrases.say("header_signer", value=text), plan_id, pieces)]

    def told(plan_id: str) -> Told:
        title = asked.book.header(plan_id, "signer_title")
        fits = title is not None and fold(title.value or "") == office.group()
        return shown(plan_id) if fits else []

    def unknown(plan_id: str) -> str | None:
        title = asked.book.header(plan_id, "signer_title")
        return asked.phrases.say("no_header_signer") if title is None else None

    return PlanTest(told, unknown=unknown, instead=shown)
