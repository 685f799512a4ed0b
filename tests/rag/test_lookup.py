"""Looking up: what a choice leaves, and which words of a passage stand out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from rag.ask import Asker
from rag.lookup import Choice, Lookup, in_force_in, years
from rag.matrix.assignment_tables import AssignmentTables
from rag.names.named_agencies import NamedAgencies
from rag.schema import Citation, Hit, Passage, Plan, Step
from rag.settings import Settings
from tests.rag.tiny import plan

PLANS = (
    replace(plan("a"), type="Kế hoạch", year_start=2021, year_end=2025, date=None),
    replace(plan("b"), type="Quyết định", year_start=2024, year_end=None, date=None),
    replace(plan("c"), type="Kế hoạch", year_start=None, year_end=None, date="2023-05-04"),
)
TEXT = "Sở Y tế tổ chức tập huấn về lồng ghép giới cho cán bộ."


UNREAD = NamedAgencies(lambda: pytest.fail("no agency is asked for"))


@pytest.fixture(scope="module")
def named(corpus_index: Settings) -> tuple[NamedAgencies, tuple[Plan, ...]]:
    book = AssignmentTables(corpus_index).book
    return NamedAgencies(book), book().register.plans


class Searched:
    """Keeps what was searched; every plan has one passage of the same words."""

    def __init__(self) -> None:
        self.plans: tuple[str, ...] | None = None
        self.among: frozenset[str] | None = None

    def __call__(
        self, text: str, k: int, plans: tuple[str, ...], among: frozenset[str] | None
    ) -> tuple[Hit, ...]:
        self.plans, self.among = plans, among
        wanted = plans or tuple(one.plan_id for one in PLANS)
        return tuple(Hit(Passage(p, (Step("muc", "I"),), 0, TEXT, ()), 1.0) for p in wanted)[:k]


def cite(hit: Hit, n: int) -> Citation:
    text, plan_id = hit.passage.text, hit.passage.plan_id
    return Citation(n, plan_id, "", None, None, "", ("I",), "", None, text, 0, len(text), "dẫn")


def lookup(search: Searched, plans: Sequence[Plan] = PLANS) -> Lookup:
    return Lookup(search, lambda: tuple(plans), cite, Settings().prompts, UNREAD)


@pytest.mark.parametrize(
    ("choice", "searched"),
    [
        (Choice(), ()),
        (Choice(plans=("a", "b")), ("a", "b")),
        (Choice(type="Kế hoạch"), ("a", "c")),
        (Choice(year=2024), ("a", "b")),
        (Choice(year=2023, type="Kế hoạch"), ("a", "c")),
        (Choice(year=2023, plans=("b",)), None),
    ],
)
def test_a_choice_narrows_the_plans(choice: Choice, searched: tuple[str, ...] | None) -> None:
    search = Searched()
    found = lookup(search).find("tập huấn", choice)
    assert search.plans == searched
    assert bool(found) is (searched is not None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("tập huấn giới", ["tập", "huấn", "giới"]),
        ("tap huan gioi", ["tập", "huấn", "giới"]),
        ("tập huân", ["tập"]),  # with marks, the marks count
        ("TẬP HUẤN về", ["tập", "huấn"]),  # "về" tells nothing
    ],
)
def test_the_words_looked_up_stand_out(text: str, words: list[str]) -> None:
    found = lookup(Searched()).find(text, Choice(plans=("a",)))[0]
    assert [found.citation.quote[start:end] for start, end in found.words] == words


Named = tuple[NamedAgencies, tuple[Plan, ...]]


def ids(plans: Sequence[Plan], *wanted: str) -> tuple[str, ...]:
    return tuple(one.plan_id for one in plans if not wanted or one.plan_id in wanted)


@pytest.mark.parametrize(
    ("written", "plan_id", "meant"),
    [
        ("so y te", None, "Sở Y tế"),
        ("SLĐTBXH", None, "Sở Lao động - Thương binh và Xã hội"),
        ("Công an thị xã", None, "Công an cấp huyện"),  # several towns' and districts' is one
        ("Công an huyện", "huong-tra-2021-2025", "Công an thị xã"),
        ("UBND các xã", None, "Ủy ban nhân dân cấp xã"),
        ("từng cơ quan, tổ chức, đơn vị", None, "Các cơ quan, đơn vị, địa phương"),
        ("tế y", "huong-tra-2021-2025", "Phòng Y tế"),  # by its words
        ("Sở Y tế", "huong-tra-2021-2025", None),  # which that plan does not name
        ("đơn vị có liên quan", None, None),
        ("<b>", None, None),
        (" ", None, None),
    ],
)
def test_an_agency_is_one_choice_however_written(
    named: Named, written: str, plan_id: str | None, meant: str | None
) -> None:
    agencies, plans = named
    within = ids(plans, *([plan_id] if plan_id else []))
    assert agencies.meant(written, within) == meant
    assert meant is None or meant in agencies.choices(within)


def test_no_agency_is_offered_twice_and_none_that_only_a_group_is(named: Named) -> None:
    agencies, plans = named
    offered = agencies.choices(ids(plans))
    assert len(offered) == len(set(map(str.casefold, offered))) > 60
    assert "Các doanh nghiệp" not in offered  # named, and given nothing
    assert "Các sở, ban, ngành" in offered


@pytest.mark.parametrize(
    ("agency", "passage", "inside"),
    [
        # its number stands in a note to "Sở Lao động …" beside the next task
        ("Sở Lao động - Thương binh và Xã hội", "kon-tum-2021/muc.II/khoan.4/khoan.4.4", True),
        ("Ủy ban nhân dân cấp huyện", "kon-tum-2021/muc.II/khoan.4/khoan.4.4", True),  # a partner
        ("Sở Y tế", "dak-nong-2021-2030/muc.IV/khoan.6/gach.1", True),  # below its heading
        ("Sở Y tế", "kon-tum-2021/muc.II/khoan.4/khoan.4.4", False),
    ],
)
def test_what_names_an_agency_or_gives_it_work(
    named: Named, agency: str, passage: str, inside: bool
) -> None:
    agencies, plans = named
    assert (passage in agencies.passages(agency, ids(plans))) is inside


def test_a_name_without_its_level_is_of_the_plans_own_level(named: Named) -> None:
    agencies, plans = named
    of_province = agencies.passages("Hội đồng nhân dân tỉnh", ids(plans))
    assert not any(one.startswith("huong-tra") for one in of_province)


def test_a_search_among_an_agencys_passages(named: Named) -> None:
    agencies, plans = named
    search = Searched()
    looking = replace(lookup(search, plans), named=agencies)
    looking.find("tập huấn", Choice(agency="Phòng Y tế"))
    assert search.plans == ("huong-tra-2021-2025",)
    assert search.among == agencies.passages("Phòng Y tế", ids(plans))
    assert looking.find("tập huấn", Choice(agency="Sở Ma")) == ()


def test_of_too_many_plans_no_agency_is_read(named: Named, monkeypatch: pytest.MonkeyPatch) -> None:
    agencies, plans = named
    looking = replace(lookup(Searched(), plans), named=agencies)
    assert looking.agencies(Choice())
    for module in ("rag.lookup", "rag.names.named_agencies"):
        monkeypatch.setattr(f"{module}.MOST_READ", 2)
    assert looking.agencies(Choice()) is None
    assert looking.agencies(Choice(plans=("lam-thao-2024",)))
    assert agencies.choices(ids(plans)) == ()


def test_a_hit_is_found_beyond_the_first_hundred(corpus_index: Settings) -> None:
    asker = Asker(corpus_index)
    far = asker.search("bình đẳng giới", 300)[-1].passage.id
    assert far not in {hit.passage.id for hit in asker.search("bình đẳng giới", 200)}
    hits = asker.search("bình đẳng giới", 10, among=frozenset({far}))
    assert [hit.passage.id for hit in hits] == [far]


def test_no_words_no_search() -> None:
    search = Searched()
    assert lookup(search).find("  ", Choice()) == ()
    assert search.plans is None


def test_years_of_plans() -> None:
    assert years(PLANS) == (2025, 2024, 2023, 2022, 2021)
    assert [in_force_in(one, 2023) for one in PLANS] == [True, False, True]
