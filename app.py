"""Møtevakt's entry: puts the parts together and serves them; decides nothing."""
