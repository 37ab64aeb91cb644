"""Real published self-evaluation forms (真实公开的自评表) as test workbooks, and what a careful reader finds in them.

``cases/*.yaml`` hold what was published, without the units' names, and beside it what must be read from it, written by
hand from the publication and our own arithmetic, never from the tool's output:

``layout``
    which of the layouts in :mod:`tests.realcases.layouts` the form is laid in; ``excerpt`` says that only a part of it
    is known, so that its points need not add up.
``funds``, ``indicators``
    text tables; a blank is an empty cell. The last columns are the expectations: 应有率 (the execution rate in percent,
    four decimals), 应得 (the recomputed score), 应读目标 (``≥95%``, ``定性``, ``日期2023-12-31``, ``不明``) and 应读完成
    (a number, ``文字``, ``定性``, ``日期``, ``无``, ``空``). ``—`` means that there must be none, ``·`` that people may
    disagree and nothing is held.
``published``
    errors that the publication has, each ``[code, place, why]``: they must be found at that place.
``also``
    further statements that are true of the form as it is laid, and must be made.
``may``
    codes that are true of it, but not demanded.
``out_of_scope``
    published errors that no check of a workbook can see, each with the reason.

A place is ``资金1 执行`` (first fund line, its executed amount), ``指标3 原因``, ``总分 得分``, ``目标 预期``, ``表2 合计 budget``.
"""
