"""Marks on the cells of a form, fills and comments: put there, moved with their cells, taken away again."""
