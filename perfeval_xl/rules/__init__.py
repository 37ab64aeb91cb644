"""Rule packs: what the law or a province fixes, as data with a citation on each value."""

from perfeval_xl.rules.choosing import Choice, ChosenBy, choose_for_form, choose_for_workbook
from perfeval_xl.rules.errors import RulesError
from perfeval_xl.rules.model import RulePack
from perfeval_xl.rules.packs import DEFAULT_PACK, list_packs, load_pack

__all__ = [
    "DEFAULT_PACK",
    "Choice",
    "ChosenBy",
    "RulePack",
    "RulesError",
    "choose_for_form",
    "choose_for_workbook",
    "list_packs",
    "load_pack",
]
