"""A plan ready to be read for facts: text, nodes, agencies, and the slices they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ingest.clauses import VERB
from ingest.markers import read_markers
from ingest.passages import own_bounds
from ingest.table_columns import known_columns, load_columns
from rag.lexicon import AgencyMention, Lexicon
from rag.schema import Agency, Document, Section, Slice
from rag.text import even_tones, fold

_SENTENCE = re.compile(r"[.…](?:[”\")])?\s+(?=[A-ZĐÀ-Ỹ“\"(])")

DUTY_VERBS = re.compile(
    r"\b(?:chủ trì|chịu trách nhiệm|có trách nhiệm|phối hợp|tham mưu|chủ động|tổng hợp|báo cáo|"
    r"xây dựng|thực hiện|triển khai|tổ chức|hướng dẫn|kịp thời|lập dự toán|bố trí|theo dõi|"
    r"kiểm tra|tự (?=(?:bảo đảm|đảm bảo|bố trí|cân đối|chịu|tổ chức)\b)|"
    r"đôn đốc|trong phạm vi|căn cứ|tăng cường|đẩy mạnh|tiếp tục|lồng ghép|tham gia|cập nhật|"
    r"rà soát|"
    r"chỉ đạo|phát huy|nâng cao|cung cấp|thẩm định|quán triệt|phổ biến|tuyên truyền|vận động|"
    r"theo chức năng|đảm bảo|bảo đảm|nghiên cứu|thường xuyên|định kỳ|hằng năm|hàng năm|"
    r"thu thập|gửi|tích cực|khẩn trương|nghiêm túc|tập trung|phản ánh|cân đối|lựa chọn|ưu tiên|"
    r"đề xuất|là (?:cơ quan|đơn vị) (?:đầu mối|thường trực|chủ trì)|làm đầu mối)\b",
    re.IGNORECASE,
)
"""Words with which a duty begins behind the agency's name."""

_ABBREVIATED = 12
"""Letters up to which capitals are an abbreviation ("UBMTTQVN", "LĐ-TB&XH")."""
_PREFIX = re.compile(
    r"(?:(?:Đề nghị|Giao|Yêu cầu|Đối với|Trách nhiệm của|Nhiệm vụ của|Phân công|Thủ trưởng|"
    r"Đồng chí|Phó|Giám đốc|Trưởng|Chủ tịch|Chánh|Lãnh đạo)\s+)*"
    r"(?:(?:các|Các)\s+(?:cơ quan|đơn vị|đồng chí|thành viên|"
    r"sở|ban|ngành|phòng|tổ chức|cơ quan thành viên|cơ quan, đơn vị|cơ quan, tổ chức)[\s,(]*)*",
    re.IGNORECASE,
)
_INTRO = re.compile(
    r"(?:Căn cứ|Trên cơ sở|Theo|Quá trình|Hằng năm|Hàng năm|Định kỳ|Ngoài|Đồng thời|"
    r"Trong quá trình|Trong|Khi|Sau khi|Nếu|Để|[Tt]rường hợp)\b[^.;]{0,140}?,\s+"
)
_MORE_INTRO = re.compile(r"[^.;:]{0,100},\s+")


def is_duty(text: str) -> bool:
    """Whether a text behind an agency's name begins with what it is to do."""
    return DUTY_VERBS.match(text) is not None or VERB.match(text) is not None


@dataclass(frozen=True)
class Lead:
    """The agencies that a text begins with: where their names end and the duty starts."""

    agencies: tuple[Agency, ...]
    start: int
    end: int


@dataclass(frozen=True)
class Reading:
    """One plan's text and nodes with what the fact readers share."""

    plan_id: str
    document: Document
    sections: tuple[Section, ...]
    lexicon: Lexicon

    @cached_property
    def by_id(self) -> dict[str, Section]:
        """Nodes by path id."""
        return {section.id: section for section in self.sections}

    @cached_property
    def in_known_tables(self) -> frozenset[str]:
        """Header and rows of the tables whose columns are known: these are read by them."""
        columns = load_columns(self.lexicon.prompts)
        found: list[str] = []
        for table in self.document.tables:
            if known_columns(self.document.text, table, columns):
                found += [self.slice(row.start, row.end).section for row in table.rows]
        return frozenset(found)

    @cached_property
    def _bodies(self) -> dict[tuple[str, int, int], tuple[int, int]]:
        return {}

    @cached_property
    def _headings(self) -> dict[tuple[int, int, int], Slice | None]:
        return {}

    @cached_property
    def _leads(self) -> dict[tuple[int, int], Lead | None]:
        return {}

    @cached_property
    def _starts(self) -> list[int]:
        return [section.start for section in self.sections]

    @cached_property
    def _children(self) -> dict[str, list[Section]]:
        found: dict[str, list[Section]] = {}
        for section in self.sections:
            if len(section.path) > 1:
                parent = "/".join(str(step) for step in section.path[:-1])
                found.setdefault(parent, []).append(section)
        return found

    def children(self, section: Section) -> list[Section]:
        """Direct children in document order."""
        return self._children.get(section.id, [])

    def parents(self, section: Section) -> list[Section]:
        """Ancestors, outermost first."""
        ids = ["/".join(map(str, section.path[:depth])) for depth in range(1, len(section.path))]
        return [self.by_id[i] for i in ids if i in self.by_id]

    def leaves(self, section: Section) -> list[Section]:
        """Descendants without children; the node itself is left out."""
        inside = [s for s in self.sections
                  if section.start < s.start < section.tree_end]  # fmt: skip
        return [s for s in inside if not self.children(s)]

    def slice(self, start: int, end: int) -> Slice:
        """The verbatim slice, white space trimmed at its ends."""
        from bisect import bisect_right

        text = self.document.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        holder = self.sections[max(0, bisect_right(self._starts, start) - 1)]
        return Slice(self.plan_id, holder.id, start, end, text[start:end])

    def body(self, section: Section) -> tuple[int, int]:
        """The own span behind the marker."""
        key = (section.path[-1].level, section.start, section.end)
        found = self._bodies.get(key)
        if found is None:
            found = self._bodies[key] = self._body(section)
        return found

    def _body(self, section: Section) -> tuple[int, int]:
        start, end = own_bounds(self.document.text, section)
        if section.path[-1].level == "chu_thich":
            label = re.match(r"\d+\s+", self.document.text[start:end])
            return start + (label.end() if label else 0), end
        markers = [m for m in read_markers(self.document.text[start:end])
                   if m.level == section.path[-1].level]  # fmt: skip
        return (start + markers[0].length if markers else start), end

    def heading(self, section: Section) -> Slice | None:
        """The slice that names the node, marker included; None for running text."""
        key = (section.start, section.end, section.heading_end)
        if key not in self._headings:
            start, end = own_bounds(self.document.text, section)
            end = min(end, section.heading_end)
            self._headings[key] = self.slice(start, end) if end > start else None
        return self._headings[key]

    def sentences(self, start: int, end: int) -> list[tuple[int, int]]:
        """Sentence spans of [start, end)."""
        text = self.document.text[start:end]
        cuts = [start + m.end() for m in _SENTENCE.finditer(text) if not _abbreviation(text, m)]
        return [
            (a, b)
            for a, b in zip([start, *cuts], [*cuts, end], strict=True)
            if text[a - start : b - start].strip()
        ]

    def mentions(self, start: int, end: int) -> list[AgencyMention]:
        """Agencies named in [start, end), offsets into the document, brackets left out."""
        text = self.document.text[start:end]
        found = []
        for mention in _of_one_level(text, self.lexicon.find_agencies(text)):
            before = text[: mention.start]
            if before.count("(") > before.count(")"):
                continue
            found.append(mention)
        return found

    def agencies(self, start: int, end: int) -> tuple[Agency, ...]:
        """The agencies of a list, as written and normalised."""
        return tuple(agency for agency, _ in self.named(start, end))

    def named(self, start: int, end: int) -> list[tuple[Agency, AgencyMention]]:
        """The same, each with where it is named, as offsets from ``start``."""
        found = self.mentions(start, end)
        shifted = self.document.text[start:end]
        return list(_whole_names(shifted, found, len(shifted)))

    def lead(self, start: int, end: int) -> Lead | None:
        """The agencies that [start, end) begins with, up to the first word of duty.

        "Phòng Y tế, Trung tâm Y tế" / "Sở Tài chính: Chủ trì …" / "Căn cứ …, UBND các xã,
        phường và các cơ quan chủ động xây dựng …".
        """
        key = (start, end)
        if key not in self._leads:
            self._leads[key] = self._lead(start, end)
        return self._leads[key]

    def _lead(self, start: int, end: int) -> Lead | None:
        text = self.document.text[start:end]
        mentions = _of_one_level(text, self.lexicon.find_agencies(text))
        if not mentions:
            return None
        begin = 0
        intro = _INTRO.match(text)
        if intro is not None and intro.end() <= mentions[-1].start:
            begin = intro.end()
        prefix = _PREFIX.match(text, begin)
        latest = prefix.end() if prefix is not None else begin
        first = next((m for m in mentions if m.start >= begin), None)
        if first is None:
            return None
        if first.start > latest + 2:
            # "Trên cơ sở chức năng, nhiệm vụ được giao, hằng năm, các cơ quan …"
            if intro is None or not _MORE_INTRO.fullmatch(text, begin, first.start):
                return None
            begin = first.start
        # "Giám đốc các sở: Y tế, Tài chính; Chủ tịch …": that colon opens names, no duty
        colons = (m.start() for m in re.finditer(":", text[first.end :]))
        stop = next(
            (at for one in colons if not any(m.start < (at := first.end + one) < m.end
                                             for m in mentions)), len(text)
        )  # fmt: skip
        for verb in (DUTY_VERBS, VERB):
            for match in verb.finditer(text, first.end, stop):
                attributive = first.generic and _GIVEN.search(text, first.end, match.end())
                noun = _ORGANISATIONS.search(text, 0, match.end()) is not None
                remark = text.count("(", 0, match.start()) > text.count(")", 0, match.start())
                within = noun or remark or any(m.start <= match.start() < m.end for m in mentions)
                if not (attributive or within):
                    stop = match.start()
                    break
        if text[:stop].rstrip().endswith(" đã"):
            # "Phòng Y tế đã tham mưu …" tells what was done
            return None
        # "Cục Thống kê được giao công bố …": no part of the name
        given = _IS_GIVEN.search(text, first.end)
        ends = stop
        if given is not None and not first.generic and given.start() < stop <= given.end():
            stop, ends = given.start(), given.end()
        inside = [m for m in mentions if begin <= m.start < stop]
        outside_brackets = [
            m for m in inside if text[: m.start].count("(") <= text[: m.start].count(")")
        ]
        names = tuple(agency for agency, _ in _whole_names(text, outside_brackets, stop))
        if not names:
            return None
        return Lead(names, start + begin, start + len(text[:ends].rstrip()))


_JOINED = re.compile(r",\s+|\s+và\s+")
_HAS_LEVELS = frozenset({"cong_an", "hoi", "doan", "mat_tran", "quan_su"})


def _of_one_level(text: str, mentions: Sequence[AgencyMention]) -> list[AgencyMention]:
    """ "Hội LHPN và Công an các phường, xã" are those of the communes, not the city's."""
    found = list(mentions)
    for n in range(len(found) - 1, 0, -1):
        last, level = found[n - 1], found[n]
        behind = text[last.end : level.start].isspace() and level.written[:4].lower() == "các "
        if not (behind and level.generic and level.level == "xa" and last.kind in _HAS_LEVELS):
            continue
        if last.level is not None:
            continue
        found[n - 1 : n + 1] = [
            replace(last, end=level.end, written=text[last.start : level.end],
                    name=f"{last.name} xã", level="xa")
        ]  # fmt: skip
        for m in range(n - 2, -1, -1):
            one = found[m]
            joined = _JOINED.fullmatch(text[one.end : found[m + 1].start])
            if not joined or one.level is not None or one.kind not in _HAS_LEVELS:
                break
            found[m] = replace(one, name=f"{one.name} xã", level="xa")
    return found


_IS_GIVEN = re.compile(r"\s+được\s+(?:giao|phân công)(?:\s+(?:nhiệm vụ|trách nhiệm))?\s+")
_GIVEN = re.compile(r"\bđược (?:giao|phân công|hỗ trợ|thụ hưởng|chọn|lựa chọn)$")
""" "các cơ quan, đơn vị được giao nhiệm vụ lập dự toán": which of them, not what they do."""
_ORGANISATIONS = re.compile(r"\b(?:các|mọi|những) tổ chức$")
""" "các tổ chức, cá nhân có liên quan": no duty begins there."""
_HAMLETS = r"thôn|bản|ấp|buôn|làng|xóm|khóm|khu phố|tổ dân phố"
_MORE_OF_THEM = re.compile(
    r"(?:(?:,\s*|\s+và\s+)(?:các\s+)?"
    r"(?:cơ quan|đơn vị|địa phương|tổ chức|đoàn thể|doanh nghiệp|trường học|tổ dân phố|"
    rf"khu dân cư|cá nhân|{_HAMLETS})\b)+"
)
""" "Các Sở, Ban, ngành, cơ quan, đơn vị, địa phương" is one collective name."""


_AND_OTHERS = re.compile(
    r"(?:,| và)\s+(?P<name>các (?:tổ chức|cơ quan|đơn vị|địa phương)"
    r"(?:,\s+(?:tổ chức|cơ quan|đơn vị|địa phương|cá nhân))*\s+(?:có\s+)?liên quan)"
)
""" "Chủ tịch Ủy ban nhân dân các huyện và các tổ chức, cá nhân có liên quan"."""
_OFFICE = re.compile(
    r"\b(?:Phó )?(?:Chủ tịch|Giám đốc|Chánh|Trưởng|Thủ trưởng|Ban Thường (?:trực|vụ))\s+$"
)
""" "Chủ tịch Ủy ban nhân dân các xã" is not the committee: who holds the office is named."""


def _whole_names(
    text: str, mentions: list[AgencyMention], stop: int
) -> Iterator[tuple[Agency, AgencyMention]]:
    """Each name as it stands in the list, with a place or level behind it.

    "Báo và Phát thanh, Truyền hình Quảng Trị", "Văn phòng HĐND và UBND xã".
    """
    ends = [*(m.start for m in mentions[1:]), stop]
    written = ""
    for mention, end in zip(mentions, ends, strict=False):
        if _STANDING.fullmatch(mention.written) and text[mention.end : end].isspace():
            continue
        office = _OFFICE.search(text, 0, mention.start)
        collective = mention.generic and mention.kind != "ubnd" and office is None
        more = _MORE_OF_THEM.match(text, mention.end, end) if collective else None
        behind = more.end() if more else mention.end
        rest = _BEHIND_NAME.split(text[behind:end], maxsplit=1)[0]
        tail = rest.rstrip()
        start = office.start() if office is not None else mention.start
        several = None if mention.generic else _SEVERAL.search(text, 0, start)
        start = several.start() if several is not None else start
        stop_at = behind if more or office or several else mention.end
        written = mention.name if mention.headed else text[start:stop_at]
        schools = _SCHOOL.search(tail) is not None
        if tail and not mention.headed and len(tail.split()) <= (9 if schools else 5):
            written = text[start : behind + len(tail)].strip(" .")
        if len(written) > _ABBREVIATED and written.isupper():
            # a heading in capitals: "ỦY BAN NHÂN DÂN CÁC XÃ, PHƯỜNG"
            same = even_tones(written) == even_tones(mention.name)
            written = mention.name if same else written.capitalize()
        yield Agency(written, mention.name), mention
    others = _AND_OTHERS.match(text, mentions[-1].end, stop) if mentions else None
    if others is not None and others["name"] not in written:
        name = others["name"]
        yield Agency(name, name), replace(
            mentions[-1], start=others.start("name"), end=others.end("name"),
            written=name, name=name, level=None, generic=True,
        )  # fmt: skip


def _abbreviation(text: str, match: re.Match[str]) -> bool:
    """ "TP. Huế", "Ths. …": a full stop behind a short capitalised word ends no sentence."""
    before = re.search(r"(\w+)$", text[: match.start()])
    return before is not None and before.group(1) in (
        "TP",
        "TX",
        "ThS",
        "TS",
        "PGS",
        "GS",
        "Q",
        "P",
    )


_SCHOOL = re.compile(r"\b(?:mầm non|tiểu học|trung học|THCS|THPT)\b")
# "các trường tiểu học, trung học cơ sở", "Trưởng các thôn, bản" go on behind their comma
_BEHIND_NAME = re.compile(
    rf",(?!\s+(?:{_SCHOOL.pattern}|(?:{_HAMLETS})\b(?!\s+[A-ZĐÀ-Ỹ])))|[;:(]|"
    rf"\s(?:và(?!\s+{_SCHOOL.pattern})|cùng|chủ trì|yêu cầu|đề nghị|với|là|"
    rf"làm\s+(?:đầu mối|cơ quan|chủ trì))\b"
)
_STANDING = re.compile(r"Ban Thường (?:trực|vụ)")
""" "Ban Thường trực Ủy ban Mặt trận Tổ quốc" is one name."""
_SEVERAL = re.compile(r"\b[Cc]ác\s+$")
""" "các trạm y tế" are more than the one the lexicon finds."""


def holds_office(agency: Agency) -> bool:
    """Whether a person is named by the office: "Chủ tịch Ủy ban nhân dân xã"."""
    return re.match(r"(?:Phó )?(?:Chủ tịch|Giám đốc|Chánh|Trưởng)\s", agency.written) is not None


def is_about(section_heading: str, words: tuple[str, ...]) -> bool:
    """Whether a heading holds one of the (unmarked, lower-case) phrases."""
    folded = fold(section_heading)
    return any(word in folded for word in words)
