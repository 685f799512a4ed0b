"""DOCX -> the text a reader sees.

    package.py    the one door to python-docx: the archive's limits, its parts as XML
    styles.py     what a run's text looks like: its font, capitals, hidden, raised
    numbering.py  automatic numbering, counted to the labels that are printed
    runs.py       one paragraph's runs: tracked changes, fields, notes, text boxes
    signs.py      bullets and boxes of symbol fonts
    body.py       the body in order, tables and all

Called by ``ingest.readers.docx``, in the child.
"""
