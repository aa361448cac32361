"""Exact values for classes on few points: packed tables over all 3**n partial labellings, whatever the number of concepts."""
