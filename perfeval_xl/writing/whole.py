"""All that scoring writes into one workbook, whether it is a file or open in an application."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from perfeval_xl.results import Evaluation
from perfeval_xl.workbook.copies import EditedCopy
from perfeval_xl.workbook.marks.carried import Notes, placed, with_notes
from perfeval_xl.workbook.model import Edit, Mark, OwnSheet, Sheets
from perfeval_xl.workbook.own.people import with_peoples_words, with_words_of_copy
from perfeval_xl.workbook.patching import patch_workbook
from perfeval_xl.workbook.record.lines import human_view, own_sheet_names
from perfeval_xl.writing.designated import designated_edits
from perfeval_xl.writing.issue_sheet import issue_sheet
from perfeval_xl.writing.marks import issue_marks
from perfeval_xl.writing.result_sheet import forms_told, result_sheet


@dataclass(frozen=True)
class Writing:
    """The content of one scoring."""

    edits: Sequence[Edit]
    sheets: Sequence[OwnSheet]
    marks: Sequence[Mark]
    facts: Mapping[str, str]
    notes: Notes = field(default_factory=dict)
    """Comments of a person's on an earlier copy, at their cells of this workbook."""

    @property
    def has_peoples_words(self) -> bool:
        """Whether it brings along what a person wrote on an earlier copy."""
        return bool(self.notes) or any(sheet.people or sheet.beside for sheet in self.sheets)

    def patched(self, content: bytes, title: str) -> bytes:
        """The file ``content`` with all of it written.

        Raises:
            WorkbookError: the file cannot be written faithfully (IO-40 to IO-51).
        """
        if self.notes:
            content = with_notes(content, title, self.notes)
        return patch_workbook(content, self.edits, self.sheets, self.facts, marks=self.marks, title=title)


def writing_of(
    evaluation: Evaluation,
    sheets: Sheets,
    rules_title: str,
    facts: Mapping[str, str],
    *,
    marks: bool,
    scored: Sheets | None = None,
    copy: EditedCopy | None = None,
) -> Writing:
    """What goes into the workbook that was read as ``sheets``.

    Args:
        evaluation: of that workbook.
        sheets: without anything of ours.
        rules_title: what the results are said to be by.
        facts: for the record.
        marks: whether issues are marked at their cells too.
        scored: the workbook with the sheets of an earlier scoring, where it has some.
        copy: the scored copy that is about to be replaced, for what people wrote there.
    """
    own = [result_sheet(evaluation, rules_title), issue_sheet(evaluation)]
    notes: Notes = {}
    if scored is not None:
        own = with_peoples_words(own, scored)
    elif copy is not None and _is_of_the_same_forms(copy.sheets, own[0]):
        own = with_words_of_copy(own, copy.sheets)
        notes = placed(copy.notes, human_view(copy.sheets), sheets)
    return Writing(
        edits=designated_edits(evaluation),
        sheets=own,
        marks=issue_marks(evaluation, sheets) if marks else [],
        facts=facts,
        notes=notes,
    )


def _is_of_the_same_forms(copy: Sheets, results: OwnSheet) -> bool:
    """Whether a scored copy is of one of these forms: another unit's may lie under the same name."""
    name = next(iter(own_sheet_names(copy)), None)
    before = forms_told(copy[name].rows) if name is not None and name in copy else frozenset()
    return not before.isdisjoint(forms_told([cell and cell.value for cell in row] for row in results.rows))
