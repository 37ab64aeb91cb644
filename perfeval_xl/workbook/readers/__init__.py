"""Values, formulas, merges and names out of workbooks of every kind that can be read."""
