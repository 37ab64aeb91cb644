"""What goes back into a workbook: values for designated cells, and the content of the sheets we add."""
