"""The defender's calculator: what so many queries can reach, and what they cannot, by the catalogue's theorems."""
