"""What `app.py` does besides serving: audit, erasure, backup."""
