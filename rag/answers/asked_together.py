"""Each of the things that a question asks of one work: "giao cho hội nào, thôn nào, hạn?".

A statement is told uncut where the cut hides one of them; what is lacking is told by the rest of
the item: who is given it, or its other lines ("- Thời gian: …", "- Người phụ trách: …").
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rag.amounts import AMOUNT
from rag.answers.other_half import due_there, given_there, labelled_beside
from rag.answers.shape import Asked, absent, stated, tidy, without_marker
from rag.answers.uncut import CUT, as_printed, tells, uncut, whole_sentence
from rag.schema import Draft, DraftClaim
from rag.text import fold

_SPOT = r"(?:thon|ban|lang|ap|khu pho|to dan pho|to|xa|phuong|huyen|truong|noi|cho|dia ban|diem)"
_WHO = re.compile(
    r"(?:\b(?:(?:hoi|so|phong|co quan|don vi|nganh|ben) nao|(?<!cua )ai)(?:(?: thi| se| duoc giao)*"
    r" (?:lo|lam|phu trach|chu tri|thuc hien|dung ra|chiu trach nhiem|to chuc)\b|\s*(?:,|\W*$)))|"
    r"\b(?:co quan|don vi)(?: duoc giao)? (?:chu tri|phu trach|thuc hien) (?=\w+ .*\bva thoi )|"
    r"\bwho (?:leads?|runs?|is in charge|is responsible|organi[sz]es)"
)
_LEADS = re.compile(r"\b(?:chủ trì|phụ trách|chịu trách nhiệm|thực hiện)\b", re.IGNORECASE)
_COUNT = re.compile(r"\b(?:may|bao nhieu) (?P<thing>[a-z]+)")
_PEOPLE = {"nguoi": "(?:nguoi|dai bieu|khach moi|hoc vien)"}
_NO_COUNT = frozenset("phan tien dong trieu ty ngay thang quy nam gio hom lan thi la".split())
_ASKS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (
        re.compile(rf"\b{_SPOT} nao\b|\b(?:o|tai) dau\b|\bdia diem\b|\bwhere\b"),
        re.compile(r"Địa điểm|\btại (?!\w+…)|\btrong (?:các )?(?:nhà )?trường(?: học)?\b|"
                   r"\b(?:thôn|bản|ấp|xã|phường|huyện|tổ dân phố) (?:[A-ZĐ]|số)"),
    ),
    (re.compile(r"\b(?:may gio|gio nao|what time)\b"), re.compile(r"\d\s*(?:giờ|h\d|h\b)")),
    (re.compile(r"\b(?:bang )?tieng (?:gi|nao|dan toc nao)\b"), re.compile(r"\btiếng [A-ZĐÊ]")),
    (
        re.compile(r"\bbao lau (?:mot |1 )?lan\b"),
        re.compile(r"\b(?:hằng|hàng|mỗi|từng) (?:năm|quý|tháng|tuần)\b|\b(?:một|\d+) lần\b|"
                   r"\bđịnh kỳ\b", re.IGNORECASE),
    ),
    (
        re.compile(r"(?<!moi )(?<!mot )(?<!hang )\b(?:ngay|thang|quy|nam|hom) (?:nao|may)\b|"
                   r"\b(?:khi|luc) nao\b|\bbao gio\b|"
                   r"(?:,|\bva) (?:thoi )?(?:han|gian)"
                   r"(?: (?:chot|hoan thanh|thuc hien|xong|phai xong))*\W*$|"
                   r"\bwhen\b|\bwhat date\b"),
        re.compile(r"\d\s*(?:/|tháng)\s*\d|\b(?:quý|tháng|năm)\s+[IVX\d]|\bhằng\b", re.IGNORECASE),
    ),
)  # fmt: skip
"""What a question may ask, and what tells it."""
_HOUR = _ASKS[1][0]
""" "Lễ phát động mấy giờ": asked alone too, it stands behind the place and the partners."""
_TONGUE, _OFTEN_TOLD = _ASKS[2][1], _ASKS[3][1]
_SEVERAL = 2


def asked_together(asked: Asked, told: Draft) -> Draft:
    """The statements, each to its end where needed, with the rest of their item."""
    other = asked.query.intent in ("header", "basis", "plans", "funding", "out_of_scope")
    if other or asked.query.documents:
        return told
    question = fold(asked.query.question)
    wanted = [what for asks, what in _ASKS if asks.search(question)]
    counts = [
        re.compile(rf"\d[\d.,]*\s+(?:\w+ )?{_PEOPLE.get(one['thing'], one['thing'])}\b")
        for one in _COUNT.finditer(question) if one["thing"] not in _NO_COUNT
    ]  # fmt: skip
    wanted += counts
    manner = _MANNER.search(question)
    wanted += [re.compile(rf"\b{manner['work']}\b")] if manner is not None else []
    # "gửi số liệu cho ai, trước ngày nào": who gets it is no doer
    to_whom = asked.frames.asks_to_whom(asked.query.question)
    asks_who = [] if to_whom else [*_WHO.finditer(question)]
    who = bool(asks_who)
    whom = to_whom and _OFTEN_TOLD in wanted
    several = len(wanted) + len(asks_who) + whom >= _SEVERAL or _CONTENT.search(question)
    if not several and not _HOUR.search(question):
        return _told_whole(asked, told)
    texts = [claim.text for claim in told.claims if claim.kind == "stated"]
    lacking = [one for one in wanted if not any(tells(one, text) for text in texts)]
    if wanted and _CONTENT.search(question):
        told = replace(told, claims=tuple(
            as_printed(claim, _ANYTHING) if CUT in claim.text else claim for claim in told.claims
        ))  # fmt: skip
    if manner is not None and wanted[-1] in lacking:
        return replace(told, claims=tuple(as_printed(claim, wanted[-1]) for claim in told.claims))
    claims = tuple(uncut(claim, lacking) for claim in told.claims)
    behind = [one for one in lacking if one in counts or one in (_TONGUE, _OFTEN_TOLD)]
    claims = tuple(whole_sentence(claim, behind) for claim in claims)
    said = [claim for claim in claims if claim.kind == "stated"]
    if not said or len({claim.plan_id for claim in said}) > 1 or told.halves:
        return replace(told, claims=claims)
    more = list(_rest(asked, said, wanted, who=who))
    more += _beside(asked, said, question[asks_who[-1].end() :]) if len(asks_who) > 1 else []
    kept = [one for one in claims if one.kind == "stated" or not more]
    return replace(told, claims=tuple(dict.fromkeys((*kept, *more))))


def _told_whole(asked: Asked, told: Draft) -> Draft:
    """ "Do ai lập, bao lâu cập nhật một lần": a half of whatever kind may stand behind the cut."""
    halves = re.split(_JOINT, asked.query.question.rstrip(" ?.!"))
    said = [claim for claim in told.claims if claim.kind == "stated"]
    if len(said) > 1 or sum(_ANY.search(fold(half)) is not None for half in halves) < _SEVERAL:
        return told
    whole = {claim: uncut(claim, [_ANYTHING]) for claim in said}
    whole = {claim: one for claim, one in whole.items() if len(one.text) > len(claim.text)}
    return replace(told, claims=tuple(whole.get(claim, claim) for claim in told.claims))


_JOINT = re.compile(r"[,;?]\s+(?:(?:và|va|còn|con)\s+)?|\s+(?:và|va)\s+", re.IGNORECASE)
_BODY = r"(?:ai|(?:hoi|so|phong|co quan|don vi|nganh|ben) nao)"
_HALVES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("where", re.compile(rf"\b(?:o|tai) (?:dau|{_SPOT} nao)\b")),
    ("day", re.compile(r"\b(?:ngay|hom) (?:nao|may)\b")),
    ("when", re.compile(r"(?<!moi )(?<!mot )(?<!hang )\b(?:(?:thang|quy|nam) (?:nao|may)|"
                        r"(?:khi|luc) nao|bao gio)\b")),
    ("who", re.compile(rf"(?<!cho )(?<!cua )(?<!gui )(?<!bao )(?<!toi )\b{_BODY}\b")),
    ("phone", re.compile(r"(?:^|\b(?:duong day nong|hotline|tong dai) )so (?:may|nao)\b")),
    ("sum", re.compile(r"\b(?:(?:het|chi|ton|kinh phi) )+(?:la )?bao nhieu\b|\bbao nhieu tien\b")),
    ("often", re.compile(r"\b(?:bao lau|(?:may|bao nhieu) (?:nam|thang|quy|tuan)) (?:\w+ ){0,3}?"
                         r"(?:mot|1) lan\b")),
)  # fmt: skip
_WHICH_WORK = re.compile(
    r"(?:[^:]{2,40}: )?(?:nhung |cac )?(?:viec|hoat dong|su kien|noi dung|nhiem vu|hang muc) "
    r"(?:nao|gi)\b"
)
""" "Việc nào tháng 9, hết bao nhiêu": what costs so is asked itself, and no half names it."""
_DOING = re.compile(
    r" (?:(?:se|thi|lo|lam|chu tri|phu trach|to chuc|thuc hien|quan ly|dung ra) ?)+"
)
_A_DAY = re.compile(r"\d\s*(?:/|-|tháng)\s*\d|ngày \d")
_LINE = re.compile(r"\b(?:duong day nong|hotline|tong dai)\b")
_A_NUMBER = re.compile(r"\b(?:0\d|1[89]00|1\d\d\b)[\d .]*")
_WITH_WHOM = re.compile(r"\b(?:với|voi(?= ai\W*$)) (?:ai|\w+ (?:nào|nao))\b", re.IGNORECASE)
_WHETHER = re.compile(
    r"\bco (?:(?:to chuc|mo|lam|duoc|phai) )*(?P<work>(?!bao nhieu|may)\w+ .*?) (?:khong|ko)$"
)
_IN_COLUMN = re.compile(r"\((?:triệu |nghìn )?đồng\)[^:;]*: \d")
""" "Kinh phí (đồng): 8.000.000"."""
_ANY = re.compile(r"\b(?:nao|gi|ai|dau|may|bao nhieu|bao lau|bao gio|khong|ra sao)\b")
_OPENS_ASKING = re.compile(
    r"(?: (?:từ|trước|vào|trong|đến|xong|tu|truoc|vao|den|cho|ít nhất|it nhat|tối thiểu|"
    r"toi thieu))+ ?$| (?:do|giao(?: cho)?) (?:(?:trung tâm|cơ quan|đơn vị|phòng|sở|hội|ban|ngành|"
    r"bên|trung tam|co quan|don vi|phong|so|hoi|nganh|ben) )?$",
    re.IGNORECASE,
)
""" "Đường dây nóng do trung tâm [nào vận hành]": no word of the line itself."""
_NAMED_PLAN = re.compile(r"[^:]{2,40}: ")
_MOST_TOLD = 2


_WORK_ASKED = re.compile(
    r"\b(?:viec|hoat dong|muc|khoan|noi dung|nhiem vu|cong viec|hang muc) (?:nao|gi)\b"
)


def lost_halves(asked: Asked, told: Draft) -> Iterator[tuple[str, str]]:
    """What one half asks that no statement tells, each as a question of its own.

    "Lễ phát động ai chủ trì, ở đâu" told by who leads it: "lễ phát động ở đâu".
    """
    texts = [claim.text for claim in told.claims if claim.kind == "stated"]
    said = re.split(_JOINT, asked.query.question.rstrip(" ?.!"))
    halves = [(half, _kinds(half)) for half in said]
    plans = {claim.plan_id for claim in told.claims}
    if len(plans) > 1 or told.halves or len(said) == 1:
        return
    if not texts and _WHETHER.search(fold(said[0])):
        yield "whether", said[0]
    if _WHICH_WORK.match(fold(said[0])):
        return
    asks = [bool(kinds) or _ANY.search(fold(half)) is not None for half, kinds in halves]
    if not texts or not asks[0] or sum(asks) == 1:
        return
    if _WORK_ASKED.search(fold(said[0])):
        return  # "việc nào làm tháng 8, hết bao nhiêu": the work itself is not known to the half
    for at, (half, kinds) in enumerate(halves):
        for kind in kinds:
            if kind == "phone" and not _LINE.search(fold(said[0])):
                continue  # "ai ký, số mấy": the number of a plan
            to_whom = kind == "who" and asked.frames.asks_to_whom(half)
            if not to_whom and not any(tells_half(asked, kind, text) for text in texts):
                yield kind, f"{_of_what(_subject(said[0]))} {half}" if at else half


def _kinds(half: str) -> list[str]:
    """What a half asks; "với ai" is no doer."""
    folded = fold(_WITH_WHOM.sub("", half))
    return [kind for kind, asks in _HALVES if asks.search(folded)]


def tells_half(asked: Asked, kind: str, text: str) -> bool:
    """Whether a statement tells where, when, who or how much."""
    if kind == "who":
        lexicon, own = asked.book.lexicon, asked.query.agencies
        return any(
            not (one.generic or any(lexicon.same_agency(one.name, name) for name in own))
            for one in lexicon.find_agencies(text)
        )
    if kind == "phone":
        return _A_NUMBER.search(text) is not None
    if kind == "often":
        return tells(_OFTEN_TOLD, text)
    if kind == "sum":
        return AMOUNT.search(text) is not None or _IN_COLUMN.search(text) is not None
    if kind == "day":
        return _A_DAY.search(text) is not None
    if kind == "when":
        text = _YEAR_OF_NAME.sub(" ", text)
    return tells(_ASKS[0 if kind == "where" else -1][1], text)


_YEAR_OF_NAME = re.compile(
    r"(?<!vào )(?<!trong )(?<!đến )(?<!từ )(?<!cuối )(?<!đầu )(?<!hết )(?<!\d )(?<![IV] )"
    r"\bnăm 20\d\d\b(?! ?[:;–])"
)
""" "Tháng hành động … năm 2021": no time of what is held."""


def _tells_time(kind: str, claim: DraftClaim) -> bool:
    """Whether a month, a year or how often is told, and no day: the half is not lacking."""
    timed = (
        tells(_ASKS[-1][1], _YEAR_OF_NAME.sub(" ", claim.text))
        or _OFTEN.search(claim.text) is not None
    )
    return kind in ("day", "when") and claim.kind == "stated" and timed


def _on(claim: DraftClaim, words: set[str]) -> bool:
    """Whether a statement says any of the words, where there are such."""
    return not words or not words.isdisjoint(re.findall(r"[a-z]+", fold(claim.text)))


_OFTEN = re.compile(r"\b(?:mỗi|hằng|hàng) (?:năm|quý|tháng|tuần|ngày)\b", re.IGNORECASE)
_LABEL_WORDS = frozenset({"địa", "điểm", "thời", "gian"})


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower())) - _LABEL_WORDS


def _subject(head: str) -> str:
    """What the first half is on: without its words of asking."""
    folded = fold(head)
    plan = _NAMED_PLAN.match(head)
    opens = plan.end() if plan else 0
    asks = [m for one in (_ANY, *(one for _, one in _HALVES)) if (m := one.search(folded))]
    found = min(asks, key=lambda m: m.start())
    before, after = _OPENS_ASKING.sub("", head[: found.start()]), head[found.end() :]
    if len(before[opens:].split()) > 1:
        return before.strip()
    doing = _DOING.match(fold(after))
    return f"{before}{after[doing.end() :] if doing else after}".strip()


_ASPECT = re.compile(
    r"(?P<plan>[^:]{2,40}: )?\b(?:chủ đề|chu de|khẩu hiệu|khau hieu|thông điệp|thong diep) "
    r"(?:của )?(?=\w)",
    re.IGNORECASE,
)


def _of_what(subject: str) -> str:
    """ "Chủ đề lễ phát động là gì và khi nào": the ceremony has a day, its theme none."""
    match = _ASPECT.match(subject)
    return f"{match['plan'] or ''}{subject[match.end() :]}" if match else subject


def with_half(told: Draft, kind: str, own: Draft, asked: Asked) -> Draft:
    """A draft with what a half asked alone is told of the same plan, or lacks there."""
    plans = {claim.plan_id for claim in told.claims}
    of_plan = [one for one in own.claims if one.plan_id in plans and one not in told.claims]
    if kind == "whether":
        asks = _WHETHER.search(fold(own.query.question))
        more = [
            claim for claim in of_plan
            if claim.kind == "stated" and asks is not None and asks["work"] in fold(claim.text)
        ]  # fmt: skip
        return replace(own, query=told.query, claims=(*more, *told.claims)) if more else told
    if any(claim.kind == "stated" for claim in own.claims):
        told_words = set().union(*(_words(claim.text) for claim in told.claims))
        due = kind in ("day", "when") and own.query.intent == "deadline"
        # "kế hoạch của xã ban hành trước ngày nào": the day of a report is another work's
        on = {fold(word) for word in own.query.terms} if due else set()
        more = [
            c for c in of_plan
            if c.kind == "stated" and tells_half(asked, kind, c.text) and _on(c, on)
            and (kind == "who" or not _words(c.text) <= told_words)
        ]  # fmt: skip
        kept = [c for c in told.claims if c.kind == "stated" or not more]
        return replace(told, claims=(*kept, *more[:_MOST_TOLD]))
    if kind == "who" and _says_none(asked, told):
        text = asked.phrases.say("no_chair")
        return replace(told, claims=(*told.claims, *(absent(text, p) for p in plans if p)))
    lacking = kind in ("who", "sum") or any(
        claim.kind == "absent" or _tells_time(kind, claim) for claim in told.claims
    )
    if lacking or _SENT_TOO.search(fold(own.query.question)):
        return told
    # "không ghi thời gian, địa điểm" beside the place that is told
    say = asked.phrases.say
    key = "no_place_of_work" if kind == "where" else "no_deadline"
    rest = [
        absent(say(key), one.plan_id) if one.text == say("no_event") else one
        for one in of_plan[:1]
    ]  # fmt: skip
    return replace(told, claims=(*told.claims, *rest))


_SENT_TOO = re.compile(r"\w \w+ (?:gui|nop|trinh|bao cao)\b")
""" "… xử lý tin báo … và gửi số liệu trước ngày nào": asked with two works it is told of none."""
_CHAIRED = re.compile(r"\bai (?:se |duoc )?(?:chu tri|chu toa|dieu hanh|trieu tap)\b.*\bhop\b")


def _says_none(asked: Asked, told: Draft) -> bool:
    """ "Ban … họp mấy lần, ai chủ trì họp": where its text names nobody but the body that meets."""
    if not (asked.query.agencies and _CHAIRED.search(fold(asked.query.question))):
        return False
    texts = [piece.text for claim in told.claims for piece in claim.slices]
    return not any(tells_half(asked, "who", text) for text in texts)


def _rest(
    asked: Asked, said: list[DraftClaim], wanted: Sequence[re.Pattern[str]], *, who: bool
) -> Iterator[DraftClaim]:
    """What the item of the statements says besides, of what is asked and lacking."""
    pieces = [piece for claim in said for piece in claim.slices]
    texts = [claim.text for claim in said]
    lines = list(labelled_beside(asked, pieces))
    for what in wanted:
        if any(tells(what, text) for text in texts):
            continue
        found = next((one for one in lines if tells(what, one.text)), None)
        if found is not None:
            text = tidy(without_marker(" ".join(found.text.split())))
            texts.append(text)
            yield stated(text, found.plan_id, (found,))
        elif what is _ASKS[-1][1]:
            yield from due_there(asked, pieces)
    if not who or any(map(_LEADS.search, texts)):
        return
    given = given_there(asked, pieces)
    leads = [one for one in lines if _LEADS.search(one.text.partition(":")[0])]
    if given and not any(one.text.partition(":")[0] in text for one in given for text in texts):
        yield from given
    elif not given:
        yield from (stated(tidy(without_marker(p.text)), p.plan_id, (p,)) for p in leads[:1])


_MANNER = re.compile(
    r"(?:,|;|\bva|\bcon) (?P<work>(?!ai\b|gi\b|nao\b|nhu\b|cu\b)\w{3,})"
    r"(?: (?:no|thi|se|duoc))* (?:ra sao|(?:nhu )?the nao)\W*$"
)
""" "Khi nào phải kiện toàn Ban, họp ra sao": what the item says of the meetings."""


_CONTENT = re.compile(
    r"\b(?:day|hoc|tap huan|boi duong|truyen dat)(?: (?:ve|nhung|cac|noi dung|cai))* gi\b"
)
""" "Lớp tập huấn dạy gì, khi nào xong": a cut may hide what is taught."""
_ANYTHING = re.compile(r"\w")


def _beside(asked: Asked, said: list[DraftClaim], work: str) -> list[DraftClaim]:
    """ "…, và cơ quan nào lo phần kỹ thuật": who is given that work in the item of the leader."""
    words = re.findall(r"[a-z]+", work)
    given = given_there(asked, [piece for claim in said for piece in claim.slices])
    return [
        one for one in given
        if one not in said
        and any(f"{a} {b}" in fold(one.text) for a, b in itertools.pairwise(words))
    ]  # fmt: skip
