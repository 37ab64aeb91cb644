"""The self-evaluation report (自评报告) as a Word document: outlines as data, figures from the result, gaps named."""
