"""What is told of results: JSON, text on a terminal, CSV, and the summary workbook of a batch."""
