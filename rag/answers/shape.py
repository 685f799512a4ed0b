"""What all answerers share: statements, shortening to a clause, thresholds."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rag.answers.plans.plan_order import in_order
from rag.book import Book, unique
from rag.coverage import Matcher
from rag.phrasing import Phrases
from rag.schema import Draft, DraftClaim, Lead, Query, Reason, Slice
from rag.text import fold, lower
from rag.understanding.questions import Frames
from rag.understanding.subject import Subject

# Fitted on the dev questions (python -m evals --split dev): below these shares of its content
# words a text is near the question, not an answer to it.
TOPIC_FLOOR = 0.45
GENERAL_FLOOR = 0.5
NEAR_FLOOR = 0.33
NEAR_HITS = 3
"""A passage that both searches rank among the first may answer with less of the words."""
SAID_FLOOR = 0.6
"""Share of the subject, by meaning, from which such a passage answers with few of the words."""
_SAID_UNMARKED = 0.75
"""Share of the words from which a text is on a question whose words have no marks to tell by."""
SAID_WHOLE, SAID_PART = 0.95, 0.7
"""The subject is said whole from the one on, and in part up to the other."""
ELSEWHERE_HITS = 3
ELSEWHERE_FLOOR = 0.7
ELSEWHERE_LEAD = 1.25
"""An item given to nobody that covers this much, and this much more than any duty, is what was
asked for: nobody was given it."""
NEAR_DUTY = 0.75
"""The same share among the duties of one agency: a subject may be in several of them."""
NEAR_BEST = 0.93
"""Share of the best score that a further statement of the same plan must reach."""
NEAR_BEST_PLAN = 0.7
"""The same between plans, where the question names none."""
QUALIFIER_FLOOR = 0.5
"""Share of a bracketed qualifier's words that picks one of two agencies with one indicator."""
DIRECT_LEAD = 0.85
"""A duty that covers the question nearly as well as an indicator does is told before it."""
GROUP_FLOOR = 0.7
"""A heading that covers this much of a question stands for all that is given below it."""
MAX_WORDS = 70
GIST = 15
"""Words of a duty beside its agency: an answer to who is some 25 words a plan."""
_SLACK = 6
"""Words over the limit that are not worth a cut."""
LEAD = 4
_OPENS = frozenset("về các những trong cho của nhằm đối để và việc với theo từ tại ở".split())
_IN_HEAD = 0.9
"""Share of a clause's score from which its first words alone tell it."""
_SAYS = 0.2
"""Share of the words below which no clause is on the question: the first tells most."""
MAX_PLANS = 5
MAX_STATEMENTS = 10

_CLAUSE = re.compile(r";\s+|[.!?…]\s+(?=[A-ZĐÀ-Ỹ])")


@dataclass(frozen=True)
class Asked:
    """One question with everything an answerer needs."""

    query: Query
    book: Book
    phrases: Phrases
    matcher: Matcher
    subject: Subject
    frames: Frames
    day: date
    """When it is asked: plans whose period is over are so on this day."""

    def unsaid(self, *texts: str) -> bool:
        """Whether the texts, the plans' titles with them, leave the question's subject unsaid.

        Not where who is asked without marks, and a text tells it in most of those words.
        """
        bare = self.query.unaccented and self.query.intent == "who"
        if bare and self.matcher.score(*texts) >= _SAID_UNMARKED:
            return False
        titles = tuple(self.book.by_id[plan_id].title for plan_id in self.query.plans)
        return self.subject.unsaid(self.query, *texts, beside=titles)


_OF_MEN = re.compile(r"\b(?:nam giới|đàn ông|cho nam|bé trai|trẻ em trai)\b")
""" "Cho nam giới": the word reads as "năm", and of a year every plan is."""


def narrows(asked: Asked, known: Iterable[str], besides: Iterable[str] = ()) -> bool:
    """Whether a question on all there is names a subject: words that no plan's title holds.

    ``known`` are the syllables, without marks, that ask for the kind itself ("chi", "tieu"),
    ``besides`` whole words ("phu luc").
    """
    titles = " ".join(asked.book.by_id[plan_id].title for plan_id in asked.query.plans)
    men = _OF_MEN.search(lower(asked.query.question))
    if men is not None and men.group() not in lower(titles):
        return True
    said = frozenset(re.findall(r"[^\W_]+", fold(titles))) | frozenset(known)
    return bool(set(asked.subject.narrowing(asked.query, said)) - set(besides))


def stated(text: str, plan_id: str, slices: Iterable[Slice]) -> DraftClaim:
    """A statement with the slices it rests on."""
    return DraftClaim("stated", tidy(text), plan_id, unique(slices))


def counted(text: str, plan_id: str, what: Sequence[str], slices: Iterable[Slice]) -> DraftClaim:
    """A statement that says how many there are, with what it counts."""
    return DraftClaim("stated", tidy(text), plan_id, unique(slices), tuple(what))


def answers(draft: Draft) -> bool:
    """Whether anything is stated."""
    return any(claim.kind == "stated" for claim in draft.claims)


def absent(text: str, plan_id: str | None) -> DraftClaim:
    """A statement that a plan does not hold something."""
    return DraftClaim("absent", text, plan_id)


def draft(
    asked: Asked,
    claims: Sequence[DraftClaim],
    *,
    reason: Reason | None = None,
    lead: Lead | None = None,
    nearest: Iterable[Slice] = (),
) -> Draft:
    """A draft: statements plan by plan, at most five plans, then what plans do not hold."""
    claims = _merged(claims)
    telling = in_order(
        asked.book.by_id, {c.plan_id for c in claims if c.kind == "stated" and c.plan_id}
    )
    shown = telling[:MAX_PLANS]
    stated_ones = [
        c for plan_id in shown for c in claims if c.kind == "stated" and c.plan_id == plan_id
    ]
    silent = in_order(
        asked.book.by_id, {c.plan_id for c in claims if c.kind == "absent" and c.plan_id}
    )
    near = asked.query.among is not None
    told = silent if near else silent[:MAX_PLANS]  # of many plans told in one line as the nearest
    kept = {None, *told} if len(silent) <= MAX_PLANS or not telling else {None}
    absent_ones = [c for plan_id in (*silent, None) if plan_id in kept
                   for c in claims if c.kind == "absent" and c.plan_id == plan_id]  # fmt: skip
    if not claims and lead is None:
        few, key = str(len(asked.query.plans)), "nothing_near" if near else "nothing_found"
        absent_ones = [absent(asked.phrases.say(key, few=few), None)]
    more, key = len(telling) - len(shown), "more_of_nearest" if near else "more_plans"
    tail = asked.phrases.say(key, count=str(more)) if more > 0 else None
    return Draft(asked.query, (*stated_ones, *absent_ones), lead, reason, unique(nearest), (), tail)


def _merged(claims: Sequence[DraftClaim]) -> list[DraftClaim]:
    """Each sentence of a plan once, with all that it rests on."""
    found: dict[tuple[str, str | None, str], DraftClaim] = {}
    for claim in claims:
        key = (claim.kind, claim.plan_id, claim.text)
        before = found.get(key)
        slices = (*before.slices, *claim.slices) if before else claim.slices
        found[key] = replace(claim, slices=unique(slices))
    return list(found.values())


def tidy(text: str) -> str:
    """One line, without the punctuation that ends a clause in the plan.

    The mark of a footnote goes too: beside the answer's own it would be taken for a citation.
    """
    flat = re.sub(r"\s+", " ", _NOTE_MARK.sub("", text)).strip()
    # a list that the plan leaves open ("các đề án …,...") stays so
    left_open = "…" if _LEFT_OPEN.search(flat) else ""
    return re.sub(r"\s*(?:\./\.?|[.;:,]|\s/$)+$", "", flat) + left_open


_LEFT_OPEN = re.compile(r"\.\.\.[.;,/]*$")


_NOTE_MARK = re.compile(r"(?<=[^\s\[])\[\d{1,3}\](?!\()")
_MARKER = re.compile(r"^(?:[-–+*•]|\d{1,2}(?:\.\d{1,2})*[.)]|[IVX]+\.|[a-zđ]\))\s+")


def without_marker(text: str) -> str:
    """The words of an item without its printed marker."""
    return _MARKER.sub("", text, count=1)


def brief(text: str, matcher: Matcher | None = None, limit: int = MAX_WORDS) -> str:
    """The text, or where it is long its clauses that match best, in order, marked with "…"."""
    flat = re.sub(r"\s+", " ", text).strip()
    if len(flat.split()) <= limit:
        return flat
    clauses = clauses_of(flat)
    ranked = sorted(
        range(len(clauses)),
        key=lambda i: (-(matcher.score(clauses[i]) if matcher and not matcher.empty else 0), i),
    )
    chosen: list[int] = []
    words = 0
    for i in ranked:
        length = len(clauses[i].split())
        if chosen and words + length > limit:
            break
        chosen.append(i)
        words += length
    parts: list[str] = []
    for i in sorted(chosen):
        gap = parts and i - 1 not in chosen
        first = not parts and i > 0
        parts.append((_begun(flat, clauses[i]) if first else "… " if gap else "") + clauses[i])
    joined = " ".join(parts)
    pieces = joined.split()
    if len(pieces) > limit + 15:
        joined = " ".join(pieces[: limit + 15])
        return tidy(joined) + "…"
    return tidy(joined) + ("…" if max(chosen) < len(clauses) - 1 else "")


_GOVERNS = re.compile(
    r"(?:[a-zđ]\)\s*)?(?P<label>(?:chủ động )?(?:tham mưu|đề nghị|chỉ đạo)\b[^:;.]{0,60}:)\s",
    re.IGNORECASE,
)


def _begun(flat: str, clause: str) -> str:
    """ "… ", behind a label that governs the clause: "Tham mưu cấp có thẩm quyền: …"."""
    label = _GOVERNS.match(flat)
    before = flat[: flat.find(clause)]
    return f"{label['label']} … " if label and not re.search(r"[.!?…]\s", before) else "… "


def gist(text: str, matcher: Matcher, limit: int, lead: int = LEAD) -> str:
    """The clause that covers the question best, cut to some ``limit`` words with "…".

    A long clause keeps the ``lead`` words it begins with, which tell the role, and the stretch that
    covers the question best.
    """
    flat = re.sub(r"\s+", " ", text).strip()
    if len(flat.split()) <= limit:
        return flat
    clauses = clauses_of(flat)
    scores = [0.0 if matcher.empty else matcher.score(clause) for clause in clauses]
    best = max(range(len(clauses)), key=lambda n: (scores[n], matcher.own_score(clauses[n]), -n))
    best = best if scores[best] >= _SAYS else 0
    words = tidy(clauses[best]).split()
    end = "…" if best < len(clauses) - 1 else ""
    begin = _begun(flat, clauses[best]) if best else ""
    if len(words) <= limit + _SLACK:
        return begin + " ".join(words) + end
    head = " ".join(words[:limit])
    if matcher.empty or matcher.score(head) >= _IN_HEAD * scores[best]:
        cut = _phrase_end(words, limit, matcher)
        return begin + _ended(words[:cut]) + ("…" if cut < len(words) else end)
    ends = [n for n in range(lead - 2, lead + 2) if n > 1 and _opens(words, n)]
    first = words[: _word_end(words, max(ends, default=lead), matcher)]
    while len(first) > 1 and first[-1].lower() in _OPENS:
        first.pop()
    room = limit - min(LEAD, len(first))
    begins = range(max(lead, len(first)), len(words))
    opening = [n for n in begins if _opens(words, n)] or [len(words) - room]
    at = max(opening, key=lambda n: (matcher.score(" ".join(words[n : n + room])), -n))
    told, tail = _with_stretch(words, len(first), at, room, matcher)
    whole = " ".join(words)
    if matcher.score(told) < _KEPT * scores[best] or matcher.loses(whole, told):
        # the cut would take what is asked
        if len(words) <= limit + _SPARED:
            return begin + whole + end
        anywhere = [n for n in begins if not _goes_on(words, n, matcher)]
        others = [_with_stretch(words, len(first), n, room, matcher) for n in anywhere]
        others = [
            one for one in others
            if len(one[0].split()) <= limit + _NEARLY and not _cuts_quote(one[0])
        ]  # fmt: skip
        least = min(((told, tail), *others), key=lambda one: matcher.lost(whole, one[0]))
        heads = [n for n in range(len(first), min(at, limit)) if not _goes_on(words, n, matcher)]
        longer = (_with_stretch(words, n, at, room, matcher) for n in heads)
        if matcher.lost(whole, least[0]):
            least = next((one for one in longer if not matcher.loses(whole, one[0])), least)
        told, tail = least
    return f"{begin}{told}{tail or end}"


def _cuts_quote(text: str) -> bool:
    """Whether a cut leaves a quotation open: "với chủ đề “Yêu thương…"."""
    return text.count('"') % 2 == 1 or text.count("“") != text.count("”")


def _with_stretch(
    words: Sequence[str], head: int, at: int, room: int, matcher: Matcher
) -> tuple[str, str]:
    """The first words of a text with the stretch that begins at a word, and "…" if it is cut."""
    cut = _phrase_end(words[at:], room, matcher)
    tail = "" if at + cut >= len(words) else "…"
    if at - head <= _SLACK:
        return _ended(words[: at + cut]), tail
    return f"{_ended(words[:head])} … {_ended(words[at : at + cut])}", tail


_NEARLY = 2
"""Words over the limit that a cut may have which leaves all that is asked."""
_SPARED = 4
"""Words over the limit up to which a clause is told whole rather than without what is asked."""
_KEPT = 0.97
"""Share of a clause's score that is left where a cut takes nothing that the question names."""
_BACK, _ON = 4, 4
"""Words that a cut is moved at most, to the end of a phrase: "… cấp huyện, xã nhiệm" goes back."""


def _phrase_end(words: Sequence[str], at: int, matcher: Matcher) -> int:
    """Where a text that begins with the first word is cut near ``at``: not within a phrase.

    It goes back where nothing is lost that the question names, else on.
    """
    if at >= len(words):
        return len(words)
    ends = [n for n in range(max(LEAD, at - _BACK), at + _ON + 1) if _ends(words, n)]
    told = 0.0 if matcher.empty else matcher.score(" ".join(words[:at]))
    for end in reversed([n for n in ends if n <= at]):
        if matcher.empty or matcher.score(" ".join(words[:end])) >= told:
            return end
    back = at
    while back > LEAD and _goes_on(words, back, matcher):
        back -= 1
    if back < at and (matcher.empty or matcher.score(" ".join(words[:back])) >= told):
        return back
    return next((n for n in ends if n > at), _word_end(words, at, matcher))


_WITHIN = 6
"""Words that a cut is moved on at most to the end of a name or a date."""


def _word_end(words: Sequence[str], at: int, matcher: Matcher) -> int:
    """The end of the word, the name or the number that a cut falls in."""
    end = at
    while end < len(words) and end - at < _WITHIN and _goes_on(words, end, matcher):
        end += 1
    return at if end - at == _WITHIN else end


def _goes_on(words: Sequence[str], at: int, matcher: Matcher) -> bool:
    """Whether a word belongs to the one before it: "bạo | lực", "Tư | pháp", "số | 2456"."""
    before, word = words[at - 1], words[at]
    if before[-1] in ",;:":
        return (before.lower(), word.lower()) == ("phòng,", "chống")
    named = before[0].isupper() and word[0].isupper()
    dated = before[0].isdigit() and word in ("tháng", "năm")
    return named or dated or word[0].isdigit() or matcher.one_word(before, tidy(word))


def _ends(words: Sequence[str], at: int) -> bool:
    """Whether a phrase ends before a word, and no name goes on: "Thương binh và Xã hội"."""
    if at >= len(words) or not _opens(words, at):
        return at == len(words)
    if words[at].lower() in _OPENS - {"và"}:
        return True
    first = words[min(at + (words[at].lower() == "và"), len(words) - 1)]
    return not first[0].isupper()


def _ended(words: Sequence[str]) -> str:
    """A cut text without last words that only open a phrase: "… cấp huyện và các"."""
    left = list(words)
    while len(left) > 1 and left[-1].lower() in {*_OPENS, "-", "–"}:
        left.pop()
    return closed(tidy(" ".join(left)))


def closed(text: str) -> str:
    """A cut text without the bracket that its cut has left open."""
    return text[: text.rindex("(")].rstrip(" ,;") if text.count("(") > text.count(")") else text


def _opens(words: Sequence[str], at: int) -> bool:
    """Whether a stretch may begin at a word: behind a comma, or with a word that opens a phrase."""
    return words[at - 1][-1] in ",;:" or words[at].lower() in _OPENS


def clauses_of(text: str) -> list[str]:
    """Clauses of a text, each with the mark that ends it."""
    cuts = [0, *(m.end() for m in _CLAUSE.finditer(text)), len(text)]
    return [text[a:b].strip() for a, b in itertools.pairwise(cuts) if text[a:b].strip()]


def near_slices(asked: Asked, k: int = 3) -> list[Slice]:
    """What stands nearest to the question, shown as near and never as an answer."""
    hits = [hit for hit in asked.book.hits(asked.query, 3 * k)
            if hit.passage.path[0].level not in ("dau", "noi_nhan", "ky", "tieu_de")]  # fmt: skip
    return [asked.book.passage_slice(hit.passage) for hit in hits[:k]]
