"""HOW a report's text is stored: plain text, Markdown and Word become lines with places; comments go back into Word."""
