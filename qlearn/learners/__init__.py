"""How it is learned: each file one algorithm with its theory and its theorem."""
