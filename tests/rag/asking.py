"""What the tests of answers share: plan ids, and what must hold of any answer."""

from __future__ import annotations

import re

from rag.ask import Asker
from rag.schema import Answer, DraftClaim, Slice
from rag.verify import supported

DAK_NONG, HUONG_TRA = "dak-nong-2021-2030", "huong-tra-2021-2025"
KON_TUM, LAM_THAO, QUANG_NGAI = "kon-tum-2021", "lam-thao-2024", "quang-ngai-2025"
ALL = (DAK_NONG, HUONG_TRA, KON_TUM, LAM_THAO, QUANG_NGAI)


def told(answer: Answer, plan_id: str) -> str:
    """What is stated of a plan."""
    return "\n".join(c.text for c in answer.claims if c.kind == "stated" and c.plan_id == plan_id)


def lacking(answer: Answer, plan_id: str | None) -> str:
    """What a plan is said not to hold."""
    return "\n".join(c.text for c in answer.claims if c.kind == "absent" and c.plan_id == plan_id)


def quoted(answer: Answer, plan_id: str) -> set[str]:
    """The nodes that are quoted of a plan."""
    return {
        citation.passage_id.split("/", 1)[1]
        for citation in answer.citations
        if citation.plan_id == plan_id
    }


def assert_sound(asker: Asker, answer: Answer) -> None:
    """Quotes are the plans' own words, claims rest on them, and what is told is consistent."""
    lexicon = asker._lexicon
    by_number = {citation.n: citation for citation in answer.citations}
    assert list(by_number) == list(range(1, len(answer.citations) + 1))
    for citation in (*answer.citations, *answer.nearest):
        text = asker.reader.text(citation.plan_id)
        assert citation.quote == text[citation.start : citation.end] != ""
        assert citation.passage_id.startswith(f"{citation.plan_id}/")
        assert citation.reference
    for claim in answer.claims:
        assert claim.text.strip()
        slices = tuple(
            Slice(c.plan_id, "", c.start, c.end, c.quote)
            for c in (by_number[n] for n in claim.citations)
        )
        draft = DraftClaim(claim.kind, claim.text, claim.plan_id, slices, claim.counted)
        assert supported(draft, asker.reader.text, lexicon) is None, claim.text
        assert bool(claim.citations) == (claim.kind == "stated")
    stated = any(claim.kind == "stated" for claim in answer.claims)
    assert answer.abstained == (not stated) == (answer.reason is not None)
    assert not (answer.nearest and not answer.abstained)
    marks = {int(n) for n in re.findall(r"\[(\d+)\]", answer.answer)}
    assert marks == by_number.keys()


def ask(asker: Asker, question: str) -> Answer:
    """The answer, sound as any must be."""
    answer = asker.ask(question)
    assert_sound(asker, answer)
    return answer


def assert_says(asker: Asker, question: str, says: str, never: str, plans: set[str]) -> None:
    """A sound answer that says one thing and not the other, of just these plans."""
    answer = ask(asker, question)
    assert says in answer.answer
    assert never not in answer.answer
    assert {claim.plan_id for claim in answer.claims if claim.kind == "stated"} == plans


def assert_not_stated(asker: Asker, question: str) -> None:
    """A sound refusal: no plan says it."""
    answer = ask(asker, question)
    assert answer.abstained
    assert answer.reason == "not_stated"
