"""A dialogue as a page that plays it: question, answer, what is left, and the source line that asked."""
