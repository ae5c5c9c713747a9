"""A timeline on one sheet of paper: a PDF of one A4 page. Needs fpdf2, which is loaded when the first is made."""
