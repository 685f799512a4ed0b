"""What an abbreviation stands for: as a plan writes it out, else by the program's own list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.answers.shape import Asked, absent, draft, stated, tidy, without_marker
from rag.schema import Draft, DraftClaim, Slice
from rag.text import collapse, fold, nfc

_OPENING = (
    r"^\W*(?:(?:cho (?:toi |minh |em )?hoi|the|vay|xin hoi|trong (?:cac |ban )?ke hoach(?: nay)?|"
    r"chu|cum tu|tu|ky hieu|chu cai)[, ]+)*"
)
_END = r"(?:\s+(?:o|trong|tai|cua|theo)\b[^?]*)?\W*$"
_ASKS = re.compile(
    # "VSTBPN (là) viết tắt của gì", "UBND viết tắt nghĩa là gì", "Ủy ban nhân dân viết tắt thế nào"
    rf"{_OPENING}(?P<before>[^?]{{1,60}}?)(?: (?:la|nghia|chu|tu|duoc|co phai))* viet tat"
    r"(?: (?:cua|cho|tu|cum|chu|la|nghia|co|thanh|nhu|the|co quan|don vi|to chuc))*"
    r"(?: (?:gi|nao|ra sao|sao))+"
    rf"(?: (?:vay|the|a|nhi|ha))*{_END}|"
    # "viết tắt VSTBPN nghĩa là gì", "chữ viết tắt của VSTBPN"
    rf"{_OPENING}viet tat(?: (?:cua|cho|tu|cum|chu))* (?P<behind>[^?]{{1,40}}?)"
    rf"(?: (?:co|la|nghia|the|nhu|gi|nao|sao))*{_END}|"
    rf"^\W*what (?:does|do) (?P<english>[^?]{{1,40}}?) (?:stand for|abbreviate)\b[^?]*\W*$"
)
_MEANS = re.compile(
    rf"{_OPENING}(?P<alone>(?:(?:so|phong|ban|bo|hoi|doan|chi cuc) )?\S{{2,12}})"
    r"(?: (?:co|la|nghia|y))+(?: (?:gi|sao|the nao))+"
    rf"(?: (?:vay|the|a|nhi|ha))*{_END}|"
    rf"^\W*what (?:does|is) (?P<english>\S{{2,12}})(?: mean)?\W*$"
)
""" "BĐG là gì?": an abbreviation alone, asked for as a word is."""
_WHERE = re.compile(r" (?:trong|ở|tại|của|theo|o|tai|cua)\b.*$")
_LISTED = re.compile(r"\s*(?:,|;| và | va | and )\s*")
_NAMING = (
    r"(?:sau\s+đây\s+)?(?:được\s+)?(?:viết|gọi)\s+(?:tắt|chung)\s*(?:là|:)?\s*|"
    r"sau\s+đây\s+gọi\s+là\s+"
)


def short_forms(asked: Asked) -> Draft | None:
    """Each abbreviation with what it stands for; None where the question asks for none."""
    terms = _terms(asked)
    if not terms:
        return None
    claims: list[DraftClaim] = []
    for term in terms:
        told = [one for plan_id in asked.query.plans for one in _told(asked, plan_id, term)]
        claims += told or _by_list(asked, term)
    return draft(asked, claims, reason="not_stated")


def _terms(asked: Asked) -> tuple[str, ...]:
    """The abbreviations, or the words to be abbreviated, as they are typed."""
    question = nfc(collapse(asked.query.question))
    bare = re.sub(r"[“”\"‘’']", " ", question)
    found = _ASKS.search(fold(bare))
    if found is None:
        alone = _MEANS.search(fold(bare))
        found = alone if alone is not None and _is_short(asked, bare, alone) else None
    if found is None:
        return ()
    name = next(name for name, said in found.groupdict().items() if said)
    written = _WHERE.sub("", bare[slice(*found.span(name))].strip(" ,:"))
    return tuple(one for one in _LISTED.split(written) if one)


def _is_short(asked: Asked, question: str, found: re.Match[str]) -> bool:
    """Whether the one word asked for is an abbreviation of the list, typed as one."""
    name = "alone" if found["alone"] else "english"
    word = question[slice(*found.span(name))]
    typed = sum(letter.isupper() for letter in word) > 1 or "/" in word
    if not typed:
        return False
    named = re.compile(rf"gọi\s+(?:(?:tắt|chung)\s+)?là:?\s+[“\"]?{re.escape(word)}[”\"]?\)")
    own = any(named.search(asked.book.text(plan_id)) for plan_id in asked.query.plans)
    return own or bool(asked.book.lexicon.written_out(word))


def _told(asked: Asked, plan_id: str, term: str) -> Iterator[DraftClaim]:
    """ "Trung tâm Hỗ trợ trẻ em (sau đây viết tắt là TTHTTE)", "bình đẳng giới (BĐG)"."""
    written = r"\s+".join(map(re.escape, term.split()))
    bracket = re.compile(
        rf"\((?:(?:{_NAMING})[“\"]?{written}[”\"]?|[“\"]?(?=[^\s)]*[A-ZĐ]{{2}}){written}[”\"]?)\)"
    )
    text = asked.book.text(plan_id)
    for section in asked.book.sections(plan_id).values():
        for match in bracket.finditer(text, section.start, section.end):
            full = _before(text[section.start : match.start()], term)
            if full is None and "gọi" in match[0]:
                # "các ngành khoa học, công nghệ … (sau đây gọi là STEM)": not short for its words
                start = (
                    section.start
                    + len(text[section.start : match.start()])
                    - len(re.split(r"[.;:]\s", text[section.start : match.start()])[-1])
                )
                piece = Slice(plan_id, section.id, start, match.end(), text[start : match.end()])
                yield stated(tidy(without_marker(collapse(piece.text))), plan_id, (piece,))
                return
            if full is None:
                continue
            start = match.start() - len(full)
            piece = Slice(plan_id, section.id, start, match.end(), text[start : match.end()])
            said = asked.phrases.say("short_told", term=term, full=collapse(full))
            yield stated(said, plan_id, (piece,))
            return


def _before(text: str, term: str) -> str | None:
    """The words before a bracket that the term shortens: by its letters, else from the comma."""
    stretch = re.split(r"[.;:,()]\s", text)[-1]
    words = list(re.finditer(r"[^\W_]+", stretch))
    wanted = [letter for letter in fold(term) if letter.isalnum()]
    at = len(words)
    while wanted and at:
        at -= 1
        if fold(words[at].group())[0] == wanted[-1]:
            wanted.pop()
    if words and not wanted and words[-1].end() >= len(stretch.rstrip()) - 1:
        return stretch[words[at].start() :]
    return stretch.lstrip() or None if len(term.split()) > 1 or not term.isupper() else None


def _by_list(asked: Asked, term: str) -> list[DraftClaim]:
    """What the program's list says; it is no statement of any plan."""
    say, lexicon = asked.phrases.say, asked.book.lexicon
    full = lexicon.written_out(term)
    if full:
        text = say("short_listed", term=term, full=say("or").join(f"“{one}”" for one in full))
    elif shorts := lexicon.shortened(term):
        text = say("short_of", term=term, short=", ".join(f"“{one}”" for one in shorts[:3]))
    else:
        text = say("no_short", term=term)
    return [absent(text, None)]
