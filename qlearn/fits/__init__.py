"""How counts grow with the sizes: measured counts against candidate bounds, with what speaks for and against each."""
