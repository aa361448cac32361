"""The extraction experiment of the paper: how often an attack succeeds against the target where it succeeds least."""
