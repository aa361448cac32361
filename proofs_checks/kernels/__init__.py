"""Decision trees: how many points their learners ask."""
