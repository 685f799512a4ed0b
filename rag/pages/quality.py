"""The tab "Chất lượng": how well the answers did when they were last measured, and before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import gradio as gr
from markupsafe import Markup

from rag.pages.frame import Event, Frame
from rag.pages.html import element, joined
from rag.pages.trend import Line, drawn
from rag.quality import MEASURES, Figures, Record
from rag.schema import Lang

COMMAND = "python -m evals"
_NO_FIGURE = Markup("")


@dataclass(frozen=True, slots=True)
class QualityTexts:
    """The tab's words: section ``[quality]`` of the texts; ``of`` names measures and kinds."""

    tab: str
    lead: str
    none: str
    last: str
    trend: str
    grown: str
    by_kind: str
    search: str
    how: str
    measure: str
    kind: str
    questions: str
    date: str
    time: str
    interval: str
    splits: dict[str, str]
    measures: dict[str, str]
    kinds: dict[str, str]
    searches: dict[str, str]


@dataclass(frozen=True, slots=True)
class QualityTab:
    """What the tab shows; ``records`` gives the runs of the evaluation, oldest first."""

    lang: Lang
    texts: QualityTexts
    records: Callable[[], tuple[Record, ...]]

    name = "quality"

    @property
    def label(self) -> str:
        return self.texts.tab

    def build(self, shown: Event, frame: Frame) -> None:
        """The tab's one component, filled when the tab is opened."""
        with gr.Column(elem_id="quality"):
            figures = gr.HTML("", apply_default_css=False, js_on_load=None, elem_id="quality-shown")
        frame.on(shown, self.shown, None, figures)

    def opened(self, reference: str, thread: object) -> str | None:
        """Nothing here opens a plan's words."""
        return None

    def shown(self) -> str:
        """The last record, what came before it, and how to measure anew."""
        texts, records = self.texts, self.records()
        parts = [element("p", texts.lead)]
        if records:
            last = records[-1]
            parts += [
                self._last(last),
                self._table(texts.by_kind, texts.kind, self._kinds(last)),
                self._search(last),
                self._trend(records),
            ]
        else:
            parts.append(element("p", texts.none))
        parts.append(element("p", texts.how, " ", element("code", COMMAND), class_="quiet"))
        return element("div", *parts, class_="quality-view")

    # ----------------------------------------------------------------- tables

    def _last(self, record: Record) -> Markup:
        texts = self.texts
        splits = [name for name in texts.splits if name in record.splits]
        head = (texts.measure, *(texts.splits[name] for name in splits))
        rows: list[tuple[Markup | str, ...]] = [
            (texts.measures[measure], *(self._share(record.splits[s], measure) for s in splits))
            for measure in MEASURES
        ]
        rows.append((texts.time, *(self._times(record.splits[s]) for s in splits)))
        rows.append((texts.questions, *(str(record.splits[s].questions) for s in splits)))
        title = texts.last.format(date=_day(record.date), model=record.model)
        return _table(title, head, rows)

    def _kinds(self, record: Record) -> Iterator[tuple[Markup | str, ...]]:
        for kind, figures in record.kinds.items():
            measure = "correctness" if figures.shares["correctness"].whole else "refusal_recall"
            yield (
                self.texts.kinds.get(kind, kind),
                str(figures.questions),
                self._share(figures, measure),
                self._times(figures),
            )

    def _table(self, title: str, first: str, rows: Iterator[tuple[Markup | str, ...]]) -> Markup:
        texts = self.texts
        head = (first, texts.questions, texts.measures["correctness"], texts.time)
        return _table(title, head, list(rows))

    def _search(self, record: Record) -> Markup:
        if not record.search:
            return element("div")
        names = list(dict.fromkeys(name for one in record.search.values() for name in one))
        rows: list[tuple[Markup | str, ...]] = [
            (
                self.texts.searches.get(name, name),
                *(self._bar(figures.get(one)) for one in names),
            )
            for name, figures in record.search.items()
        ]
        return _table(self.texts.search, ("", *names), rows)

    def _trend(self, records: tuple[Record, ...]) -> Markup:
        texts = self.texts
        shown = ("correctness", "citation_precision", "refusal_precision")
        rows: list[tuple[Markup | str, ...]] = [
            (_day(record.date), str(figures.questions), *(self._share(figures, m) for m in shown))
            for record in reversed(records)
            for figures in (_fairest(record.splits),)
            if figures is not None
        ]
        head = (texts.date, texts.questions, *(texts.measures[one] for one in shown))
        return _table(texts.trend, head, rows, self._drawn(records, shown))

    def _drawn(self, records: tuple[Record, ...], shown: tuple[str, ...]) -> Markup:
        measured = [
            (_day(record.date)[:5], figures) for record in records
            if (figures := _fairest(record.splits)) is not None
        ]  # fmt: skip
        lines = [
            Line(
                self.texts.measures[one],
                tuple(figures.shares[one].value for _, figures in measured),
            )
            for one in shown
        ]
        figure = drawn(self.texts.trend, [day for day, _ in measured], lines, self.lang == "vi")
        return joined(element("p", self.texts.grown, class_="quiet"), figure) if figure else figure

    # ----------------------------------------------------------------- cells

    def _share(self, figures: Figures, measure: str) -> Markup:
        share = figures.shares[measure]
        interval = None
        if share.low is not None and share.high is not None:
            interval = self.texts.interval.format(
                low=self._number(share.low), high=self._number(share.high),
                part=share.part, whole=share.whole,
            )  # fmt: skip
        return self._bar(share.value, interval)

    def _bar(self, value: float | None, told: str | None = None) -> Markup:
        if value is None:
            return element("span", "–", class_="quiet")
        return element(
            "span",
            element("span", self._number(value), class_="figure"),
            element("meter", min="0", max="1", value=f"{value:.4f}", aria_hidden="true"),
            title=told,
            class_="bar",
        )

    def _times(self, figures: Figures) -> str:
        return f"{figures.p50_ms:.0f} / {figures.p95_ms:.0f} ms"

    def _number(self, value: float) -> str:
        told = f"{value:.3f}"
        return told.replace(".", ",") if self.lang == "vi" else told


def _fairest(splits: Mapping[str, Figures]) -> Figures | None:
    """The split nobody wrote rules from, where the run had it."""
    return next((splits[name] for name in ("test", "all", "dev") if name in splits), None)


def _day(date: str) -> str:
    year, month, day = date[:10].split("-")
    return f"{day}/{month}/{year}"


def _table(
    title: str,
    head: tuple[str, ...],
    rows: list[tuple[Markup | str, ...]],
    figure: Markup = _NO_FIGURE,
) -> Markup:
    lines = (
        element(
            "tr",
            element("th", row[0], scope="row"),
            *(element("td", cell) for cell in row[1:]),
        )
        for row in rows
    )
    return element(
        "section",
        element("h3", title),
        figure,
        element(
            "div",
            element(
                "table",
                element("thead", element("tr", *(element("th", one, scope="col") for one in head))),
                element("tbody", *lines),
            ),
            class_="table-box figures",
            tabindex="0",
            role="region",
            aria_label=title,
        ),
    )
