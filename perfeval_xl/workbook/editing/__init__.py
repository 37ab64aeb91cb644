"""The XML of a workbook and its sheets, taken apart and edited without touching what is not meant."""
