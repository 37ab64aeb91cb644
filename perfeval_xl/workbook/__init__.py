"""HOW cells are stored: sheets, addresses, reading files, patching files, results and their removal."""
