"""What is learned: each file a concept, its class and its version space."""
