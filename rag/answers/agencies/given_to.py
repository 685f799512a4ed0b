"""Who is trained or helped, and with what: whom a work is for, not whose work it is."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.answers.events.event_years import of_other_years
from rag.answers.shape import (
    Asked,
    absent,
    brief,
    clauses_of,
    closed,
    draft,
    near_slices,
    stated,
    without_marker,
)
from rag.schema import Draft, DraftClaim, Slice
from rag.table import is_row_id, split_cells
from rag.text import fold, lower

_FAMILIES = (
    ("tập huấn", "bồi dưỡng", "đào tạo"),
    ("hỗ trợ", "trợ giúp", "giúp đỡ"),
    ("khen thưởng", "biểu dương", "tôn vinh"),
    ("tư vấn",),
    ("trợ giúp pháp lý",),
    ("dạy nghề", "đào tạo nghề", "học nghề"),
    ("bồi dưỡng nghiệp vụ", "tập huấn nghiệp vụ"),
)
"""Works that are done to people; those of one row are said for each other."""
_OF_WORK = {fold(word): family for family in _FAMILIES for word in family}
_WORK = "|".join(sorted(_OF_WORK, key=len, reverse=True))
_ASKS = re.compile(r"\b(?:ai|nao|gi|may|bao nhieu|bao gio|dau|sao)\b")
_MONEY = re.compile(r"\b(?:kinh phi|tien|ngan sach|von)\b")
_PERSON = (
    r"(?:ai|(?:doi tuong|nhom|nhom doi tuong|nguoi|nhung nguoi|thanh phan|can bo|ho) "
    r"(?:nao|gi))"
)
_WHO_GETS = re.compile(
    rf"\b(?<!cho )(?<!do )(?<!cua ){_PERSON}(?: (?:o|tai|trong|cua|tren) [^,?]{{2,40}}?)?,? "
    r"(?:(?:thi|se|phai|can|nen) )*(?:"
    r"duoc (?:(?:cu|moi|di|du|tham gia|tham du|hoc|cac|nhung|lop|khoa|cho|buoi) )*"
    rf"(?P<work>{_WORK})|"
    r"(?:duoc )?(?:di|tham du|du|(?:tham gia|hoc)(?= (?:cac |nhung )?(?:lop|khoa|buoi)\b)) "
    rf"(?:(?:cac|nhung|lop|khoa|buoi) )*(?P<class>{'|'.join(map(fold, _FAMILIES[0]))}))\b"
)
""" "Ai được tập huấn", "đối tượng nào phải dự lớp bồi dưỡng"; no "ai được giao tập huấn"."""
_ENGLISH = {
    "train": _FAMILIES[0], "support": _FAMILIES[1], "help": _FAMILIES[1], "assist": _FAMILIES[1],
    "reward": _FAMILIES[2], "commend": _FAMILIES[2], "legal": _FAMILIES[4],
}  # fmt: skip
_WHO_RECEIVES = re.compile(
    r"\bwho (?:(?:gets?|receives?|attends?|(?:will|should|must) (?:get|receive|attend)|"
    r"(?:is|are) (?:to be )?given) (?!to )(?:[\w'-]+ ){0,4}?"
    r"(?P<noun>train|support|help|assist|legal)(?:ing|ance)?\b"
    r"(?! (?:reports?|results?|plans?|budget|money|funds?|materials?|lists?|to)\b)|"
    r"(?:is|are|gets?|(?:will|should|must) (?:be|get)) (?:to be )?(?:regularly |to get )?"
    r"(?P<verb>train|support|help|assist|reward|commend)ed\b(?! by))"
)
_PEOPLE = (
    r"(?:người|cán bộ|công chức|viên chức|giáo viên|phụ nữ|nạn nhân|trẻ em|học sinh|sinh viên|"
    r"thanh niên|thiếu niên|phóng viên|nữ|nam giới|đội ngũ|cộng tác viên|cá nhân|tập thể|hộ|"
    r"gia đình|lao động|nhân dân|hội viên|đoàn viên|báo cáo viên|tuyên truyền viên|lãnh đạo|"
    r"thành viên|đại biểu|phụ huynh|hòa giải viên|hoà giải viên|công dân|đồng bào|chị em|"
    r"già làng|trưởng thôn|trưởng ấp|bí thư|chủ tịch|chủ hộ|cha mẹ|bệnh nhân)"
)
_SMALL = frozenset(
    "duoc di du hoc lop khoa cac nhung cu moi tham gia ve thuong xuyen dinh ky hang nam o tai "
    "trong theo ke hoach nay kh nhom doi tuong nguoi thanh phan phai se can cho "
    "buoi".split()
)
_SAID = 0.7
"""Share of what is asked that a clause and its headings must say."""
_QUOTED = re.compile(
    r"[\"“][^\"”]*[\"”]|^(?:căn cứ |thực hiện )?(?:quyết định|nghị quyết|chỉ thị|kế hoạch) số .*"
)
"""The name of a scheme, the title of a document: they are given to nobody here."""
_PLANS = 12
_MOST = 6


def who_gets(asked: Asked) -> Draft | None:
    """ "Ai được tập huấn": the clauses that say for whom it is held, plan by plan.

    None where another thing is asked; a plan that says of nobody that it is for them says so.
    """
    query, question = asked.query, fold(asked.query.question)
    if query.agencies or query.objectives or query.indicators or len(query.plans) > _PLANS:
        return None
    family = _english_family(question) if query.lang == "en" else None
    if query.lang == "vi":
        found = _WHO_GETS.search(question)
        rest = question[found.end() :] if found is not None else ""
        if found is None or _ASKS.search(rest):
            return None
        family = _OF_WORK[found["work"] or found["class"]]
    if family is None:
        return None
    work = "|".join(family)
    for_whom = re.compile(
        rf"(?<!quỹ )(?<!ban )(?<!phòng )\b(?:{work})\b"
        r"(?:[^;]{0,260}?\b(?:cho|đối với)\b (?:[^\s;]+ ){0,6}?|"
        rf"(?:,? (?!(?:cho|về|hội|cuộc|thi)\b)[^\s;]+){{0,4}}? (?:các |những )?){_PEOPLE}\b|"
        rf"\b{_PEOPLE}\b[^;,]{{0,60}}? được (?:[^\s;]+ ){{0,3}}(?:{work})\b"
    )
    left, money = _besides_work(asked, family), _MONEY.search(question)
    if money is not None and money.group() in fold(" ".join(query.subject)):
        money = None  # as a word of asking alone it is no part of the subject
    claims: list[DraftClaim] = []
    for plan_id in query.plans:
        told = [
            row
            for row in _clauses(asked, plan_id)
            if for_whom.search(_QUOTED.sub("", lower(row[0])))
        ]
        told = [row for row in told if _is_on(left, *row)]
        if money is not None:
            told = [row for row in told if money.group() in fold(row[0])]
        claims += [_told(asked, *row) for row in told[:_MOST]]
        if not told and query.narrowed:
            claims.append(absent(asked.phrases.say("no_answer"), plan_id))
    return draft(asked, claims, reason="not_stated", nearest=near_slices(asked))


_GETS_WHAT = re.compile(
    r"\bduoc (?:lo|lo cho|lo lieu|ho tro|giup|giup do|tro giup|cham lo|bao ve|huong) (?:them )?"
    r"(?:(?:nhung|cac|cai|duoc) )*(?:(?:khoan|viec|dich vu|quyen|quyen loi|che do|mat|thu|dieu) )*"
    r"(?:gi|nao)\W*$"
)
_GIVES = (
    r"(?<!quỹ )(?<!ban )(?<!kỹ năng )(?<!trong )(?<!quốc gia )(?<!kế hoạch )(?<!phòng )"
    r"(?<!trung tâm )(?<!chương trình )(?<!đề án )\b"
    r"(?:hỗ trợ|trợ giúp|tư vấn|bảo đảm|đảm bảo|bảo vệ|chăm sóc|tiếp nhận|cung cấp|can thiệp|"
    r"giúp đỡ|bố trí|tạo điều kiện|dạy nghề|đào tạo nghề|vay vốn|khám|tặng|cấp phát|miễn phí)"
)


def gets_what(asked: Asked) -> Draft | None:
    """ "Nạn nhân được lo những khoản gì": every clause that gives them something, plan by plan.

    None where the plan gives those people nothing in these words, or another thing is asked.
    """
    query = asked.query
    question = asked.book.lexicon.expand(query.question)
    found = _GETS_WHAT.search(fold(question))
    if found is None or not query.narrowed or query.lang != "vi" or query.unaccented:
        return None
    if query.agencies or query.objectives or query.indicators or query.items or query.years:
        return None
    people = re.match(rf"\W*(?:(?:các|những|mấy) )*(?P<who>{_PEOPLE}\b[^,?]*)", lower(question))
    if people is None:
        return None
    own = [word for word in lower(people["who"][: found.start()]).split() if word]
    words = {lower(word) for word in query.subject}
    named = " ".join(word for word in own if word in words)
    if not named or found.start() < people.start("who"):
        return None
    # "nạn nhân bị bạo lực" is meant by "nạn nhân bạo lực"
    they = r"(?: bị| của)? ".join(map(re.escape, named.split()))
    gives = re.compile(
        rf"{_GIVES}\b[^;]{{0,260}}?\b(?:cho|đối với|là)\b (?:[^\s;]+ ){{0,9}}?{they}\b|"
        rf"{_GIVES}\b(?: (?:các|những|và|\d[\d.]*))? {they}\b|"
        rf"\b{they}\b[^;,]{{0,60}}? được (?:[^\s;]+ ){{0,4}}?{_GIVES}\b"
    )
    claims: list[DraftClaim] = []
    for plan_id in query.plans:
        told = [
            row for row in _clauses(asked, plan_id) if gives.search(_QUOTED.sub("", lower(row[0])))
        ]
        claims += [_told(asked, *row) for row in told[:_MOST]]
    return draft(asked, claims) if claims else None


def _english_family(question: str) -> tuple[str, ...] | None:
    found = _WHO_RECEIVES.search(question)
    return _ENGLISH[found["noun"] or found["verb"]] if found is not None else None


def _clauses(asked: Asked, plan_id: str) -> list[tuple[str, Slice]]:
    """The clauses of the plan's passages, below the items that the question names."""
    items = asked.query.items
    rows = []
    for section, passages in asked.book.passages(plan_id).items():
        if items and not any(f"/{one}/" in f"/{section}/" for one in items):
            continue
        for passage in passages:
            if passage.path[0].level in ("dau", "noi_nhan", "ky", "tieu_de"):
                continue
            piece = asked.book.passage_slice(passage)
            flat = " ".join(without_marker(passage.text).split())
            rows += [(clause, piece) for clause in clauses_of(flat)]
    return rows


def _besides_work(asked: Asked, family: tuple[str, ...]) -> Asked:
    """What is asked besides the work, which each clause names: "… nghiệp vụ về bình đẳng giới"."""
    query = asked.query
    read = fold if query.unaccented else lower
    said = {read(word) for work in (*family, "nghiệp vụ") for word in work.split()}
    left = tuple(w for w in query.subject if read(w) not in said and fold(w) not in _SMALL)
    return replace(asked, query=replace(query, subject=left) if query.lang == "vi" else query)


def _is_on(asked: Asked, clause: str, piece: Slice) -> bool:
    query = asked.query
    if of_other_years(query, clause):
        return False
    if query.lang == "vi" and not asked.subject.names_one(query):
        # words of little weight ("bơi") tell only where they stand
        read = fold if query.unaccented else lower
        left = {read(word) for word in query.subject}
        return left <= set(re.findall(r"[^\W_]+", read(clause)))
    texts = (clause, *asked.book.headings(piece)[:-1])
    if query.lang == "en":
        return not asked.unsaid(*texts)
    written = asked.subject.written_in(query, *texts)
    return written and asked.subject.share_said(query, *texts) >= _SAID


def _told(asked: Asked, clause: str, piece: Slice) -> DraftClaim:
    if is_row_id(piece.section):
        cells = [one for one in split_cells(clause) if one and not one.isdigit()]
        clause = "; ".join(cells)
    return stated(closed(brief(clause, asked.matcher, 90)), piece.plan_id, (piece,))
