"""What Møtevakt knows and decides. Pure: no I/O, no clock, no chance."""
