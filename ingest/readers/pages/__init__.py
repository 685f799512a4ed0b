"""A page as print has it -> text: by where each letter stands.

glyphs.py      pdfium: letters with their places and fonts, ruling lines
rows.py        letters -> rows of words
grid.py        ruling lines -> tables
blocks.py      rows -> columns in reading order
paragraphs.py  lines -> paragraphs
furniture.py   running heads, feet and page numbers
sheets.py      all pages of a file, written with the markup that cleaning knows
"""
