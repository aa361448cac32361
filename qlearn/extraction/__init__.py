"""Model extraction is query learning: the same learners against real models."""
