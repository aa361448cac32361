"""A model behind HTTP: its dialects, the wire, retries, what is kept of answers, and the bill."""
