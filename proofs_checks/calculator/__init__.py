"""Lower bounds of the calculator's own, beside those of the catalogue."""
