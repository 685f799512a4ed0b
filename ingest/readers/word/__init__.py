"""DOCX -> the text a reader sees.

    package.py    the one door to python-docx: the archive's limits, its parts as XML
    styles.py     what a run's text looks like: its font, capitals, hidden, raised
    numbering.py  automatic numbering, counted to the labels that are printed
    content.py    what is read: paragraphs of pieces, tables of rows of cells
    runs.py       one paragraph's runs: tracked changes, fields, notes, text boxes
    body.py       the body in order, tables and all
    render.py     content to lines, letters of old fonts converted

Called by ``ingest.readers.docx``, in the child.
"""
