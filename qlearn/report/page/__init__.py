"""One self-contained HTML page: the catalogue with what was measured, what is proved, and the dimensions of small classes."""
