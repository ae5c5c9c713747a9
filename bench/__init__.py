"""Measurements, run by command, never as tests."""
