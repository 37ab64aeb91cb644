"""Formulas in the spelling of .xlsx files (English names, A1, commas, ``!``) put into cells."""

import uno

_OOXML = uno.getConstantByName("com.sun.star.sheet.FormulaLanguage.OOXML")
_A1 = uno.getConstantByName("com.sun.star.sheet.AddressConvention.XL_A1")
_EVERYTHING = 31
"""All groups of names: separators, operators, functions."""
_ENTRIES = "[]com.sun.star.sheet.FormulaOpCodeMapEntry"


class Formulas:
    """A parser for the formulas of one document."""

    def __init__(self, document):
        names = document.createInstance("com.sun.star.sheet.FormulaOpCodeMapper")
        self._parser = document.createInstance("com.sun.star.sheet.FormulaParser")
        known = uno.Any(_ENTRIES, names.getAvailableMappings(_OOXML, _EVERYTHING))
        uno.invoke(self._parser, "setPropertyValue", ("OpCodeMap", known))
        self._parser.setPropertyValue("FormulaConvention", _A1)

    def put(self, cell, formula, array=False):
        """Set a cell's formula (without ``=``)."""
        tokens = self._parser.parseFormula(formula, cell.CellAddress)
        if array:
            cell.setArrayTokens(tokens)
        else:
            cell.setTokens(tokens)
