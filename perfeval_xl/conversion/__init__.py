"""Faithful ``.xlsx`` copies of workbooks that cannot be patched: old ones (.xls, .et) and OpenDocument (.ods)."""
