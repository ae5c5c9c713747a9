"""Møtevakt: reminds Teams meetings about patients of the hospital's rules, and watches who is there."""
