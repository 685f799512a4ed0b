"""Typed facts of a statement as an English line: who, when, how much, what the header says.

Only what is typed is told: agencies by their English names, roles, dates, figures with their
comparators, sources of money, cited documents. The plan's own words stay Vietnamese, beside it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rag.book import Book
from rag.matrix.duty_roles import Wording
from rag.plan_words import Pair, PlanWords, beside_agency
from rag.schema import (
    Assignment,
    Draft,
    DraftClaim,
    Gloss,
    HeaderField,
    Lead,
    Query,
    Reference,
    Slice,
    Statement,
)
from rag.text import collapse, even_tones
from rag.understanding.asked_in_english import (
    asks_figure,
    asks_where_alone,
    doubles,
    is_of_the_month,
    parts_of,
    same_time,
    without_attendance,
)
from rag.understanding.english_names import EnglishFile, EnglishNames, listed, placed

_FEW = 3
"""Duties by number that one line tells; of more, those that the question names."""
_SUPPORTING = "(supporting)"
_OPENING = 24
"""Characters of a task within which its role stands."""
_RECEIVER = re.compile(r"To (?P<to>[^:]+?)(?: \(through (?P<through>[^:]+)\))?: ")
"""The opening of ``receiver`` and ``receiver_through`` in ``answers_en.toml``."""
_DUE = re.compile(r"(?:before|by|at) ")
_COMMITTEE = re.compile(r"^(?:ủy ban nhân dân|uỷ ban nhân dân|ubnd) ", re.IGNORECASE)
_LABEL = re.compile(r"\b(?:chỉ tiêu|mục tiêu|mục|khoản)\s+\d+(?:\.\d+)*\b", re.IGNORECASE)
_AMOUNT = re.compile(r" dong\b")


def in_english(draft: Draft, book: Book) -> Draft:
    """The draft with an English line beside each statement whose facts are typed."""
    if draft.query.lang != "en":
        return draft
    prompts = book.lexicon.prompts
    told = _Teller(EnglishFile.load(prompts), Wording.load(prompts), book, draft.query)
    claims = tuple(
        replace(claim, english=told.gloss(claim)) if claim.kind == "stated" else claim
        for claim in draft.claims
    )
    lead = draft.lead or told.head(claims)
    return replace(draft, claims=claims, lead=lead)


def english_label(label: str, prompts: Path) -> str:
    """ "Tỉnh Kon Tum" is "Kon Tum province"; what stands behind the place stays behind it."""
    return placed(label, EnglishFile.load(prompts).places)


@dataclass(frozen=True)
class _Teller:
    """Tells statements of one question."""

    file: EnglishFile
    wording: Wording
    book: Book
    query: Query

    def gloss(self, claim: DraftClaim) -> Gloss | None:
        """The first of its facts that tells what is asked."""
        ways: dict[str, tuple[Callable[[DraftClaim], Gloss | None], ...]] = {
            "who": (self._who, self._figure),
            "duties": (self._who,),
            "deadline": (self._receiver, self._deadline, self._time),
            "event": (self._time,),
            "target": (self._figure,),
            "funding": (self._figure, self._money),
            "basis": (self._basis,),
            "header": (self._header, self._figure),
            "general": (self._figure,),
        }
        for way in ways.get(self.query.intent, ()):
            found = way(claim)
            if found is not None:
                return replace(found, text=found.text[0].upper() + found.text[1:])
        return None

    def head(self, claims: Sequence[DraftClaim]) -> Lead | None:
        """ "What the plan gives the Department of Health (Sở Y tế):", where all is hers."""
        stated = [claim for claim in claims if claim.kind == "stated"]
        heads = {claim.text.partition(": ")[0] for claim in stated}
        plans = {claim.plan_id for claim in stated}
        if self.query.intent != "duties" or len(heads) != 1 or len(plans) != 1 or len(stated) == 1:
            return None
        agencies = self._names.agencies(heads.pop())
        return Lead(self._say("duties", agency=agencies[0])) if agencies else None

    # -- who does what

    def _who(self, claim: DraftClaim) -> Gloss | None:
        head, colon, task = claim.text.partition(": ")
        supporting = _SUPPORTING in head
        agencies = self._names.agencies(head.replace(_SUPPORTING, ""))
        if not colon or agencies is None:
            return None
        name, pairs = agencies
        several = int(len(pairs) > 1 or not pairs[0][1].startswith("the "))
        given = self._assignment(claim)
        done = None if given is None or supporting else self._by_number(given, several)
        if done is None:
            role = "phối hợp" if supporting else self._opening_role(task)
            if not role and self.query.intent == "duties":
                return None
            done = self.file.roles[role][several], ()
        line = self._say("who", agency=name, task=done[0])
        return Gloss(line, (*pairs, *done[1]))

    def _assignment(self, claim: DraftClaim) -> Assignment | None:
        pieces = set(claim.slices)
        if claim.plan_id is None:
            return None
        found = [one for one in self.book.assignments(claim.plan_id) if one.task in pieces]
        return found[0] if len(found) == 1 else None

    def _opening_role(self, task: str) -> str:
        opening = even_tones(task.lstrip("… "))[:_OPENING]
        roles = (role for role in self.file.roles if role)
        return next((role for role in roles if opening.startswith(even_tones(role))), "")

    def _by_number(self, given: Assignment, several: int) -> tuple[str, tuple[Pair, ...]] | None:
        """ "carries out and reports on indicators 1 and 2 of objective 5", as the duty says."""
        asked = [one for one in given.references if self._is_asked(one)]
        told = asked or (given.references if len(given.references) <= _FEW else ())
        clauses: dict[tuple[str, ...], list[str]] = {}
        pairs: list[Pair] = []
        for one in told:
            roles = [role for role in self.wording.roles(given, one) if role in self.file.duties]
            if not roles:
                return None
            verbs = [self.file.duties[role][several] for role in roles]
            pairs += zip(roles, verbs, strict=True)
            clauses.setdefault(tuple(verbs), []).append(self._item(one))
        if not clauses:
            return None
        text = "; ".join(f"{listed(verbs)} {listed(items)}" for verbs, items in clauses.items())
        return text, tuple(dict.fromkeys(pairs))

    def _is_asked(self, one: Reference) -> bool:
        query = self.query
        if query.objectives and one.objective not in query.objectives:
            return False
        if query.indicators and one.indicators:
            return bool(set(query.indicators) & set(one.indicators))
        return bool(query.objectives or query.indicators)

    def _item(self, one: Reference) -> str:
        if not one.indicators:
            return self._say("objectives", numbers=one.objective)
        many = "many_" if len(one.indicators) > 1 else ""
        key = f"{many}indicators" if one.objective else f"{many}lone_indicators"
        told = self._say(key, numbers=listed(one.indicators), objective=one.objective)
        # a part of the indicator is no more than that part
        return f"{told} ({one.qualifier.strip('() ')})" if one.qualifier else told

    # -- when

    def _deadline(self, claim: DraftClaim) -> Gloss | None:
        head, colon, _ = claim.text.partition(": ")
        when = self._words.whole(head) if colon else None
        if when is None or claim.plan_id is None:
            return None
        pieces = set(claim.slices)
        facts = [
            one for one in self.book.deadlines(claim.plan_id)
            if one.task in pieces and same_time(head, one.when)
        ]  # fmt: skip
        reports = bool(facts) and all(one.kind == "report" for one in facts)
        speaks_of_reports = "báo cáo" in claim.text.lower() or "report" in self.query.question
        due = "due_report" if reports and speaks_of_reports else "due"
        key = due if _DUE.match(when) else "finished" if when.startswith("to be ") else "when"
        line = self._say(key, when=when)
        pairs: list[Pair] = [(head, when)]
        # of two dates in a sentence each has a receiver of its own
        alone = [one for one in facts if len(one.when) == 1]
        to = next((one.recipient for one in alone if one.recipient and reports), None)
        receiver = self._names.agencies(to) if to else None
        if receiver is not None and to is not None and self._borne(to, claim.slices):
            line = self._say("due_to", line=line, to=receiver[0])
            pairs += receiver[1]
        return Gloss(line, tuple(pairs))

    def _receiver(self, claim: DraftClaim) -> Gloss | None:
        found = _RECEIVER.match(claim.text)
        to = self._names.agencies(found["to"]) if found else None
        if found is None or to is None:
            return None
        line, pairs = self._say("receiver", to=to[0]), to[1]
        through = self._names.agencies(found["through"]) if found["through"] else None
        if through is not None:
            line = self._say("due_through", line=line, through=through[0])
            pairs = (*pairs, *through[1])
        return Gloss(line, pairs)

    def _time(self, claim: DraftClaim) -> Gloss | None:
        if self._of_two_reports(claim):
            return None
        question = self.query.question
        if asks_where_alone(question) or is_of_the_month(question, claim.text):
            return None
        if "có hiệu lực" in claim.text:
            return None  # its date is of the decision that it replaces
        found = self._words.times(claim.text)
        days = tuple(pair for pair in found if not pair[1].isdigit()) or found
        if len({told for _, told in days}) != 1:
            days = self._asked_of(days, claim.text)
        if not days or not days[0][1]:
            return None
        day = without_attendance(days[0][0])
        pair = days[0] if day == days[0][0] else next(iter(self._words.times(day)), (day, ""))
        return Gloss(self._say("when", when=pair[1]), (pair, *days[1:])) if pair[1] else None

    def _of_two_reports(self, claim: DraftClaim) -> bool:
        """Whether a sentence is told whole with the days of two reports."""
        return claim.plan_id is not None and any(
            one.kind == "report" and sum(when in claim.text for when in one.when) > 1
            for one in self.book.deadlines(claim.plan_id) if one.task in claim.slices
        )  # fmt: skip

    # -- how much

    def _figure(self, claim: DraftClaim) -> Gloss | None:
        found = self._words.figures(claim.text)
        chosen = found if len(found) == 1 else self._asked_of(found, claim.text)
        if not chosen or claim.plan_id is None:
            return None
        ((written, told),) = chosen
        if not told or self._words.times(written) or self._counts_more(claim.text, found):
            return None
        pieces = set(claim.slices)
        targets = [one for one in self.book.targets(claim.plan_id) if one.task in pieces]
        key = "amount" if _AMOUNT.search(told) else "target" if targets else "figure"
        if key != "amount" and "amount" in self.query.header_fields:
            return None
        if self.query.intent == "general" and not asks_figure(self.query.question):
            return None
        return Gloss(self._say(key, figure=told), ((written, told),))

    def _counts_more(self, text: str, figures: Sequence[Pair]) -> bool:
        """Whether a text holds a number that is none of these figures, no time and no label."""
        for written, _ in (*figures, *self._words.times(text)):
            text = text.replace(written, " ", 1)
        return re.search(r"\d", _LABEL.sub(" ", text)) is not None

    def _asked_of(self, pairs: Sequence[Pair], text: str) -> tuple[Pair, ...]:
        """Of several dates or figures the one whose words alone the question has; else none.

        "Nữ thạc sĩ … đạt trên 50%. Nữ tiến sĩ … đạt 30%": of doctors the second is asked.
        """
        if self.query.agencies and "amount" in self.query.header_fields:
            return beside_agency(self.book.lexicon, self.query.agencies, text, pairs)
        asked = doubles(self.query.search_text)
        told = [doubles(part) & asked for part in parts_of(text, [pair[0] for pair in pairs])]
        alone = [
            pair
            for n, pair in enumerate(pairs)
            if told[n].difference(*(one for m, one in enumerate(told) if m != n))
        ]
        return tuple(alone) if len(alone) == 1 else ()

    def _money(self, claim: DraftClaim) -> Gloss | None:
        if "how much" in self.query.question.lower():
            return None
        plain = even_tones(claim.text)
        at: dict[int, Pair] = {}
        for written, english in self.file.money.items():
            place = plain.find(even_tones(written))
            inside = any(start <= place < start + len(pair[0]) for start, pair in at.items())
            if place >= 0 and not inside:
                at[place] = (written, english)
        if not at:
            return None
        pairs = [at[place] for place in sorted(at)]
        names = listed(tuple(dict.fromkeys(english for _, english in pairs)))
        return Gloss(self._say("money", sources=names), tuple(pairs))

    # -- the header and the documents it rests on

    def _header(self, claim: DraftClaim) -> Gloss | None:
        if claim.plan_id is None:
            return None
        for name in self._TOLD_FIELDS:
            field = self.book.header(claim.plan_id, name)
            if field is None or field.value is None or not set(field.sources) & set(claim.slices):
                continue
            told = self._field(field, claim.text)
            if told is not None:
                return told
        return None

    _TOLD_FIELDS = ("signer", "number", "date", "issuer", "period", "type")

    def _field(self, field: HeaderField, text: str) -> Gloss | None:
        value = text
        pairs: tuple[Pair, ...] = ()
        if field.name == "signer":
            name, _, office = text.partition(", ")
            english = self.file.offices.get(office)
            if name != field.value or (office and english is None):
                return None
            value = name
            if english:
                value += f", {self._say('beside', english=english, written=office)}"
                pairs = ((office, english),)
        elif field.name == "number":
            value = text.removeprefix("No. ")
        elif field.name == "date":
            written = tuple(pair for pair in self._words.times(text) if pair[1])
            value = self._say("beside", english=written[0][1], written=text) if written else text
            pairs = written
        elif field.name == "issuer":
            place = _COMMITTEE.sub("", text)
            if place == text:
                return None
            english = self._say("committee", place=placed(place, self.file.places))
            value = self._say("beside", english=english, written=text)
        elif field.name == "period":
            english = self._words.whole(text)
            value = self._say("beside", english=english, written=text) if english else text
            pairs = ((text, english),) if english else ()
        elif field.name == "type":
            english = self.file.documents.get(text)
            if english is None:
                return None
            value = self._say("beside", english=english, written=text)
            pairs = ((text, english),)
        return Gloss(self._say(field.name, value=value), pairs)

    def _basis(self, claim: DraftClaim) -> Gloss | None:
        if claim.plan_id is None:
            return None
        pieces = set(claim.slices)
        found = [one for one in self.book.statements(claim.plan_id, "basis")
                 if one.task in pieces and one.document is not None]  # fmt: skip
        return self._document(found[0]) if len(found) == 1 else None

    def _document(self, one: Statement) -> Gloss | None:
        document = one.document
        if document is None or document.number is None:
            return None
        kind = self.file.documents.get(document.type)
        if kind is None:
            return None
        pairs: list[Pair] = [(document.type, kind)]
        line = self._say("beside", english=kind, written=document.type) + f" {document.number}"
        dated = self._words.times(document.date) if document.date else ()
        if dated and dated[0][1]:
            line = self._say("dated", document=line, date=dated[0][1])
            pairs.append(dated[0])
        issuer = self._names.agencies(document.issuer) if document.issuer else None
        if issuer is not None:
            line = self._say("issued_by", document=line, issuer=issuer[0])
            pairs += issuer[1]
        return Gloss(line, tuple(pairs))

    # -- words

    def _borne(self, words: str, slices: Iterable[Slice]) -> bool:
        quotes = even_tones(collapse("\n".join(piece.text for piece in slices)))
        return even_tones(collapse(words)) in quotes

    @property
    def _names(self) -> EnglishNames:
        return EnglishNames(self.file, self.book.lexicon)

    @property
    def _words(self) -> PlanWords:
        return _words(tuple(self.file.words.items()))

    def _say(self, key: str, **values: str) -> str:
        return self.file.say(key, **values)


@functools.lru_cache(maxsize=2)
def _words(rows: tuple[tuple[str, str], ...]) -> PlanWords:
    return PlanWords(dict(rows))
