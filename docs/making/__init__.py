"""What makes pages of the documentation out of the library itself, when they are built."""
