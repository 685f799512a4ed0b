"""One plan of a made archive, from letterhead to signature, in one of the shapes of corpus/."""

from __future__ import annotations

import datetime
import itertools
import re
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from evals.scale.issuers import Issuer, below_since, office
from evals.scale.subjects import Topic, Wording

LETTERS = "a b c d đ e g h i k l m n o p q r s t u v x y".split()
ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII")
MEAN_ITEMS, SPREAD = 50, 24
"""Tasks and duties a plan, normally distributed; the rest of it makes some 50 passages more."""
FEWEST, MOST = 6, 150
NUMBERED, WRAPPED, TABLED = 0.9, 0.15, 0.15
"""Shares of plans that print number and day, break lines hard at 80, and have a table."""
TAILED = 0.7
"""Share of tasks and duties that go on behind the sentence that others have too."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """What is settled of a plan before it is worded."""

    issuer: Issuer
    topic: Topic
    first: int
    last: int
    day: datetime.date
    number: int

    @property
    def period(self) -> str:
        return f"năm {self.first}" if self.first == self.last else (
            f"giai đoạn {self.first} - {self.last}"
        )  # fmt: skip


def plan_text(occasion: Occasion, wording: Wording, draw: Random) -> str:
    """The whole document; equal draws give equal texts."""
    text = "\n".join(_Drafter(occasion, wording, draw).lines())
    if draw.random() < WRAPPED:
        text = "\n".join(
            line if "|" in line else "\n".join(textwrap.wrap(line, 80, break_on_hyphens=False))
            for line in text.split("\n")
        )
    return text + "\n"


class _Drafter:
    def __init__(self, occasion: Occasion, wording: Wording, draw: Random) -> None:
        self._on, self._draw = occasion, draw
        self._lines, self._offices = wording.lines, wording.offices
        self._issuer, self._topic = occasion.issuer, occasion.topic
        self._lead = self._office(occasion.topic.lead)
        self._below = below_since(occasion.issuer, occasion.day)
        self._others = {self._office(key): key for key in self._offices}
        self._others.pop(self._lead, None)
        self._said: set[str] = set()
        self._goals: list[int] = []
        """Indicators under each objective, where the plan numbers them."""
        kind = "year" if occasion.first == occasion.last else "period"
        self._title = ""
        self._title = self._say(self._pick("titles", kind))
        if kind == "period" and "giai đoạn" in self._title.removesuffix(occasion.period):
            self._title = self._say("thực hiện {programme} {area}")
        self._items = round(min(MOST, max(FEWEST, draw.gauss(MEAN_ITEMS, SPREAD))))
        self._marks = draw.choice(("letters", "dashes"))

    def lines(self) -> Iterator[str]:
        sections = [("MỤC ĐÍCH, YÊU CẦU", self._aims)]
        if self._draw.random() < 0.7:
            sections.append(("MỤC TIÊU", self._objectives))
        acted = self._draw.random() < 0.35
        name = self._draw.choice(("NHIỆM VỤ VÀ GIẢI PHÁP", "NỘI DUNG HOẠT ĐỘNG"))
        sections += [(name, self._activities if acted else self._works)]
        sections += [("KINH PHÍ THỰC HIỆN", self._money), ("TỔ CHỨC THỰC HIỆN", self._duties)]
        if self._draw.random() < 0.6:
            sections.append(("CHẾ ĐỘ BÁO CÁO", self._reports))
        yield from self._head()
        for roman, (heading, written) in zip(ROMANS, sections, strict=False):
            yield f"{roman}. {heading}"
            yield from written()
        yield self._say(self._pick("report", "closing"))
        yield from self._foot()
        if self._draw.random() < TABLED:
            yield from self._table()

    # -- letterhead and foot

    def _head(self) -> Iterator[str]:
        on, unit = self._on, self._issuer
        yield "ỦY BAN NHÂN DÂN"
        yield f"{unit.unit} {unit.place}".upper()
        yield from ("-------", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        yield from ("Độc lập - Tự do - Hạnh phúc", "---------------")
        numbered = self._draw.random() < NUMBERED
        yield f"Số: {f'{on.number:02d}' if numbered else ''}/KH-UBND"
        day = f"{on.day.day:02d}" if numbered else ""
        yield f"{unit.place}, ngày {day} tháng {_shown(on.day.month)} năm {on.day.year}"
        yield from ("KẾ HOẠCH", self._title[0].upper() + self._title[1:])
        yield from self._bases()

    def _bases(self) -> Iterator[str]:
        on = self._on
        held = sorted(
            (name for day, name in self._topic.bases if day < on.day),
            key=lambda name: not name.startswith("Luật"),
        )  # fmt: skip
        yield from (f"Căn cứ {name};" for name in held)
        above = self._say(self._pick("opening", "above"), above=self._issuer.above,
                          agency=self._letter(), day=self._earlier(20, 120))  # fmt: skip
        under = self._say(self._pick("opening", "under"), above=above)
        code = "".join(word[0] for word in self._lead.split() if word[0].isalpha()).upper()
        asks = self._say(self._pick("opening", "proposal"), code=code, day=self._earlier(2, 15))
        where = f"{self._issuer.head} {self._issuer.place}"
        issues = self._say(self._pick("opening", "issues"), title=self._title, head=where)
        yield f"{under};"
        yield f"{asks}, {issues}"

    def _letter(self) -> str:
        return "UBND-VX" if self._issuer.province else "VPCP-KGVX"

    def _foot(self) -> Iterator[str]:
        unit = self._issuer.unit
        yield "Nơi nhận:"
        yield f"- {self._issuer.above} (b/c);"
        yield f"- Chủ tịch, các Phó Chủ tịch UBND {unit};"
        yield f"- Ủy ban Mặt trận Tổ quốc Việt Nam {unit};"
        yield from (f"- {name};" for name in self._partners(self._draw.randint(1, 3)))
        yield f"- UBND {self._below};" if self._issuer.level != "xa" else f"- {self._below};"
        desk = self._draw.choice(("", "", ", KGVX", ", NC", ", KTTH", ", TH", ", NVX"))
        yield f"- Lưu: VT{desk}{self._draw.choice(('', f'({self._draw.randint(2, 60)}b)'))}."
        yield "TM. ỦY BAN NHÂN DÂN"
        deputy = self._draw.random() < 0.8
        yield from ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH") if deputy else ("CHỦ TỊCH",)
        yield "(Đã ký)"

    def _table(self) -> Iterator[str]:
        yield "PHỤ LỤC"
        yield f"PHÂN CÔNG NHIỆM VỤ {self._on.period.upper()}"
        yield "| TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian |"
        works = self._draw.sample(self._topic.works, self._draw.randint(4, 6))
        for number, work in enumerate(works, 1):
            first, other = self._partners(2)
            lead = self._draw.choice((self._lead, first))
            yield f"| {number} | {self._say(work)} | {lead} | {other} | {self._when_short()} |"

    # -- sections

    def _aims(self) -> Iterator[str]:
        for number, kind in enumerate(("purpose", "demand"), 1):
            yield f"{number}. {'Mục đích' if kind == 'purpose' else 'Yêu cầu'}"
            found = self._sample(self._lines["aims"][kind], self._draw.randint(2, 4))
            yield from self._marked(self._say(line) for line in found)

    def _objectives(self) -> Iterator[str]:
        yield f"1. Mục tiêu chung: {self._say(self._pick('aims', 'purpose'))}"
        yield f"2. Mục tiêu cụ thể đến năm {self._on.last}"
        indicators = iter(self._sample(self._topic.indicators, len(self._topic.indicators)))
        goals = list(self._sample(self._topic.goals, self._draw.randint(2, 4)))
        for number, goal in enumerate(goals, 1):
            yield f"{LETTERS[number - 1]}) Mục tiêu {number}: Về {goal}"
            held = list(itertools.islice(indicators, self._draw.randint(1, 3)))
            self._goals.append(len(held))
            for place, line in enumerate(held, 1):
                yield f"- Chỉ tiêu {place}: {self._say(line)}."

    def _works(self) -> Iterator[str]:
        left = round(self._items * 0.45)
        for number, head in enumerate(self._heads(), 1):
            size = min(left, self._draw.randint(3, 6))
            left -= size
            yield f"{number}. {head}"
            yield from self._marked(self._tasks(size))
            if left <= 0:
                return

    def _activities(self) -> Iterator[str]:
        """As Kon Tum's: "2.1. … (thực hiện thường xuyên trong năm).", then who does them."""
        left = round(self._items * 0.45)
        for number, head in enumerate(self._heads(), 1):
            size = min(left, self._draw.randint(2, 5))
            left -= size + 1
            yield f"{number}. {head}"
            yield from (f"{number}.{at}. {task}" for at, task in enumerate(self._tasks(size), 1))
            yield f"* Đơn vị thực hiện: {self._say(self._pick('work', 'unit_line'))}."
            if left <= 0:
                return

    def _money(self) -> Iterator[str]:
        found = self._sample(self._lines["money"]["items"], self._draw.randint(2, 4))
        yield from (f"{at}. {self._say(line)}" for at, line in enumerate(found, 1))

    def _duties(self) -> Iterator[str]:
        left = round(self._items * 0.36)
        number = 1
        others = list(self._others.values())
        self._draw.shuffle(others)
        for key in (self._topic.lead, *others):
            duties = self._lines["duties"]
            lead = key == self._topic.lead
            held = duties["lead"] if lead else (*duties.get(key, ()), *duties["any"])
            size = min(left, self._draw.randint(3, 6) if lead else self._draw.randint(1, 4))
            left -= size
            given = [f"{self._with_tail(line)}." for line in self._sample(held, size)]
            yield from self._given(number, self._office(key), given)
            number += 1
            if left <= 0:
                break
        for kind, whom in (("below", self._head_below()), ("front", self._front())):
            held = self._lines["duties"][kind]
            given = [self._say(line) for line in self._sample(held, self._draw.randint(2, 4))]
            yield from self._given(number, whom, given)
            number += 1

    def _given(self, number: int, whom: str, given: list[str]) -> Iterator[str]:
        """ "3. Sở Tài chính: …" for one duty, else a heading and its items."""
        if len(given) == 1:
            yield f"{number}. {whom}: {given[0]}"
            return
        yield f"{number}. {whom}"
        yield from self._marked(given)

    def _reports(self) -> Iterator[str]:
        found = self._sample(self._lines["report"]["items"], 2)
        yield from (f"{at}. {self._say(line)}" for at, line in enumerate(found, 1))

    # -- words

    def _tasks(self, size: int) -> Iterator[str]:
        """Sentences of any field among works of this one, some of them with a time."""
        while size > 0:
            own = self._draw.random() < 0.2
            line = self._draw.choice(self._topic.works) if own else self._pick("work", "items")
            said = self._with_tail(line)
            # a plan sets the same task once, whatever figure it names
            if (line if own else said) in self._said:
                continue
            self._said.add(line if own else said)
            size -= 1
            timed = "(" not in said and self._draw.random() < 0.3
            yield f"{said} ({self._say(self._pick('work', 'whens'))})." if timed else f"{said}."

    def _with_tail(self, line: str) -> str:
        """A sentence without its stop; one that names a day or goes on already has no tail."""
        said = self._say(line).rstrip(".")
        if ";" in line or "{day}" in line or "{end}" in line or self._draw.random() > TAILED:
            return said
        return said + self._say(self._pick("work", "tails"))

    def _spot(self) -> str:
        """ "xã Tân Lộc", "thôn Đông Khê": a place below the issuer's."""
        below = {"tinh": ("huyện", "xã", "phường"), "huyen": ("xã", "thị trấn"),
                 "xa": ("thôn", "tổ dân phố", "khu phố")}  # fmt: skip
        kind = self._draw.choice(below[self._issuer.level])
        return f"{kind} {self._pick('work', 'names_first')} {self._pick('work', 'names_second')}"

    def _marked(self, given: Iterator[str] | list[str]) -> Iterator[str]:
        for mark, line in zip(LETTERS, given, strict=False):
            yield f"{mark}) {line}" if self._marks == "letters" else f"- {line}"

    def _heads(self) -> list[str]:
        heads = self._lines["work"]["heads"]
        return list(dict.fromkeys(self._say(line) for line in self._sample(heads * 3, 3 * 13)))

    def _partners(self, count: int) -> list[str]:
        return self._draw.sample(list(self._others), count)

    def _office(self, key: str) -> str:
        return office(self._offices[key], self._issuer, self._on.day)

    def _head_below(self) -> str:
        below = self._below
        return f"Ủy ban nhân dân {below}" if self._issuer.level != "xa" else "Các thôn, tổ dân phố"

    def _front(self) -> str:
        unit = self._issuer.unit
        return f"Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam {unit} và các tổ chức chính trị - xã hội"

    def _targets(self) -> str:
        """ "chỉ tiêu 1, 2 của mục tiêu 3" where the plan numbers them."""
        if not any(self._goals):
            return f"các chỉ tiêu về {self._draw.choice(self._topic.goals)}"
        number = self._draw.choice([at for at, held in enumerate(self._goals, 1) if held])
        held = range(1, self._goals[number - 1] + 1)
        some = sorted(self._draw.sample(held, self._draw.randint(1, len(held))))
        return f"chỉ tiêu {', '.join(map(str, some))} của mục tiêu {number}"

    def _pick(self, section: str, kind: str) -> str:
        return self._draw.choice(self._lines[section][kind])

    def _sample(self, lines: tuple[str, ...], count: int) -> list[str]:
        return self._draw.sample(lines, min(count, len(lines)))

    def _say(self, line: str, **given: str) -> str:
        """A sentence with its slots filled; only those it holds are drawn."""
        return line.format_map(_Slots(given, self._slots()))

    def _slots(self) -> dict[str, Callable[[], str]]:
        """How each slot is filled, drawn anew for a sentence."""
        topic, draw, on = self._topic, self._draw, self._on
        things = draw.sample(topic.things, 2)
        partners = self._partners(2)
        since = max(on.first, on.day.year)
        year = draw.randint(since, max(on.last, since))
        month = draw.randint(1, 8)
        return {
            "topic": lambda: topic.topic, "programme": self._programme,
            "unit": lambda: self._issuer.unit, "area": self._area, "below": lambda: self._below,
            "head": lambda: self._issuer.head, "head_below": self._head_below,
            "lead": lambda: self._lead, "partner": lambda: partners[0],
            "partner2": lambda: partners[1], "finance": lambda: self._office("tai_chinh"),
            "spot": self._spot, "spot2": self._spot,
            "kind": lambda: self._pick("work", "kinds"),
            "kinds": lambda: self._pick("work", "kinds"),
            "period": lambda: on.period, "year": lambda: str(year), "title": lambda: self._title,
            "thing": lambda: things[0], "thing2": lambda: things[1],
            "people": lambda: draw.choice(topic.people), "goal": lambda: draw.choice(topic.goals),
            "targets": self._targets, "n": lambda: f"{draw.randint(2, 60):02d}",
            "k": lambda: _thousands(draw.randint(121, 990) * 10),
            "k2": lambda: _thousands(draw.randint(12, 240) * 5),
            "number": lambda: str(draw.randint(11, 5200)), "p": lambda: str(draw.randint(60, 100)),
            "q": lambda: str(draw.randint(3, 40)), "month": lambda: _shown(month),
            "month2": lambda: str(month + draw.randint(2, 4)),
            "quarter": lambda: draw.choice(ROMANS[:4]), "day": lambda: self._day(year),
            "half": lambda: f"{draw.randint(1, 6) * 5:02d} tháng {draw.choice((5, 6))}",
            "end": lambda: f"{draw.randint(1, 6) * 5:02d} tháng {draw.choice((11, 12))}",
        }  # fmt: skip

    def _programme(self) -> str:
        """The programme, unless it ended before the plan begins."""
        years = re.findall(r"giai đoạn \d{4} - (\d{4})", self._topic.programme)
        ended = years and int(years[-1]) < self._on.first
        return f"các chương trình, đề án về {self._topic.topic}" if ended else self._topic.programme

    def _area(self) -> str:
        """ "trên địa bàn tỉnh", sometimes with the name."""
        named = f" {self._issuer.place}" if self._draw.random() < 0.4 else ""
        return f"trên địa bàn {self._issuer.unit}{named}"

    def _day(self, year: int) -> str:
        day, month = self._draw.randint(1, 6) * 5, self._draw.randint(3, 12)
        day = min(day, 28) if month == 2 else day
        if self._draw.random() < 0.3:
            return f"{day:02d}/{month}/{year}"
        return f"{day:02d} tháng {month} năm {year}"

    def _earlier(self, least: int, most: int) -> str:
        """A day before the plan's own."""
        day = self._on.day - datetime.timedelta(days=self._draw.randint(least, most))
        return f"{day.day:02d} tháng {_shown(day.month)} năm {day.year}"

    def _when_short(self) -> str:
        year = self._draw.randint(self._on.first, self._on.last)
        quarter, month = self._draw.choice(ROMANS[:4]), self._draw.randint(3, 12)
        return self._draw.choice(
            (f"Quý {quarter}/{year}", f"Trước ngày 30/{month}/{year}", f"Tháng {month}/{year}")
        )


class _Slots(dict[str, str]):
    """What a sentence is given, and else what is drawn for it."""

    def __init__(self, given: dict[str, str], drawn: dict[str, Callable[[], str]]) -> None:
        super().__init__(given)
        self._drawn = drawn

    def __missing__(self, key: str) -> str:
        return self._drawn[key]()


def _shown(month: int) -> str:
    """Months 1 and 2 take a nought, as the rules of presentation have it."""
    return f"{month:02d}" if month < 3 else str(month)


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")
