"""Exact values from tables of all 3**n partial labellings, packed into bits: few points, however many concepts."""
