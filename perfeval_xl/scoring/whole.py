"""Parsed forms in, typed results out: the whole of scoring in one call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from perfeval_xl.forms.frames import parsed_frames
from perfeval_xl.forms.model import ParsedForm, Table
from perfeval_xl.rates.rows import rates_of_form
from perfeval_xl.results import FormResult
from perfeval_xl.rules.model import RulePack
from perfeval_xl.scoring.assembly import form_results
from perfeval_xl.scoring.rule_points import with_rule_points
from perfeval_xl.scoring.tables import score

Sheaf = tuple[Sequence[ParsedForm], Sequence[Table]]
"""The forms of one workbook with its companion tables."""


def score_workbooks(workbooks: Sequence[Sheaf], packs: Mapping[int, RulePack]) -> dict[int, FormResult]:
    """Form number -> its result, without commentary; all workbooks are scored together.

    Args:
        workbooks: form numbers must differ over all of them.
        packs: the rule pack of each form, by its number.
    """
    forms = [with_rule_points(form, packs[form.form.form]) for found, _ in workbooks for form in found]
    rates = {
        form.form.form: rates_of_form(form, tables, _definitions(packs[form.form.form]))
        for found, tables in workbooks
        for form in found
    }
    scored = score(parsed_frames(forms), packs, rates)
    return {result.form.form: result for result in form_results(forms, scored, packs, rates)}


def _definitions(pack: RulePack) -> dict[str, str]:
    return {rate: choice.definition for rate, choice in pack.rates.items()}
