"""Measures of one Boolean function, each a bracket with witnesses: degree, sensitivity, blocks, certificates, depth."""
