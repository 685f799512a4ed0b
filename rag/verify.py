"""The last step of every path: only what its quotes bear out is said.

A quote that is not a slice of its plan, or a statement whose agency, figure, date or number does
not stand in its quotes, is refused.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence

from rag.amounts import AMOUNT, millions
from rag.lexicon import Lexicon
from rag.matching import MONTHS
from rag.schema import DraftClaim, Gloss, Lead
from rag.text import collapse, even_tones, fold
from rag.values import day_in, earlier

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*(?:\s?[%‰])?")
_DOCUMENT = re.compile(r"\d{1,5}(?:/\d{4})?[-/][A-ZĐ][\w&/-]*")

_TWICE = re.compile(r"\b(\w+(?: \w+){3,}), \1\b")
""" "… địa phương có liên quan, địa phương có liên quan": put together wrongly, no plan's words."""


def supported(claim: DraftClaim, text_of: Callable[[str], str], lexicon: Lexicon) -> str | None:
    """None where the claim stands; else why it does not, for the log.

    An ``absent`` claim quotes nothing and states nothing of a plan's content.
    """
    for piece in claim.slices:
        if piece.plan_id != claim.plan_id:
            return f"quote from {piece.plan_id} under a claim on {claim.plan_id}"
        if not piece.text or text_of(piece.plan_id)[piece.start : piece.end] != piece.text:
            return f"quote at {piece.start} is not a slice of {piece.plan_id}"
    if claim.kind == "absent":
        return None
    if not claim.slices:
        return "no quote"
    quotes = "\n".join(piece.text for piece in claim.slices)
    if not claim.counted:
        return unborne(claim.text, quotes, lexicon)
    written = even_tones(collapse(quotes))
    for one in claim.counted:
        if even_tones(collapse(one)) not in written:
            return f"counted {one}"
    # the count itself stands in no quote: it is as many as what it counts
    return unborne(claim.text, f"{quotes}\n{len(claim.counted)}", lexicon)


def lead_unborne(lead: Lead, question: str, claims: Sequence[DraftClaim], lexicon: Lexicon) -> (
    str | None
):  # fmt: skip
    """None where a lead stands on the statements behind it; else why it does not.

    What a lead denies stands in the question. An order is read again from the statements' words.
    """
    quotes = [piece.text for claim in claims for piece in claim.slices]
    told = [words for _, words in lead.order]
    count = str(len(lead.counted)) if lead.counted else ""
    borne = "\n".join((*quotes, *told, question, count))
    for plan_id, words in lead.order:
        if not any(claim.plan_id == plan_id and words in claim.text for claim in claims):
            return f"order of {words}"
    if any(not _in_order(one, other) for one, other in itertools.pairwise(told)):
        return f"order {' < '.join(told)}"
    return unborne(lead.text, borne, lexicon)


def gloss_unborne(gloss: Gloss, quotes: str, lexicon: Lexicon) -> str | None:
    """None where an English line stands on the quotes; else why it does not.

    Each of the plan's words that it puts into English stands in the quotes, and so does every
    number ("100,000" is the plan's "100.000"), month and agency.
    """
    written = even_tones(collapse(quotes))
    for said, english in gloss.words:
        if even_tones(collapse(said)) not in written:
            return f"words {said}"
        if english not in gloss.text and english[:1].upper() + english[1:] not in gloss.text:
            return f"English {english}"
    # "chỉ tiêu 1,2" names two
    found = _NUMBER.findall(quotes)
    held = {_value(part) for number in found for part in (number, *re.split(r"[.,]", number))}
    for number in _NUMBER.findall(gloss.text.translate(_SWAPPED)):
        if _value(number) not in held:
            return f"number {number}"
    for month, number in MONTHS.items():
        named = re.search(rf"\b{month}\b", gloss.text, re.IGNORECASE)
        if named and not re.search(rf"(?:tháng\s+|[/.-])0?{number}(?!\d)", written):
            return f"month {month}"
    return _agency_unborne(gloss.text, quotes, lexicon)


_SWAPPED = str.maketrans(".,", ",.")


def _value(number: str) -> str:
    """ "05" is 5, and the comma behind a number is none of it."""
    return re.sub(r"^0+(?=\d)", "", _plain(number))


def _in_order(one: str, other: str) -> bool:
    """Whether the date of ``one`` is not behind the other's, or its figure or sum not greater."""
    days = day_in(one), day_in(other)
    if days[0] is not None and days[1] is not None:
        apart = earlier(days[0], days[1])
        return apart is not None and apart <= 0
    if all(AMOUNT.match(words) for words in (one, other)):
        return millions(one) <= millions(other)
    figures = [_NUMBER.search(words) for words in (one, other)]
    if days != (None, None) or None in figures:
        return False
    first, second = (int(found.group()) for found in figures if found)
    return first <= second


def unborne(text: str, quotes: str, lexicon: Lexicon) -> str | None:
    """The first agency, figure, date or number of ``text`` that the quotes do not hold."""
    numbers = {_plain(number) for number in _NUMBER.findall(quotes)}
    for number in _NUMBER.findall(text):
        if _plain(number) not in numbers:
            return f"number {number}"
    flat = re.sub(r"\s", "", quotes).casefold()
    for document in _DOCUMENT.findall(text):
        if document.casefold() not in flat:
            return f"document {document}"
    return _agency_unborne(text, quotes, lexicon)


def _agency_unborne(text: str, quotes: str, lexicon: Lexicon) -> str | None:
    written = even_tones(collapse(quotes))
    named = None
    for mention in lexicon.find_agencies(text):
        if even_tones(collapse(mention.written)) in written:
            continue
        if named is None:
            named = lexicon.find_agencies(collapse(quotes))
        if not any(lexicon.same_agency(mention.name, other.name) for other in named):
            return f"agency {mention.written}"
    twice = _TWICE.search(collapse(text))
    if twice is not None and twice.group() not in written:
        return f"twice {twice[1]}"
    return None


def _plain(number: str) -> str:
    return fold(re.sub(r"\s", "", number))
