"""Whatever a reviewer does to a summary, and whatever the next run finds: no word is lost, none is beside a wrong row."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perfeval_xl.batch.earlier_summary import remarks_of
from perfeval_xl.report.summary import SummaryWriter
from perfeval_xl.report.summary_lines import FormLine, IssueLine
from perfeval_xl.report.summary_remarks import Remarks
from perfeval_xl.workbook.reading import read_workbook

Grid = list[list[object]]
NAMES = ("养护里程", "验收合格率", "每公里成本", "群众满意度", "第1标段", "第2标段")


class Issue(NamedTuple):
    """``uid`` tells what it really is; the tool does not look at the column that holds it."""

    uid: str
    code: str
    name: str
    row: int
    figure: int

    def line(self, file: str) -> IssueLine:
        message = f"“{self.name}”得分填{self.figure}分，超出0至10分的范围" if self.name else f"合计为{self.figure}"
        return IssueLine(file, "error", self.code, "自评表 ", f"I{self.row}", message, self.uid, "", None)


class Form(NamedTuple):
    uid: str
    sheet: str
    project: str
    year: int | None

    def line(self, file: str) -> FormLine:
        return FormLine(file, self.sheet, "项目支出", "示例局", self.project, self.year, rules=self.uid)


Folder = dict[str, tuple[list[Form], list[Issue]]]

_uids = st.integers(0, 10**9).map(str)
_issues = st.builds(
    Issue,
    _uids,
    st.sampled_from(("IND-01", "IND-02")),
    st.sampled_from((*NAMES, "")),
    st.integers(5, 30),
    st.integers(1, 99),
)
_forms = st.builds(
    Form,
    _uids,
    st.sampled_from(("自评表", "附件1", "附件2")),
    st.sampled_from(("养护", "清运")),
    st.sampled_from((None, 2023)),
)
_files = st.tuples(
    st.lists(_forms, min_size=1, max_size=3, unique_by=lambda form: form.uid),
    st.lists(_issues, max_size=6, unique_by=lambda issue: issue.uid),
)
_folders = st.dictionaries(st.sampled_from(("甲.xlsx", "乙/甲.xlsx", " 丙.xlsx", "丁\u3000一.et")), _files, min_size=1)


@st.composite
def next_folders(draw: st.DrawFn, folder: Folder) -> Folder:
    """Files come and go; rows are put in; issues are mended, and others made; numbers change."""
    found: Folder = {}
    for file, (forms, issues) in folder.items():
        if not draw(st.integers(0, 4)):
            continue
        moved, more = draw(st.integers(0, 2)), draw(_files)
        kept = [one._replace(row=one.row + moved) for one in issues if draw(st.integers(0, 3))]
        kept = [one._replace(figure=one.figure + draw(st.sampled_from((0, 0, 1)))) for one in kept]
        found[file] = (
            [form for form in forms if draw(st.integers(0, 3))] + (more[0] if draw(st.booleans()) else []),
            kept + (more[1][:2] if draw(st.booleans()) else []),
        )
    return {file: (forms or [Form("x", "", "", None)], issues) for file, (forms, issues) in found.items()}


def written(folder: Folder, remarks: Remarks | None = None) -> bytes:
    stream = io.BytesIO()
    writer = SummaryWriter(stream, remarks=remarks)
    for file, (forms, issues) in folder.items():
        writer.add([form.line(file) for form in forms], [issue.line(file) for issue in issues])
    writer.finish([("说明.zip", "不是工作簿"), ("坏.docx", "不是工作簿")])
    return stream.getvalue()


def grids(content: bytes) -> dict[str, Grid]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


class Reviewer:
    """Edits a summary as a person might; what was written beside which row is remembered."""

    def __init__(self, draw: st.DrawFn, content: bytes) -> None:
        self._draw = draw
        self.sheets = {
            name: grid for name, grid in grids(content).items() if name in ("汇总", "问题", "未处理", "以前的意见")
        }
        self.words: dict[str, tuple[str, ...]] = {}
        """Word -> the row that it was written beside."""
        self._written = 0
        self._taken: set[object] = set()

    def work(self) -> None:
        for name, grid in list(self.sheets.items()):
            truth = "规则" if name == "汇总" else "处理办法"
            at = grid[0].index(truth) if truth in grid[0] else None
            rows = [list(row) for row in grid]
            for row in rows:  # a column that only we see, taken off before the sheet is saved
                left = name == "以前的意见"
                row.append(
                    (str(row[1]), str(row[2]), "") if left else (name, str(row[1]), "" if at is None else str(row[at]))
                )
            for _ in range(self._draw(st.integers(0, 3))):
                edit = self._draw(
                    st.sampled_from((self._column, self._sort, self._take_column, self._beneath, self._blank))
                )
                edit(rows)
            self.sheets[name] = rows
        for name, rows in list(self.sheets.items()):
            if self._draw(st.integers(0, 3)) == 0:
                self.sheets[f"{name} (2)"] = [list(row) for row in rows]
            if self._draw(st.integers(0, 3)) == 0:
                self.sheets[f"复核{name}"] = self.sheets.pop(name)
        for rows in self.sheets.values():
            if self._draw(st.integers(0, 3)) == 0:
                rows.insert(0, ["2025年度复核", *([None] * (len(rows[0]) - 1))])

    def saved(self, place: Path) -> None:
        book = openpyxl.Workbook()
        book.remove(book.active)  # type: ignore[arg-type]
        for name, rows in self.sheets.items():
            sheet: Any = book.create_sheet(name)
            for row in rows:
                sheet.append(row[:-1])
        book.save(place)

    def _column(self, rows: Grid) -> None:
        at = self._draw(st.integers(0, len(rows[0]) - 1))
        header = self._draw(st.sampled_from((None, "复核意见", "意见", "代码", "状态/原因", "等级", 2024)))
        if header in self._taken:
            return  # as if a person had written in our column
        for number, row in enumerate(rows):
            word = None
            if number and self._draw(st.booleans()):
                self._written += 1
                word = f"词{self._written}"
                self.words[word] = row[-1]  # type: ignore[assignment]
            row.insert(at, header if number == 0 else word)

    def _sort(self, rows: Grid) -> None:
        rows[1:] = self._draw(st.permutations(rows[1:]))

    def _take_column(self, rows: Grid) -> None:
        free = [number for number, header in enumerate(rows[0][:-1]) if header is not None]
        at = self._draw(st.sampled_from(free))
        if rows[0][at] in ("未处理原因", "来自", "规则", "处理办法") or (
            rows[0][at] == "文件" and "未处理原因" in rows[0]
        ):
            return  # what is left is no list
        if rows[0].count(rows[0][at]) > 1:
            return  # as if a person had written in our column
        if not any(isinstance(row[at], str) and row[at] in self.words for row in rows):
            self._taken.add(rows[0][at])
            for row in rows:
                del row[at]

    def _beneath(self, rows: Grid) -> None:
        self._written += 1
        word = f"词{self._written}"
        self.words[word] = ("",)
        rows.append([word, *([None] * (len(rows[0]) - 2)), ("",)])

    def _blank(self, rows: Grid) -> None:
        rows.insert(self._draw(st.integers(1, len(rows))), [*([None] * (len(rows[0]) - 1)), ("",)])


def places_of(words: Sequence[str], content: bytes) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each word where it stands now."""
    for name, (header, *rows) in ((name, grid) for name, grid in grids(content).items() if grid):
        truth = header.index("规则") if name == "汇总" else header.index("处理办法") if name == "问题" else None
        for row in rows:
            for cell in row:
                for word in str(cell).split():
                    if word in words:
                        yield word, (name, str(row[1]), "" if truth is None else str(row[truth]))


def sure(folder: Folder, name: str) -> set[str]:
    """Rows of which nobody could take another for: nothing else of their file has their name."""
    found = set()
    for forms, issues in folder.values():
        rows: list[tuple[str, tuple[str, str]]] = (
            [(one.uid, (one.sheet, one.project)) for one in forms]
            if name == "汇总"
            else [(one.uid, (one.code, one.name)) for one in issues]
        )
        counted = Counter(key for _uid, key in rows)
        found.update(uid for uid, key in rows if counted[key] == 1 and key[1])
    return found


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_no_word_is_lost_and_none_is_beside_a_wrong_row(data: st.DataObject, tmp_path_factory: Any) -> None:
    place = tmp_path_factory.mktemp("summary") / "summary.xlsx"
    folder = data.draw(_folders)
    content = written(folder)
    words: dict[str, tuple[str, ...]] = {}
    for round_ in range(2):
        reviewer = Reviewer(data.draw, content)
        reviewer._written = 1000 * round_
        reviewer.work()
        reviewer.saved(place)
        before = {
            word for rows in reviewer.sheets.values() for row in rows for cell in row[:-1] for word in str(cell).split()
        }
        words = {word: one for word, one in (words | reviewer.words).items() if word in before}
        later: Folder = data.draw(st.one_of(st.just(folder), next_folders(folder)))
        saved = place.read_bytes()
        content = written(later, remarks_of(saved, read_workbook(saved, title=place.name).sheets))
        stand = list(places_of(list(words), content))
        lost = set(words) - {word for word, _ in stand}
        assert not lost, lost
        for word, (name, file, uid) in stand:
            if name not in ("汇总", "问题"):
                continue
            source, old_file, old_uid = words[word] if len(words[word]) == 3 else ("", "", "")
            assert (name, file) == (source, old_file), word
            if (later is folder and word in reviewer.words) or {uid, old_uid} <= sure(folder, name) & sure(later, name):
                assert uid == old_uid, (word, words[word], later)
        folder = later
