"""Polynomial and Gaussian kernels: from values by equation solving, from labels by their boundary."""
