"""The tab of the library: what it shows is text, who may upload, and an upload in a browser."""

from __future__ import annotations

import ast
import asyncio
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from string import Formatter

import pytest
from playwright.sync_api import FilePayload, Page, expect
from starlette.types import Message, Receive, Scope, Send

from evals.browser import free_port
from rag.admin import Admin, hashed
from rag.checks import Slip
from rag.library import Held, Part
from rag.pages import library_html
from rag.pages.library_html import LibraryTexts
from rag.pages.texts import load_section
from rag.pages.upload_gate import UploadGate
from rag.schema import HeaderField, Section, Slice, Step
from rag.settings import ROOT
from rag.uploads import Job, Outcome
from tests.pages.conftest import Watched, _serving, open_tab
from tests.rag.tiny import plan

TEXTS = load_section("vi", "library", LibraryTexts)
HOSTILE = '<img src=x onerror="window.broken=1"> [a](javascript:b) \u202eabc'
DAY = date(2026, 11, 27)


def held() -> Held:
    words = Slice("a", "dau", 0, 3, "175")
    fields = (HeaderField("a", "number", "175", (words,)), HeaderField("a", "date", None, ()))
    one = replace(plan("a"), title=HOSTILE, file=f"{HOSTILE}.txt", number="175/KH")
    return Held(one, 3, 12, (("assignment", 2),), (HOSTILE,), fields, True)


def test_a_field_opens_its_words_and_a_plan_is_text() -> None:
    shown = library_html.plan_table((held(),), TEXTS)
    assert 'data-open="library.a.h.number.0"' in shown
    assert "library.a.h.date" not in shown
    assert "3 trang" in shown
    assert "phân công 2" in shown
    assert TEXTS.over in shown
    assert "<img" not in shown
    assert "\u202e" not in shown


def test_many_plans_are_listed_by_pages() -> None:
    shown = library_html.plan_list((held(),), 1, 60, TEXTS, reached=True)
    assert shown.count("26–50 trong 60 kế hoạch") == 4
    for there in ("library-page.0", "library-page.2"):
        assert shown.count(f'data-open="{there}"') == 2
    assert shown.count("data-reached") == 1
    assert "library-page" not in library_html.plan_list((held(),), 0, 1, TEXTS)


def test_a_plan_is_read_with_outline_and_slips() -> None:
    section = Section((Step("muc", "I"),), 0, 20, 20, 5)
    parts = (Part(0, 1, f"I. {HOSTILE}", f": {HOSTILE}\n- một\n- hai", 2, section),)
    slips = (Slip("r", "lỗi", "a", HOSTILE, (Slice("a", "muc.I", 0, 3, "175"),)),)
    shown = library_html.plan_page(held(), parts, slips, TEXTS)
    for there in ('href="#part-0"', 'id="part-0"', 'data-open="library.a.t.0.0"',
                  'data-open="library.a.s.0.0"', "<p>- một</p>", "trang 2"):  # fmt: skip
        assert there in shown
    assert "<img" not in shown
    known = Slip("r", "lỗi", "a", "Lặp chữ: “{words}”", (), {"words": "{và} <b>"})
    english = load_section("en", "library", library_html.LibraryTexts)
    for texts, said in ((TEXTS, "Lặp chữ"), (english, "Written twice")):
        read = library_html.plan_page(held(), parts, (known,), texts)
        assert f"<p>{said}: “{{và}} &lt;b&gt;”</p>" in read


def test_every_sentence_of_a_slip_is_told_in_english() -> None:
    """With the same values, none left out."""
    english = load_section("en", "library", library_html.LibraryTexts).sentences
    written: set[str] = set()
    found: set[str] = set()
    for file in (ROOT / "rag" / "checks").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                written.add(node.value)
            told: list[ast.expr] = []
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in {"text", "found"}:
                told = [node.value]
            elif isinstance(node, ast.Call) and ast.unparse(node.func) == "Finding":
                told = node.args[:1]
            found |= {str(one.value) for one in told if isinstance(one, ast.Constant)}
    assert len(found) > 45
    assert found <= english.keys() <= written
    for vietnamese, other in english.items():
        fields = [
            {named for _, named, _, _ in Formatter().parse(one) if named}
            for one in (vietnamese, other)
        ]
        assert fields[0] == fields[1], other


def test_what_is_too_long_opens_at_the_side() -> None:
    long = Section((Step("muc", "I"),), 0, 300_000, 300_000, 5)
    shown = library_html.plan_page(held(), (Part(0, 1, "I", "x", None, long),), (), TEXTS)
    assert 'id="part-0"' not in shown
    assert 'data-open="library.a.t.0.0"' in shown
    assert TEXTS.rest in shown


def test_an_end_is_a_line_a_file() -> None:
    job = Job(("a.pdf", HOSTILE))
    job.outcomes = (
        Outcome("a.pdf", "a", "mới", None, ("lưu ý này",)),
        Outcome(HOSTILE, None, "lỗi", "tệp hỏng", ()),
    )
    job.left = ("c.pdf", "d.pdf")
    like = Outcome("b.pdf", "b", "mới", None, (), ("a",))
    job.outcomes = (*job.outcomes, like)
    held = replace(plan("a"), title="Kế hoạch A", file="a-1.pdf")
    shown = library_html.ended(job, TEXTS, (held,))
    assert shown.count("<li") == 4
    assert "a.pdf: đã thêm vào kho (“Kế hoạch A”)" in shown
    assert "với “Kế hoạch A” (a-1.pdf)" in shown
    assert "Đã dừng. Chưa đọc nên chưa thêm vào kho: c.pdf, d.pdf.<" in shown
    assert "<img" not in shown


# ------------------------------------------------------------------ who may

HASH = hashed("mật khẩu thử")


@pytest.mark.parametrize(
    ("password_hash", "local", "status"),
    [
        pytest.param(None, True, 200, id="on the machine itself"),
        pytest.param(None, False, 403, id="over a network, no password"),
        pytest.param(HASH, False, 403, id="over a network, not entered"),
        pytest.param(HASH, True, 403, id="on the machine, not entered"),
    ],
)
@pytest.mark.parametrize(
    "path", ["/gradio_api/upload", "/en/gradio_api/upload/", "//gradio_api//upload"]
)
def test_an_upload_is_taken_from_those_who_may(
    password_hash: str | None, local: bool, status: int, path: str
) -> None:
    sent: list[Message] = []

    async def behind(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200})

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    gate = UploadGate(behind, Admin(password_hash, local=local).admits)
    headers = [(b"cookie", b"hoi_admin=guessed")]
    scope = {"type": "http", "method": "POST", "path": path, "headers": headers}
    asyncio.run(gate(scope, receive, send))
    assert sent[0]["status"] == status


# ------------------------------------------------------------------ in a browser


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the app over a corpus of one plan, behind a password."""
    folder = tmp_path_factory.mktemp("library")
    (folder / "corpus").mkdir()
    text = (ROOT / "corpus" / "kon-tum-2021.md").read_text(encoding="utf-8")
    (folder / "corpus" / "co-san.md").write_text(text, encoding="utf-8")
    port = free_port()
    environment = {
        "HOI_CORPUS": str(folder / "corpus"),
        "HOI_INDEX": str(folder / "index"),
        "HOI_PORT": str(port),
        "HOI_ADMIN_PASSWORD_HASH": HASH,
        "GRADIO_TEMP_DIR": str(folder / "gradio"),
    }
    yield from _serving([sys.executable, "app.py"], environment, folder / "log.txt", port)


def no_file_of_the_server_is_taken(page: Page, address: str) -> bool:
    """Whether the event refuses a path that was not uploaded, whoever sends it."""
    config = page.request.get(f"{address}/config").json()
    (files,) = (one["id"] for one in config["components"] if one["type"] == "file")
    event = next(one["id"] for one in config["dependencies"] if files in one["inputs"])
    file = {"path": str(ROOT / "README.md"), "meta": {"_type": "gradio.FileData"}}
    sent = {"data": [[file], None], "fn_index": event, "session_hash": "stranger"}
    page.request.post(f"{address}/gradio_api/queue/join", data=sent)
    said = page.request.get(f"{address}/gradio_api/queue/data?session_hash=stranger").text()
    return '"success":false' in said and "process_generating" not in said


def filters_follow(page: Page) -> None:
    """The other tabs' lists offer what has come."""
    open_tab(page, "Tra cứu")
    offered = page.get_by_role("option")
    page.locator("#look-year input").click()
    expect(offered).to_contain_text(["Tất cả", "2024", "2021"])
    page.locator("#look-agency input").click()
    expect(offered.filter(has_text="Công an huyện")).to_have_count(1)
    page.locator("#look-box :is(input, textarea)").click()
    open_tab(page, "Kho kế hoạch")


@pytest.mark.parametrize("watched", [(1280, 800)], indirect=True, ids=["desktop"])
def test_plans_come_and_go_behind_the_password(library: str, watched: Watched) -> None:
    page = watched.page
    assert no_file_of_the_server_is_taken(page, library)
    page.goto(library)
    open_tab(page, "Kho kế hoạch")
    page.get_by_role("button", name="Thêm, thay, xóa kế hoạch").click()
    password = page.get_by_label("Mật khẩu quản trị")
    told = page.locator("#library-told")
    for there in ("", "/en"):
        sent = page.request.post(
            f"{library}{there}/gradio_api/upload",
            multipart={"files": {"name": "a.txt", "mimeType": "text/plain", "buffer": b"x"}},
        )
        assert sent.status == 403
    password.fill("sai mật khẩu")
    password.press("Enter")
    expect(told).to_contain_text("Mật khẩu không đúng.")
    expect(page.locator("#library-begin")).not_to_be_visible()
    password.fill("mật khẩu thử")
    password.press("Enter")
    expect(page.locator("#library-begin")).to_be_visible()

    good = (ROOT / "corpus" / "lam-thao-2024.md").read_bytes()
    files: list[FilePayload] = [
        {"name": "Lâm Thao.md", "mimeType": "text/markdown", "buffer": good},
        {"name": "hỏng.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 x"},
    ]
    page.locator("#library-files input[type=file]").set_input_files(files)
    expect(page.locator("#library-files")).to_contain_text("hỏng")
    expect(page.locator("#library-files progress, #library-files .uploading")).to_have_count(0)
    page.locator("#library-begin").click()
    expect(told).to_contain_text("Lâm Thao.md: đã thêm vào kho (“Lâm Thao: ", timeout=60_000)
    expect(told.locator("li")).to_have_count(2)
    expect(told).not_to_contain_text("Error")  # the name of a class of pypdf's
    expect(page.locator("#top .held")).to_have_text("2 kế hoạch")
    expect(page.locator(".library-table tbody tr")).to_have_count(2)
    filters_follow(page)

    # a link chooses the plan in every list; removed, none of them may still ask for it
    page.goto(f"{library}/?tab=library&plan=lam-thao")
    expect(page.locator(".library-plan")).to_be_visible()
    page.get_by_role("button", name="Thêm, thay, xóa kế hoạch").click()
    page.locator("#library-removal input").first.click()
    page.get_by_role("option").filter(has_text="Lâm Thao").click()
    page.locator("#library-remove").click()
    expect(page.locator("#library-question")).to_contain_text("Lâm Thao")
    expect(page.locator("#library-question")).not_to_contain_text("hoi ingest")
    page.locator("#library-yes").click()
    expect(told).to_contain_text("Đã xóa “Lâm Thao: ", timeout=60_000)
    expect(page.locator("#top .held")).to_have_text("1 kế hoạch")

    page.locator("#library-removal input").first.click()
    page.get_by_role("option").filter(has_text="Kon Tum").click()
    page.locator("#library-remove").click()
    expect(page.locator("#library-question")).to_contain_text("co-san.md vẫn nằm trong")
    page.get_by_role("button", name="Không xóa").click()

    page.locator(".library-table .row-words").click()
    expect(page.locator(".library-text")).to_contain_text("Kon Tum")
    page.locator(".library-slips summary").click()
    page.locator(".library-slips button").first.click()
    expect(page.locator("#source mark").first).to_be_visible()
