"""Who a plan names for a part of its own: the head of a jury, its secretary, whom to call."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.answers.agencies.standing import of_lower_level
from rag.answers.contents.cells import table_rows
from rag.answers.shape import Asked, draft, stated, tidy, without_marker
from rag.schema import Draft, DraftClaim
from rag.text import fold

_ROLES = (
    r"(?:pho )?truong (?:ban|doan|tieu ban)|(?:pho )?to truong|thu ky|"
    r"(?:pho )?chu tich hoi dong|chu nhiem"
)
_WHO = (
    r"\b(?:ai|nguoi nao|dong chi nao|chuc vu nao) "
    r"(?:(?:se|duoc|la|lam|giu|chuc|vai tro|cu|giao|phan cong|dam nhan|nguoi) )*"
)
_ROLE_ASKED = re.compile(
    r"\b(?:ai|nguoi nao) (?:la nguoi |se )?(?P<heads>dung dau|dan dau|lam dau) (?=ban )|"
    rf"{_WHO}(?P<role>{_ROLES})\b|\b(?P<of>{_ROLES})\b[^,;?]{{0,80}}? (?:la|do) (?:ai|nguoi nao)\b"
)
_CONTACT_ASKED = re.compile(
    rf"{_WHO}(?:dau moi|nguoi lien he)\b|\bdau moi (?:lien he|lien lac)\b[^,;?]{{0,60}}? la ai\b|"
    r"\b(?:lien he|goi) (?:voi |cho )?(?:ai|nguoi nao)\b"
)
_POST_ASKED = re.compile(
    r"\W*(?:ai|nguoi nao) (?:la|giu chuc|dang la) "
    r"(?P<post>(?:pho )?(?:doi truong|truong|chu tich|giam doc|chanh|bi thu)\b[a-z ]*)"
)
""" "Ai là Đội trưởng Đội Xây dựng phong trào?", of a list of persons with their posts."""
_ASKING = frozenset(
    "ai nguoi nao dong chi chuc vu se duoc la lam giu vai tro cu giao phan cong dam nhan do cua o "
    "trong tai cho ve thi ban doan lien he lac dau moi goi voi can khi muon so dien thoai ten gi "
    "dung dan dau a vay the ke hoach nay va bao nhieu may de hoi".split()
)
_SENTENCE = re.compile(r"(?<=[.;])\s+")
_PERSON = re.compile(r"^(?:ho (?:va )?ten|ho, ten|nguoi lien he)\b")
_LINE = re.compile(r"\b(?:dien thoai|lien he|so dt|sdt|email|thu dien tu)\b")


def persons_named(asked: Asked) -> Draft | None:
    """Those who hold a role that a plan gives itself; None where no plan asked names one."""
    question = fold(asked.book.lexicon.expand(asked.query.question))
    if asked.query.lang != "vi":
        return None
    role = _ROLE_ASKED.search(question)
    claims: list[DraftClaim] = []
    if role is not None:
        name = "truong ban" if role["heads"] else role["role"] or role["of"]
        claims = [one for plan_id in asked.query.plans for one in _holders(asked, plan_id, name)]
    if not claims and (_CONTACT_ASKED.search(question) or _POST_ASKED.match(question)):
        claims = [one for plan_id in asked.query.plans for one in _contacts(asked, plan_id)]
    return draft(asked, claims) if claims else None


def _holders(asked: Asked, plan_id: str, role: str) -> Iterator[DraftClaim]:
    """ "Trưởng Ban Giám khảo: Phó Trưởng Công an.", "Phó Giám đốc Sở … làm Trưởng ban"."""
    says = re.compile(
        rf"(?<!pho )\b{role}(?: \w+){{0,5}}:\s+\S|\S (?:la|lam|giu chuc) (?<!pho ){role}\b"
    )
    for passages in asked.book.passages(plan_id).values():
        for passage in passages:
            text = " ".join(passage.text.split())
            told = [one for one in _SENTENCE.split(text) if says.search(fold(one))]
            if not told or "thanh vien" in fold(told[0]):
                continue
            if of_lower_level(fold(asked.query.question), fold(told[0])):
                continue
            piece = asked.book.passage_slice(passage)
            # whose office it is, and not who holds it or another: "Thư ký: cán bộ Ban …"
            named = " ".join(one.split(": ")[0] for one in _SENTENCE.split(text))
            above = asked.book.headings(piece)[:-1]
            if _says_the_rest(asked, plan_id, {*role.split()}, named, *above):
                yield stated(without_marker(told[0]).rstrip(" ;."), plan_id, (piece,))


def _contacts(asked: Asked, plan_id: str) -> Iterator[DraftClaim]:
    """The rows of a list of persons with their lines: of the body asked for, where one is."""
    lexicon = asked.book.lexicon
    for row in table_rows(asked, plan_id):
        columns = " | ".join(row.columns)
        if not (any(map(_PERSON.match, row.columns)) and _LINE.search(columns)):
            continue
        named = [m.name for m in lexicon.find_agencies(row.row.text)]
        hers = all(any(lexicon.same_agency(a, b) for b in named) for a in asked.query.agencies)
        said = (row.row.text, row.header.text, *asked.book.headings(row.row))
        if not _holds_post(asked, row.row.text):
            continue
        if hers and _says_the_rest(asked, plan_id, set(), *said):
            cells = [c for c in row.cells if c and not c.isdigit()]
            yield stated(tidy("; ".join(cells)), plan_id, (row.header, row.row))


def _holds_post(asked: Asked, row: str) -> bool:
    """Whether a row prints the post asked for, where one is: no "Phó Chủ tịch" for "Chủ tịch"."""
    expand = asked.book.lexicon.expand
    asks = _POST_ASKED.match(fold(expand(asked.query.question)))
    if asks is None:
        return True
    post = " ".join(asks["post"].split()[:3])
    return re.search(rf"(?<!pho )(?<!doi )\b{post}\b", fold(expand(row))) is not None


def _says_the_rest(asked: Asked, plan_id: str, used: set[str], *texts: str) -> bool:
    """Whether a text, with what stands above it, says all the words that do not ask."""
    plan, lexicon = asked.book.by_id[plan_id], asked.book.lexicon
    whole = (*texts, plan.title, plan.place or "", plan.issuer or "", plan.province or "")
    said = set(re.findall(r"\w+", fold(lexicon.expand(" ".join(whole)))))
    asks = set(re.findall(r"\w+", fold(lexicon.expand(asked.query.question))))
    return asks - _ASKING - used <= said | {"thanh", "pho", "tinh", "xa", "phuong", "huyen"}
