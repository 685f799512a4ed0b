"""The command ``hoi``. What a command needs is imported inside it: ``hoi ask`` starts cold."""

from __future__ import annotations

import gc
import logging
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from rag.console import (
    LOG_SIZE,
    OneLineErrors,
    complain,
    readable,
    say,
    short_lived,
    show_lines,
    speak_utf8,
)
from rag.errors import HoiError, UsageError
from rag.schema import Lang
from rag.stores.catalog import FactKind

if TYPE_CHECKING:
    from rag.book import Book
    from rag.settings import Settings
    from rag.stores.index import IndexReader

app = typer.Typer(
    cls=OneLineErrors,
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Hỏi Kế hoạch: hỏi các kế hoạch của Ủy ban nhân dân, trả lời kèm trích dẫn.",
)

IndexOption = Annotated[
    Path | None,
    typer.Option("--index", metavar="DIR", help="Thư mục chỉ mục (mặc định: index/, HOI_INDEX)."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="In JSON.")]
PlansOption = Annotated[
    list[str] | None,
    typer.Option("--plan", metavar="PLAN", help="Chỉ trong kế hoạch này; nêu được nhiều lần."),
]
CsvOption = Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="Ghi tệp CSV.")]
XlsxOption = Annotated[Path | None, typer.Option("--xlsx", metavar="FILE", help="Ghi tệp Excel.")]
PlanArgument = Annotated[str, typer.Argument(metavar="PLAN", help="Mã kế hoạch (hoi plans).")]


@app.command()
def ingest(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="PATH", help="Tệp, thư mục; bỏ trống: corpus/."),
    ] = None,
    index: IndexOption = None,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Lập lại từ đầu.")] = False,
    model: Annotated[
        str | None, typer.Option(metavar="M", help="Mô hình nhúng: thư mục, tên trên hub.")
    ] = None,
    replace: Annotated[
        str | None, typer.Option(metavar="PLAN", help="Kế hoạch mà tệp này thay cho.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Đọc các kế hoạch vào chỉ mục; tệp hỏng được nêu tên, các tệp khác vẫn xong."""
    from ingest.command import run

    settings = _settings(index, model)
    raise typer.Exit(
        run(settings, tuple(paths or ()), rebuild=rebuild, replace=replace, as_json=as_json)
    )


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(metavar="CÂU_HỎI", help="Câu hỏi.")] = None,
    batch: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.jsonl",
            help='Mỗi dòng {"id","q"} hoặc {"id","turns":[…]}, in ra một dòng JSON; “-”: stdin.',
        ),
    ] = None,
    plan: PlansOption = None,
    lang: Annotated[Lang | None, typer.Option(help="Ngôn ngữ câu trả lời.")] = None,
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """Trả lời một câu hỏi, kèm nguyên văn làm căn cứ."""
    if (question is None) == (batch is None):
        raise UsageError(
            'Cần một câu hỏi (`hoi ask "…"`) hoặc --batch FILE.jsonl, không phải cả hai.'
        )
    if question is None:
        assert batch is not None  # noqa: S101 - one of the two, as just seen
        from rag.batch import ask_batch

        raise typer.Exit(ask_batch(batch, tuple(plan or ()), lang, _settings(index)))
    with short_lived():
        from rag.ask import Asker
        from rag.llm.asker import with_model
        from rag.output import answer_json, answer_lines, dumps

        settings = _settings(index)
        asker = with_model(Asker(settings), settings)
        answer = asker.ask(readable(question), tuple(plan or ()), lang)
        if as_json:
            typer.echo(dumps(answer_json(answer)))
        else:
            show_lines(answer_lines(answer, shutil.get_terminal_size(LOG_SIZE).columns))


@app.command()
def search(
    words: Annotated[str, typer.Argument(metavar="TỪ_KHÓA", help="Từ cần tìm.")],
    k: Annotated[int, typer.Option("-k", metavar="N", min=1, max=100, help="Số đoạn.")] = 10,
    plan: PlansOption = None,
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """Tìm các đoạn gần nhất, mỗi đoạn kèm dẫn chiếu để chép vào văn bản."""
    with short_lived():
        from rag.ask import Asker
        from rag.output import citation_lines, dumps, hit_citation, hit_json

        asker = Asker(_settings(index))
        for one in plan or ():
            asker.reader.text(one)
        hits = asker.search(readable(words), k, plan or ())
        found = [hit_citation(asker.reader, hit, n) for n, hit in enumerate(hits, start=1)]
        if as_json:
            typer.echo(dumps([hit_json(*pair) for pair in zip(hits, found, strict=True)]))
        elif found:
            show_lines(citation_lines(found))
        else:
            say("Không có đoạn nào chứa các từ này.")


@app.command()
def plans(index: IndexOption = None, as_json: JsonOption = False) -> None:
    """Các kế hoạch trong chỉ mục."""
    from rag.listing import plan_json, plan_line
    from rag.names.now import today
    from rag.output import dumps

    reader = _reader(index)
    counts = reader.passage_counts()
    found = [(plan, counts.get(plan.plan_id, 0)) for plan in reader.plans()]
    if as_json:
        typer.echo(dumps([plan_json(*one, today()) for one in found]))
    else:
        for one in found:
            say(plan_line(*one, today()))


@app.command()
def show(
    plan: PlanArgument,
    text: Annotated[bool, typer.Option("--text", help="Toàn văn bản sạch.")] = False,
    path: Annotated[
        str | None, typer.Option(metavar="ID", help="Một mục, ví dụ muc.IV/khoan.6.")
    ] = None,
    page: Annotated[int | None, typer.Option(min=1, help="Một trang của tệp.")] = None,
    image: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Vẽ trang ra tệp PNG; với --path: trang của mục."),
    ] = None,
    quote: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Đoạn trích cần khoanh trên trang.")
    ] = None,
    crop: Annotated[
        Literal["so", "ngay"] | None,
        typer.Option(help="Với --image: chỉ phần số hay ngày viết tay, đóng bằng ảnh ở trang 1."),
    ] = None,
    index: IndexOption = None,
) -> None:
    """Phần đầu và dàn mục của một kế hoạch; hoặc chữ của cả văn bản, một mục, một trang."""
    from rag.listing import overview, page_text, section_span, section_text

    if text + (path is not None) + (page is not None) > 1:
        raise UsageError("Chỉ một trong --text, --path và --page.")
    if image is None and (quote, crop) != (None, None):
        raise UsageError("--quote, --crop đi cùng --image FILE.")
    reader = _reader(index)
    if image is not None:
        from ingest.page_image import write_image

        where = section_span(reader, plan, path) if path is not None else page
        complain(write_image(reader, plan, where, quote, crop, image, _settings(index)))
    elif text:
        say(reader.text(plan))
    elif path is not None:
        say(section_text(reader, plan, path))
    elif page is not None:
        say(page_text(reader, plan, page))
    else:
        say(overview(reader, plan))


@app.command()
def facts(
    kind: Annotated[FactKind | None, typer.Option(help="Loại dữ kiện.")] = None,
    plan: Annotated[str | None, typer.Option(metavar="PLAN", help="Chỉ của kế hoạch này.")] = None,
    csv: CsvOption = None,
    xlsx: XlsxOption = None,
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """Dữ kiện rút ra từ các kế hoạch: phân công, chỉ tiêu, thời hạn, căn cứ, kinh phí, sự kiện."""
    from rag.facts import fact_json, fact_row, write_csv, write_xlsx
    from rag.output import dumps

    reader = _reader(index)
    reader.check_current()
    found = reader.facts(plan, kind)
    rows = [fact_row(fact) for fact in found]
    for file, write in ((csv, write_csv), (xlsx, write_xlsx)):
        if file is not None:
            write(rows, file)
            complain(f"Đã ghi {len(rows)} dòng vào {file}.")
    if as_json:
        typer.echo(dumps([fact_json(fact) for fact in found]))
    elif csv is None and xlsx is None:
        for row in rows:
            say("\t".join((row.kind, row.plan, row.subject, row.text.replace("\n", " "), row.path)))


@app.command()
def matrix(
    plan: PlanArgument,
    csv: CsvOption = None,
    xlsx: XlsxOption = None,
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """Bảng phân công: cơ quan nào được giao chỉ tiêu nào, chỉ tiêu nào chưa giao."""
    from rag.matrix.duty_roles import Wording
    from rag.matrix.matrix import make_matrix
    from rag.matrix.output import matrix_json, show_matrix, write_csv, write_xlsx
    from rag.output import dumps

    book = _book(index)
    wording = Wording.load(book.lexicon.prompts)
    found = make_matrix(book, plan, wording)
    for file, write in ((csv, write_csv), (xlsx, write_xlsx)):
        if file is not None:
            complain(f"Đã ghi {write(book, found, wording, file)} dòng vào {file}.")
    if as_json:
        typer.echo(dumps(matrix_json(book, found, wording)))
    elif csv is None and xlsx is None:
        show_matrix(found, wording, f"{book.label(plan)}: {book.by_id[plan].title}")


@app.command()
def check(
    plan: Annotated[
        str | None, typer.Argument(metavar="PLAN", help="Mã kế hoạch; bỏ trống: mọi kế hoạch.")
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Thoát 1 khi có lỗi.")] = False,
    skip: Annotated[
        list[str] | None, typer.Option("--skip", metavar="RULE", help="Bỏ qua quy tắc này.")
    ] = None,
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """Lỗi và điều đáng hỏi lại trong chính kế hoạch, mỗi điều kèm nguyên văn."""
    from rag.checks import check_plans, slip_json, slip_lines
    from rag.output import dumps

    book = _book(index)
    slips = check_plans(book, plan, skip or ())
    if as_json:
        typer.echo(dumps([slip_json(book, slip) for slip in slips]))
    else:
        for line in slip_lines(book, slips):
            say(line)
    if strict and slips:
        raise typer.Exit(1)


@app.command()
def remove(plan: PlanArgument, index: IndexOption = None) -> None:
    """Bỏ một kế hoạch ra khỏi chỉ mục; tệp gốc vẫn còn."""
    from rag.uploads import take_out

    take_out(_settings(index), plan)
    say(f"Đã bỏ {plan}; `hoi ingest` sẽ đọc lại nếu tệp còn trong corpus/.")


@app.command()
def feedback(
    export: Annotated[
        Path | None, typer.Option(metavar="FILE.jsonl", help="Ghi thành câu hỏi để đánh giá.")
    ] = None,
    index: IndexOption = None,
) -> None:
    """Ý kiến của người dùng về các câu trả lời trên trang."""
    from rag.feedback import show_or_export

    show_or_export(_settings(index).feedback_file, export)


@app.command()
def doctor(index: IndexOption = None, as_json: JsonOption = False) -> None:
    """Phiên bản, mô hình, chỉ mục, và mọi đoạn có tra được không."""
    from rag.doctor import examine
    from rag.listing import health_json, health_lines
    from rag.output import dumps

    health = examine(_settings(index))
    if as_json:
        typer.echo(dumps(health_json(health)))
    else:
        for line in health_lines(health):
            say(line)
    for problem in health.problems:
        complain(problem)
    raise typer.Exit(1 if health.problems else 0)


@app.command()
def password(
    user: Annotated[
        str | None, typer.Option("--user", metavar="TÊN", help="Ghi người này vào tệp HOI_USERS.")
    ] = None,
) -> None:
    """Lập mật khẩu: in dòng đặt HOI_ADMIN_PASSWORD_HASH, hoặc ghi người được đăng nhập (--user)."""
    from rag.web.users import ask_password

    ask_password(_settings().users, user)


@app.command()
def serve(
    host: Annotated[str, typer.Option(envvar="HOI_HOST", help="Địa chỉ nghe.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(envvar="HOI_PORT", help="Cổng nghe.")] = 7860,
    index: IndexOption = None,
) -> None:
    """Mở trang hỏi đáp trong trình duyệt (như python app.py)."""
    from app import serve as serve_pages

    serve_pages(_settings(index), host, port)


def _settings(index: Path | None = None, model: str | None = None) -> Settings:
    from rag.settings import given_settings

    return given_settings(index, model)


def _reader(index: Path | None) -> IndexReader:
    from rag.stores.index import open_index

    return open_index(_settings(index))


def _book(index: Path | None) -> Book:
    """Facts alone are read: a command that needs no vectors loads no model."""
    from rag.book import facts_book

    reader = _reader(index)
    reader.check_current()
    return facts_book(reader, _settings(index).prompts)


def main() -> None:
    """The console script: no traceback reaches a user, unless HOI_DEBUG asks for it."""
    speak_utf8()
    debug = bool(os.environ.get("HOI_DEBUG"))
    # Without a handler Python would print the core's warnings among the answers.
    logging.getLogger("rag").addHandler(logging.StreamHandler() if debug else logging.NullHandler())
    try:
        app(prog_name="hoi")
    except Exception as error:
        if debug or isinstance(error, HoiError):
            raise
        complain(
            f"Lỗi của chương trình ({type(error).__name__}: {error}); hãy kiểm tra chỉ mục bằng "
            "`hoi doctor`, hoặc đặt HOI_DEBUG=1 rồi chạy lại để xem chi tiết."
        )
        sys.exit(1)
    finally:
        # All that was imported would be looked through once more before the process ends.
        gc.freeze()


if __name__ == "__main__":
    main()
