"""Header fields of a plan, read from its own letterhead, title, preamble and signature."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ingest.beginning import letterhead_at
from ingest.issuers import COMMITTEE, IssuingBody, committee, issuing_body
from ingest.lines import TYPE_NAMES
from ingest.period import period_in
from ingest.places import level_of, natural_case, province_named, shaped_place
from ingest.seen import told, with_seen
from ingest.signers import signature
from ingest.titles import own_record
from ingest.untitled import untitled
from ingest.zones import SUBJECT
from rag.lexicon import Lexicon, PlaceMention
from rag.schema import Document, HeaderField, HeaderName, Plan, Section, Slice

# "Số: 175/KH-UBND", "Số: /KH-UBND", "Số: …/2025/QĐ-UBND", of old "Số: 4155QĐ/ BTP"
_NUMBER = re.compile(
    r"\bS[ốỐ]\s*:?\s*(?P<digits>\d{1,5}|[.…_\s]*)\s*(?P<rest>(?:QĐ|KH)?\s*/\s*(?:\d{4}\s*/\s*)?[A-ZĐƯ][A-ZĐƯa-z]*(?:\s?-\s?[A-ZĐƯ&a-z]+)*)"
)
# "ngày 06 tháng 4 năm 2021", "ngày tháng 4 năm 2024", "ngày … tháng … năm 2025"
_DATE = re.compile(
    r"ngày\s*(?P<day>\d{1,2})?[.…_\s]*tháng\s*(?P<month>\d{1,2})?[.…_\s]*năm\s*(?P<year>\d{4})"
)
# "… đã ban hành Kế hoạch số 107/KH-UBND" tells of another one
_ISSUES = re.compile(
    r"(?<!\bđã)\s+(?:ban hành|xây dựng)\s+"
    r"(?:Kế hoạch|Chương trình|kế hoạch|Đề án|Quyết định)(?!\s+số\b)"
)
# "Chương trình truyền thông về bình đẳng giới đến năm 2030": from the year it was issued
_UNTIL = re.compile(r"\bđến\s+(?:hết\s+)?năm\s*\d{4}", re.I)


@dataclass(frozen=True, slots=True)
class Header:
    """The plan's record and its fields, each with the slice that gives it."""

    plan: Plan
    fields: tuple[HeaderField, ...]


def read_header(
    plan_id: str, document: Document, sections: tuple[Section, ...], lexicon: Lexicon
) -> Header:
    """Read what the document says of itself; what it does not say stays None."""
    reader = _Reader(plan_id, document, sections, lexicon)
    return reader.read()


class _Reader:
    def __init__(
        self, plan_id: str, document: Document, sections: tuple[Section, ...], lexicon: Lexicon
    ) -> None:
        self._plan_id = plan_id
        self._document = document
        self._sections = sections
        self._lexicon = lexicon
        self._fields: list[HeaderField] = []
        self._own: re.Match[str] | None = None
        """What the title says of the document's number, date and issuer."""
        texts = [document.text[p.start : p.end] for p in document.paragraphs]
        above = letterhead_at(texts)
        self._begun = document.paragraphs[above].start if above else 0
        """Where the letterhead begins: a web page's own lines may stand above it."""
        self._subject: tuple[int, int] | None = None
        self._word: str | None = None
        heads = (issuing_body(document.text, *span) for span in self._head_spans())
        self._body: IssuingBody | None = next((body for body in heads if body), None)

    def read(self) -> Header:
        kind, title = self._title()
        number, blank = self._number()
        iso, date_text = self._date()
        place, level, province = self._place(title)
        issuer = self._issuer(place, level)
        level = _issuer_level(issuer, place) or level
        start, end = self._period(date_text)
        signer, signer_title = self._signer()
        plan = Plan(
            plan_id=self._plan_id, file=self._document.file, sha256=self._document.sha256,
            type=kind, title=title, number=number, number_blank=blank, date=iso,
            date_text=date_text, issuer=issuer, place=place, place_level=level,
            province=province, year_start=start, year_end=end, signer=signer,
            signer_title=signer_title,
        )  # fmt: skip
        if self._document.letterhead is not None:
            plan = with_seen(plan, self._document.letterhead)
            self._fields = [told(field, plan) for field in self._fields]
        return Header(plan, tuple(self._fields))

    # -- fields

    def _title(self) -> tuple[str, str]:
        section = next((s for s in self._sections if s.path[0].level == "tieu_de"), None)
        if section is None:
            return self._about()
        lines = [
            (p.start, p.end)
            for p in self._document.paragraphs
            if section.start <= p.start < section.end
        ]
        kind_span, rest = self._parted(lines[0], section.end), lines[1:]
        if self._own is not None:
            # "QUYẾT ĐỊNH" / "CỦA THỦ TƯỚNG CHÍNH PHỦ SỐ 115/2026/QĐ-TTG … VỀ VIỆC …"
            rest = [(max(a, self._own.end()), b) for a, b in rest if b > self._own.end()]
        if kind_span != lines[0]:
            begun = self._own.end() if self._own else kind_span[1]
            rest = [(begun, lines[0][1]), *rest] if begun < lines[0][1] else rest
        rest = [
            span for span in rest
            if not TYPE_NAMES.fullmatch(self._at(span)) and not self._at(span).startswith("(")
        ]  # fmt: skip
        kind = self._at(kind_span).rstrip(" :").capitalize()
        # a web page's own heading may repeat the title: the first line tells it whole
        unique = list(dict.fromkeys(self._at(span) for span in rest))
        title = " ".join(unique) or self._at(kind_span)
        if title.isupper():
            title = natural_case(title, self._document.text)
        title = title[0].upper() + title[1:].rstrip(" .")
        self._field("type", kind, (kind_span,))
        if rest:
            self._field("title", title, tuple(rest[: len(unique)]))
        return kind, title

    def _parted(self, line: tuple[int, int], end: int) -> tuple[int, int]:
        """The type at the head of a line; what follows it may be the document's own record."""
        named = TYPE_NAMES.match(self._document.text, *line)
        if named is None:
            return line
        self._own = own_record(self._document.text, named.end(), end)
        return line if named.end() == line[1] else named.span()

    def _about(self) -> tuple[str, str]:
        """A letter's subject, else what number, capitals and the issuing clause tell."""
        text = self._document.text
        for start, end in self._head_spans():
            match = SUBJECT.search(text, start, end)
            if match is not None:
                span = match.span("subject")
                self._field("title", self._at(span), (span,))
                return "Công văn", self._at(span)
        told = untitled(
            text, self._head_spans(), self._spans("mo_dau"), self._lexicon.abbreviations
        )
        if told.kind is not None and told.kind_at is not None:
            self._field("type", told.kind, (told.kind_at,))
        self._subject = told.subject_at
        first = text[self._begun :].strip().split("\n", 1)[0][:200]
        title = self._at(told.subject_at) if told.subject_at else told.named or first
        if title.isupper():
            title = natural_case(title, text)
        if told.subject_at is not None:
            title = title[0].upper() + title[1:]
            self._field("title", title, (told.subject_at,))
        return told.kind or "Văn bản", title or Path(self._document.file).stem

    def _number(self) -> tuple[str | None, bool]:
        for start, end in self._head_spans():
            match = _NUMBER.search(self._document.text, start, end)
            if match is None:
                continue
            span = match.span()
            if match.group("digits").isdigit():
                number = re.sub(r"\s", "", match.group("digits") + match.group("rest"))
                self._field("number", number, (span,))
                return number, False
            self._field("number", None, (span,))
            return None, True
        if self._own is not None and self._own["number"]:
            number = re.sub(r"\s", "", self._own["number"])
            self._field("number", number, (self._own.span("number"),))
            return number, False
        return None, False

    def _date(self) -> tuple[str | None, str | None]:
        for start, end in self._head_spans():
            match = _DATE.search(self._document.text, start, end)
            if match is None:
                continue
            whole = match.group("day") and match.group("month")
            self._field("date", match.group() if whole else None, (match.span(),))
            if not whole:
                return None, match.group()
            return _iso(match), match.group()
        if self._own is not None and self._own["date_text"]:
            text = self._own["date_text"].lower()
            self._field("date", text, (self._own.span("date_text"),))
            return _iso(self._own), text
        return None, None

    def _place(
        self, title: str
    ) -> tuple[str | None, Literal["tinh", "huyen", "xa"] | None, str | None]:
        """The place the plan is for: letterhead, title, then the clause that issues it."""
        text = self._document.text
        if self._body is not None and self._body.central:
            return None, None, None  # "Hà Nội, ngày …" is where a ministry signs
        heads = self._head_spans()
        candidates = [*heads, *self._titles()]
        for start, end in self._spans("mo_dau"):
            match = _ISSUES.search(text, start, end)
            if match is not None:
                candidates.append((max(start, match.start() - 90), min(end, match.end() + 220)))
        for start, end in candidates:
            issuer = committee(text, start, end, letterhead=(start, end) in heads)
            shaped = shaped_place(text, start if issuer is None else issuer[0], end)
            found = self._lexicon.find_places(text[start:end], question=False)
            if issuer is not None:
                inside = [p for p in found if issuer[0] <= start + p.start <= issuer[1] + 2]
                found = tuple(inside) or found
            elif not found and _DATE.search(text, start, end):
                found = self._place_before_date(start, end)
            known = next((p for p in found if shaped is None or shaped.is_whole(p)), None)
            if known is not None:
                span = (start + known.start, start + known.end)
                self._field("place", text[slice(*span)], (span,))
                self._word = "thành phố" if known.kind == "thanh_pho_tw" else None
                # provinces share names of districts: the text says which it is in
                return known.name, level_of(known.kind), known.province or province_named(text)
            if shaped is not None:
                self._field("place", text[shaped.start : shaped.end], ((shaped.start, shaped.end),))
                province = shaped.name if shaped.level == "tinh" else province_named(text)
                return shaped.name, shaped.level, province
        return None, None, None

    def _place_before_date(self, start: int, end: int) -> tuple[PlaceMention, ...]:
        """ "Lâm Thao, ngày tháng 4 năm 2024": a bare name in front of the date."""
        match = re.search(r"([^\n,]+),\s*ngày\b", self._document.text[start:end])
        if match is None:
            return ()
        return self._lexicon.find_places(match.group(1), question=True)

    def _issuer(self, place: str | None, level: str | None) -> str | None:
        """The name printed in the letterhead, else the one in the clause that issues the plan."""
        text = self._document.text
        words = {"tinh": "tỉnh", "huyen": "huyện", "xa": "xã"}
        if self._body is not None:
            return self._other_issuer(self._body, place, words.get(level or "", ""))
        span: tuple[int, int] | None = None
        for start, end in self._spans("dau"):
            span = span or committee(text, start, end, letterhead=True)
        if span is None:
            for start, end in self._spans("mo_dau"):
                clause = _ISSUES.search(text, start, end)
                if clause is not None:
                    names = list(COMMITTEE.finditer(text, start, clause.start() + 1))
                    span = names[-1].span() if names else None
                    break
        if span is None and self._own is not None:
            by = ("by", "by_too", "by_alone")
            span = next((self._own.span(group) for group in by if self._own[group]), None)
        if span is None:
            return None
        written = " ".join(text[slice(*span)].split())
        self._field("issuer", written, (span,))
        if place is None or COMMITTEE.match(written) is None:
            return natural_case(written, text) if written.isupper() else written
        kind = re.search(
            r"(tỉnh|thành phố|huyện|thị xã|quận|xã|phường|đặc khu|thị trấn)", written.lower()
        )
        word = kind.group(1) if kind else self._word or words.get(level or "", "")
        return f"Ủy ban nhân dân {word} {place}".replace("  ", " ")

    def _other_issuer(self, body: IssuingBody, place: str | None, kind: str) -> str:
        """ "SỞ Y TẾ" below "UBND TỈNH LÀO CAI" is "Sở Y tế tỉnh Lào Cai"."""
        text = self._document.text
        written = " ".join(text[body.start : body.end].split())
        self._field("issuer", written, ((body.start, body.end),))
        first = next(iter(self._lexicon.find_agencies(written)), None)
        whole = first is not None and (first.start, first.end) == (0, len(written))
        name = first.name if first is not None and whole else written
        if name.isupper():
            # "HỘI LIÊN HIỆP PHỤ NỮ - CÔNG AN": two that issue it together
            parts = (natural_case(one, text) for one in name.split(" - "))
            name = " - ".join(f"{one[:1].upper()}{one[1:]}" for one in parts)
        if place is None:
            return name
        if place.lower() in name.lower():
            return re.sub(re.escape(place), place, name, flags=re.IGNORECASE)
        if _LEVEL_AT_END.search(name):
            return f"{name} {place}"  # "Bệnh viện Đa khoa tỉnh"
        return f"{name} {kind} {place}" if body.local else name

    def _period(self, date_text: str | None) -> tuple[int | None, int | None]:
        """The period in the title, else in the clause that issues the plan."""
        spans = [*self._titles(), *self._spans("mo_dau")]
        for start, end in spans:
            text = self._document.text[start:end]
            issued = _ISSUES.search(text)
            if issued is None and not self._is_title(start):
                continue  # a year of the legal bases is not the plan's
            begin = start + issued.start() if issued and not self._is_title(start) else start
            match = period_in(self._document.text, begin, end)
            if match is not None:
                years = [int(group) for group in match.groups()]
                issued_in = re.search(r"\d{4}", date_text or "")
                until = _UNTIL.search(self._document.text, begin, match.end())
                if len(years) == 1 and until and issued_in:
                    years.insert(0, min(int(issued_in.group()), years[0]))
                self._field("period", match.group(), (match.span(),))
                return years[0], years[-1]
        return None, None

    def _is_title(self, start: int) -> bool:
        return any(span[0] == start for span in self._titles())

    def _signer(self) -> tuple[str | None, str | None]:
        told = signature(
            self._document.text, self._spans("ky"), self._spans("noi_nhan"), self._lexicon
        )
        if told.name_at is not None:
            self._field("signer", told.name, (told.name_at,))
        if told.office_at is not None:
            self._field("signer_title", told.office, (told.office_at,))
        return told.name, told.office

    # -- helpers

    def _head_spans(self) -> list[tuple[int, int]]:
        return self._spans("dau")

    def _titles(self) -> list[tuple[int, int]]:
        return self._spans("tieu_de") or ([self._subject] if self._subject else [])

    def _spans(self, level: str) -> list[tuple[int, int]]:
        return [
            (
                max(s.start, self._begun) if level == "dau" else s.start,
                s.tree_end if level == "noi_nhan" else s.end,
            )
            for s in self._sections
            if s.path[0].level == level and len(s.path) == 1
        ]

    def _at(self, span: tuple[int, int]) -> str:
        return self._document.text[slice(*span)].strip()

    def _field(
        self, name: HeaderName, value: str | None, spans: tuple[tuple[int, int], ...]
    ) -> None:
        slices = tuple(
            slice_at(self._plan_id, self._document, self._sections, a, b) for a, b in spans
        )
        self._fields.append(HeaderField(self._plan_id, name, value, slices))


def slice_at(
    plan_id: str, document: Document, sections: tuple[Section, ...], start: int, end: int
) -> Slice:
    """The verbatim slice [start, end), white space trimmed, with the node it stands in."""
    text = document.text
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    holder = next((s for s in sections if s.start <= start < s.end), sections[-1])
    return Slice(plan_id, holder.id, start, end, text[start:end])


def _iso(match: re.Match[str]) -> str | None:
    """The day that groups ``day``, ``month``, ``year`` name; "31 tháng 02" is none."""
    try:
        return datetime.date(int(match["year"]), int(match["month"]), int(match["day"])).isoformat()
    except ValueError:
        return None


_LEVEL_AT_END = re.compile(r"\s(?:tỉnh|huyện|thị xã|thành phố|quận|xã|phường|đặc khu|thị trấn)$")


def _issuer_level(issuer: str | None, place: str | None) -> Literal["tinh", "huyen", "xa"] | None:
    """The level that the issuer's own name tells: a commune may share a district's name."""
    words = re.match(r"(?:Ủy ban nhân dân|UBND)\s+(\w+(?:\s\w+)?)", issuer or "", re.IGNORECASE)
    if words is None and issuer and place:
        words = re.search(rf"\s(thị \w+|thành phố|đặc khu|\w+) {re.escape(place)}$", issuer)
    if words is None:
        return None
    first = words.group(1).lower()
    if first.startswith(("xã", "phường", "đặc khu", "thị trấn")):
        return "xa"
    if first.startswith(("huyện", "thị xã", "quận")):
        return "huyen"
    return "tinh" if first.startswith("tỉnh") else None
