"""What a finite class costs: its dimensions, and the exact value of each query game on it, with something that shows them."""
