"""Forms drawn by chance, and some made by hand, in makings and words that no list has; the truth of each cell is data.

Cells found, in percent: before anything was mended for them, at first look (when the code had been mended for the draws before,
and nobody had looked into this one), and now. Forms are the same in all three.

=================  =======  ===========  ======
draw               before   first look   now
=================  =======  ===========  ======
1 sideways            30.5         30.5   100.0
1 invented             7.4          7.4   100.0
1 areas               98.9         98.9   100.0
2 sideways            36.2        100.0   100.0
2 invented             0.0         97.3    99.8
2 areas               97.9        100.0   100.0
3 sideways            26.4         49.8   100.0
3 invented            39.4         60.3   100.0
3 areas               98.8         99.9   100.0
4 sideways            31.2         97.8   100.0
4 invented            33.9         96.5    99.8
4 areas               99.4        100.0   100.0
5 handmade            42.4         66.8    99.6
=================  =======  ===========  ======

Draws 3 and 4 are of harder makings (``drawing_harder.py``). A last draw of 120 forms, with more invented words in all kinds and
lying tables and blocks beside each other among them, is not kept; at first look it had 91.5 sideways, 83.6 invented and 96.5 of
the areas, before all work 35.0, 18.0 and 60.2.
"""
