"""`app.py doctor`: proves what it can before the first meeting, and says of the rest that it cannot tell."""
