"""What is shown: citations, tables, pictures."""
