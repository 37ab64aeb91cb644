"""Helpers of the tests: sheets as readable text tables, real spreadsheets programs."""
