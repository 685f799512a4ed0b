"""Asking sixty plans: the nearest are read and said to be so, the headers tell of all exactly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date

import pytest

from ingest.pipeline import ingest_corpus
from rag.ask import Asker
from rag.nearest import NEAREST
from rag.register import MANY
from rag.schema import Answer
from rag.settings import Settings
from rag.stores.catalog import Catalog
from tests.rag.asking import assert_sound
from tests.rag.made_plans import plan

PLACES = (
    "Phú Lạc Sơn", "Bình Khê Đông", "Tân Thạch Hạ", "Vĩnh Lâm Sơn", "Hòa Giang Thượng",
    "Đông Vạn Lý", "Sơn Cẩm Tây", "Ninh Phước Hạ", "Long Bồi Đông", "Thạch Kim Thượng",
)  # fmt: skip
YEARS = (2022, 2023, 2024)
FORESTS = """II. NHIỆM VỤ
1. Phát dọn đường băng cản lửa trước mùa khô.
2. Diễn tập chữa cháy rừng tại các xã có rừng.
"""
GUARDS = """IV. TỔ CHỨC THỰC HIỆN
1. Ban Chỉ huy quân sự huyện: Chủ trì tuần tra rừng, canh gác lửa rừng trong mùa khô.
2. Công an huyện: Chủ trì điều tra các vụ phá rừng.
"""
DAY = date(2024, 6, 1)


def written(place: str, year: int, *, on_forests: bool) -> str:
    """A plan of a place and a year, on children or on forests."""
    subject = "Phòng cháy, chữa cháy rừng" if on_forests else "Công tác trẻ em"
    signer = "Lê Thị Ngọc Đào" if place == PLACES[3] else "Nguyễn Văn An"
    parts = {"tasks": FORESTS, "duties": GUARDS} if on_forests else {}
    text = plan(
        number=f"Số: {30 if on_forests else 12}/KH-UBND", signer=signer,
        date=f"An Hòa, ngày 10 tháng 3 năm {year}",
        title=f"{subject} năm {year} trên địa bàn huyện An Hòa", **parts,
    )  # fmt: skip
    text = text.replace("AN HÒA", place.upper()).replace("An Hòa", place)
    return text.replace("công tác trẻ em", subject[0].lower() + subject[1:])


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    folder = tmp_path_factory.mktemp("archive")
    corpus = folder / "plans"
    corpus.mkdir()
    for n, place in enumerate(PLACES):
        for year in YEARS:
            for on_forests in (False, True):
                name = f"p{n}-{'rung' if on_forests else 'tre-em'}-{year}.txt"
                text = written(place, year, on_forests=on_forests)
                (corpus / name).write_text(text, encoding="utf-8")
    settings = Settings(index=folder / "index", corpus=corpus)
    assert not ingest_corpus(settings).failed
    asker = Asker(settings)
    assert len(asker.reader.plans()) == 60 > MANY
    yield asker
    asker.reader.close()


def ask(asker: Asker, question: str, *turns: str) -> Answer:
    answer = asker.ask(question, turns=turns, day=DAY)
    assert_sound(asker, answer)
    return answer


def told_of(answer: Answer) -> set[str]:
    """The plans of which something is stated."""
    return {claim.plan_id or "" for claim in answer.claims if claim.kind == "stated"}


# ------------------------------------------------------------------ no plan is named


@pytest.mark.parametrize(
    ("question", "subject", "says"),
    [
        pytest.param("Cơ quan nào chủ trì tuần tra rừng?", "rung", "quân sự", id="who"),
        pytest.param(
            "ban chi huy quan su huyen phai lam gi?", "rung", "canh gác lửa", id="duties, no marks"
        ),
        pytest.param("Ai khám sức khỏe cho trẻ em?", "tre-em", "Phòng Y tế", id="another subject"),
        pytest.param("Which agency patrols the forest?", "rung", "quân sự", id="English"),
    ],
)
def test_the_nearest_plans_answer_and_are_said_to_be_so(
    asker: Asker, question: str, subject: str, says: str
) -> None:
    answer = ask(asker, question)
    assert not answer.abstained
    assert all(f"-{subject}-" in plan_id for plan_id in told_of(answer))
    assert says in answer.answer
    query = answer.understood
    assert (len(query.plans), query.among) == (NEAREST, 60)
    last = answer.answer.splitlines()[-1]
    assert "60" in last
    assert str(NEAREST) in last


def test_of_equals_those_in_force_are_nearest_then_the_newest(asker: Asker) -> None:
    answer = ask(asker, "Cơ quan nào chủ trì tuần tra rừng?")
    of_year = Counter(plan_id[-4:] for plan_id in answer.understood.plans)
    assert of_year == {"2024": NEAREST}


def test_a_suggestion_asks_one_of_them(asker: Asker) -> None:
    first = ask(asker, "Cơ quan nào chủ trì tuần tra rừng?")
    (plan_id, *_) = told_of(ask(asker, first.suggestions[0]))
    assert plan_id.split("-")[0] in {one.split("-")[0] for one in told_of(first)}
    again = ask(asker, first.suggestions[0]).understood
    assert again.among is None
    assert {plan_id[-4:] for plan_id in again.plans} == {"2024"}


# ------------------------------------------------------------------ plans are named


@pytest.mark.parametrize(
    ("question", "plans"),
    [
        pytest.param(
            "Ở huyện Bình Khê Đông năm 2023 ai chủ trì tuần tra rừng?", {"p1-rung-2023"},
            id="place and year",
        ),
        pytest.param(
            "Kế hoạch 30/KH-UBND của huyện Đông Vạn Lý năm 2022 ai ký?", {"p5-rung-2022"},
            id="a number that every place has",
        ),
        pytest.param(
            "Huyện Thạch Kimm Thượng khám sức khỏe trẻ em do ai lo?",
            {"p9-tre-em-2022", "p9-tre-em-2023", "p9-tre-em-2024"}, id="a slip in the place",
        ),
    ],
)  # fmt: skip
def test_a_place_a_number_and_a_year_narrow(asker: Asker, question: str, plans: set[str]) -> None:
    answer = ask(asker, question)
    assert told_of(answer) == plans
    assert answer.understood.among is None


def test_a_follow_up_moves_to_another_place(asker: Asker) -> None:
    answer = ask(asker, "Thế còn huyện Ninh Phước Hạ?", "Cơ quan nào chủ trì tuần tra rừng?")
    assert {plan_id.split("-")[0] for plan_id in told_of(answer)} == {"p7"}
    assert "quân sự" in answer.answer


# ------------------------------------------------------------------ what the headers tell


@pytest.mark.parametrize(
    ("question", "count"),
    [
        pytest.param("Có bao nhiêu kế hoạch?", 60, id="all"),
        pytest.param("Có bao nhiêu kế hoạch năm 2023?", 20, id="of a year"),
        pytest.param("Có bao nhiêu kế hoạch của huyện Sơn Cẩm Tây?", 6, id="of a place"),
        pytest.param("Có bao nhiêu kế hoạch về cháy rừng?", 30, id="on a subject"),
        pytest.param("Có bao nhiêu kế hoạch còn hiệu lực?", 20, id="in force"),
        pytest.param("How many plans are there for 2022?", 20, id="English"),
    ],
)
def test_plans_are_counted_exactly(asker: Asker, question: str, count: int) -> None:
    answer = ask(asker, question)
    assert answer.answer.startswith(f"{count} ")
    assert answer.understood.among is None


def test_plans_are_listed_by_their_signer(asker: Asker) -> None:
    answer = ask(asker, "Những kế hoạch nào do Lê Thị Ngọc Đào ký?")
    assert {plan_id.split("-")[0] for plan_id in told_of(answer)} == {"p3"}


# ------------------------------------------------------------------ what is not there


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        pytest.param("Huyện Hòa Khê Hạ giao ai tuần tra rừng?", "not_in_corpus", id="a place"),
        pytest.param(
            "Huyện Phú Lạc Hạ giao ai tuần tra rừng?", "not_in_corpus",
            id="a place near another's name",
        ),
        pytest.param(
            "Kế hoạch năm 2019 ai tuần tra rừng?", "not_in_corpus", id="a year"
        ),
        pytest.param(
            "Kế hoạch số 77/KH-UBND của huyện Đông Vạn Lý ai ký?", "not_in_corpus",
            id="a number of that place",
        ),
        pytest.param("Cơ quan nào báo cáo mục tiêu 9?", "no_such_item", id="an objective"),
        pytest.param("Có bao nhiêu kế hoạch về nuôi cá voi?", "not_stated", id="no title"),
        pytest.param("Ai lắp đặt trạm vũ trụ?", "not_stated", id="another subject"),
        pytest.param("Kể cho tôi một chuyện cười", "out_of_scope", id="no question for plans"),
    ],
)  # fmt: skip
def test_what_no_plan_holds_is_refused(asker: Asker, question: str, reason: str) -> None:
    answer = ask(asker, question)
    assert answer.abstained
    assert answer.reason == reason


def test_the_most_of_all_plans_is_not_told_of_a_dozen(asker: Asker) -> None:
    assert ask(asker, "Kế hoạch nào có nhiều chỉ tiêu nhất?").abstained


# ------------------------------------------------------------------ what is read


def counting(read: Counter[str], name: str) -> Callable[..., object]:
    """A catalog's method that notes each plan it reads."""
    whole = getattr(Catalog, name)

    def counted(catalog: Catalog, plan_id: str, *more: object) -> object:
        read[f"{name} {more}"] += 1
        return whole(catalog, plan_id, *more)

    return counted


def test_neither_opening_nor_a_question_reads_all_plans(
    asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: Counter[str] = Counter()
    for name in ("text", "packed_facts", "passages", "sections"):
        monkeypatch.setattr(Catalog, name, counting(read, name))
    fresh = Asker(asker.settings)
    fresh._state()
    assert not read
    ask(fresh, "Cơ quan nào chủ trì tuần tra rừng?")
    assert 0 < max(read.values()) <= NEAREST
    before = read.copy()
    ask(fresh, "Ở huyện Bình Khê Đông năm 2023 ai chủ trì tuần tra rừng?")
    assert all(read[name] - before[name] <= len(("forests", "children")) for name in read)
    fresh.reader.close()
