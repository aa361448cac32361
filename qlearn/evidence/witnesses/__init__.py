"""Checks what shows the dimensions of a finite class, with loops of its own: nothing that computed them is used here."""
