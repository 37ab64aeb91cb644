"""Which rules the forms of one workbook are judged by: the folder's, the workbook's own wish, or the forms' layout."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from perfeval_xl.catalogue import all_kinds, loaded_kinds
from perfeval_xl.forms.model import ParsedForm
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.results import FormResult
from perfeval_xl.rules import Choice, RulePack, choose_for_form, choose_for_workbook
from perfeval_xl.rules.choosing import DEFINED_NAME, reservations
from perfeval_xl.rules.config import Config
from perfeval_xl.rules.settings import SETTINGS_UNHEEDED, Bounds, find_config, unheeded
from perfeval_xl.workbook.address import split_cell
from perfeval_xl.workbook.model import Sheets

RULES_UNUSABLE = IssueKind(
    code="IO-39",
    severity=Severity.ERROR,
    title="指定的规则不能用",
    message="没有评分：{problem}",
    remedy="请改正 perfeval.toml 或它指定的规则文件，或用 --rules 指定规则包",
)

SEVERITIES_CHANGED = IssueKind(
    code="IO-57",
    severity=Severity.HINT,
    title="问题的级别被调整",
    message="按“{file}”{what}",
    remedy="请确认该文件出自本单位",
)


@dataclass(frozen=True)
class Ruling:
    """The rule pack of each form, by its number, and the weights of issues that a person has changed."""

    choices: Mapping[int, Choice] = field(default_factory=dict)
    config: Config | None = None
    unheeded: tuple[Issue, ...] = ()
    """That settings beside the workbook have no say."""

    @property
    def packs(self) -> dict[int, RulePack]:
        return {form: choice.pack for form, choice in self.choices.items()}

    @property
    def used(self) -> list[RulePack]:
        """The packs in use, each once."""
        return list({choice.pack.id: choice.pack for choice in self.choices.values()}.values())

    def told(self, result: FormResult, commentary: Mapping[str, str]) -> FormResult:
        """The result with its drafts, and how its rules were chosen."""
        choice = self.choices[result.form.form]
        how = "；".join(filter(None, (choice.how, reservations(choice.pack, result.form.year))))
        pack, by = choice.pack, choice.by.value
        return replace(
            result,
            commentary=commentary,
            rules_file=str(pack.path),
            rules_hash=pack.hash,
            rules_chosen_by=by,
            rules_chosen_how=how,
        )

    def weighed(self, issues: Iterable[Issue]) -> list[Issue]:
        """The issues, heaviest first; within a weight their order stays. Changed weights are told."""
        found = [*issues, *self.unheeded]
        if self.config is not None:
            found = _reweighed(found, self.config)
        return sorted(found, key=lambda issue: issue.severity.rank)


def _reweighed(issues: list[Issue], config: Config) -> list[Issue]:
    """The issues with the weights of a ``perfeval.toml``, those switched off left out, and an issue that says so."""
    weights = {issue.code: config.severities.get(issue.code, issue.severity) for issue in issues}
    changed = sorted({issue.code for issue in issues if weights[issue.code] != issue.severity} - config.off)
    off = sorted(config.off & weights.keys())
    if not changed and not off:
        return issues
    kept = [replace(issue, severity=weights[issue.code]) for issue in issues if issue.code not in config.off]
    what = [f"调整了{'、'.join(changed)}的级别"] if changed else []
    what += [f"没有报{'、'.join(off)}（{len(issues) - len(kept)}个问题）"] if off else []
    return [*kept, SEVERITIES_CHANGED.at(file=config.label, what="，".join(what))]


def _refuse_unknown_codes(config: Config) -> None:
    """Hold a configuration's codes against all that there are; seldom needs the modules that are not loaded yet."""
    if config.lines and config.unknown(loaded_kinds()):
        fault = config.unknown(all_kinds())
        if fault is not None:
            raise fault


def rule_forms(
    sheets: Sheets,
    forms: Iterable[ParsedForm],
    option: str | Path | None,
    place: Path | None,
    bounds: Bounds | None = None,
) -> Ruling:
    """Choose the rules for one workbook's forms.

    Args:
        option: ``--rules``.
        place: the workbook's path; ``None`` for one that is no file.
        bounds: of a batch, which tells by itself what settings have no say.

    Raises:
        RulesError: the pack of ``option``, or ``perfeval.toml`` or its pack, is unknown or faulty.
    """
    config = find_config(place.parent, bounds) if place is not None else None
    if config is not None:
        _refuse_unknown_codes(config)
    named = asked_for(sheets)
    whole = choose_for_workbook(option, config, named)
    choices = {
        item.form.form: whole or choose_for_form(item.form.layout, item.form.year, named=named) for item in forms
    }
    told = unheeded(place.parent) if place is not None and bounds is None else []
    return Ruling(choices, config, tuple(SETTINGS_UNHEEDED.at(file=one.file, detail=one.why) for one in told))


def asked_for(sheets: Sheets) -> str:
    """What the defined name ``pe_rules`` says: a text in its formula, or that of the one cell that it points to."""
    formula = sheets.names.get(DEFINED_NAME, "").lstrip("=").strip()
    if not formula or formula.startswith('"'):
        return formula.strip('"').strip()
    name, _, address = formula.rpartition("!")
    sheet = next((sheet for sheet in sheets if sheet.name == name.strip("'").replace("''", "'")), None)
    try:
        value = sheet.value(*split_cell(address.replace("$", ""))) if sheet is not None else None
    except ValueError:
        value = None
    return value.strip() if isinstance(value, str) else formula
