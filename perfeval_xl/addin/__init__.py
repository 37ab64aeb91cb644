"""The commands behind the buttons of Excel, WPS and LibreOffice.

One press of a button goes four steps, and only the second and the last touch the application:

1. the front end names a command: ``score`` 评分, ``check`` 检查, ``report`` 生成报告, ``clear`` 清除标记,
   ``about`` 帮助/关于;
2. :meth:`~perfeval_xl.addin.port.OpenWorkbook.snapshot`: the open workbook, unsaved changes included, is saved as a
   copy (.xlsx), and the ordinary reader reads that copy;
3. :func:`~perfeval_xl.addin.planning.make_plan` turns the copy's bytes into a :class:`~perfeval_xl.addin.plan.Plan`:
   pure data, made by the very functions of ``perfeval score`` (evaluation, designated cells, own sheets, record);
4. the plan is carried out: :func:`~perfeval_xl.addin.commands.press` does steps 2 to 4 on a port, for applications
   that Python can hold (Excel through xlwings).

A front end that Python cannot hold (a LibreOffice extension in LibreOffice's own Python, WPS in JavaScript) saves
the copy itself and asks for the plan as JSON (``perfeval addin plan COMMAND COPY``, or
:func:`~perfeval_xl.addin.serving.answer`), then carries it out in this order. The plan of ``report`` is only a
message: the report is then already written.

========== ============================================================================================================
backup     keep the copy beside the workbook (done by ``addin plan`` with ``--place``; the key tells the file)
unmark     ``{sheet, cell, fill, like, note}``: if the cell still has ``fill``, give it the fill of the record's cell
           ``like`` ("" for none); take ``note`` out of its comment, and the comment away if nothing else is left
restore    ``{sheet, cell, value, formula, array, like}``: set the formula (no ``=``; English, A1) or the constant;
           number format as that of the record's cell ``like``
remove     names of sheets to delete (the record among them: so after the two above); ``clear`` alone has some
edits      ``{sheet, cell, value, show}``: a number travels as ``{"number": "6.67"}``, a text as a string and stays a
           text though it begins with ``=``, ``null`` empties the cell; show ``percent`` -> ``0.00%`` unless the
           cell already shows a percentage with two decimals, ``plain`` -> ``0.00`` where it shows a percentage or a
           date, ``as_is`` -> leave the format
sheets     ``{name, into, columns, shift, moves, visibility, formulas}``: copy ``name`` from the workbook file
           ``vehicle`` to the end, then set ``formulas`` (cell -> text without ``=``) and the visibility. With ``into``
           that copy only passes through: the sheet ``into``, which is there, first gets ``shift`` new columns before
           column ``columns - shift`` (0-based); what stands right of its first ``columns`` columns in the rows of
           ``moves`` (pairs of 0-based rows: from, to) is copied to the other row and emptied in its own, all at once;
           those first columns are emptied (contents, formats, merges, comments, validation, filter), get cells, widths,
           heights and filter of the copy, and the copy is deleted again. The sheet itself is never deleted, since
           people's formulas, names and charts point at it; it keeps its name, its place, whether it is shown, and
           what is written right of ours
marks      ``{sheet, cell, text, fill}``: fill (RGB, "" for none), and the comment; a blank line behind a person's own
           words where there are some
message    ``{text, level, go_to}``: with ``go_to`` ask 是/否 and select that cell on 是
========== ============================================================================================================

``touched`` names the sheets that are there and are written to: protection (no password) must be lifted from them
meanwhile and put back.
"""
