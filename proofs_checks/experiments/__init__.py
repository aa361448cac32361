"""Why what an experiment says of an attack may be believed."""
