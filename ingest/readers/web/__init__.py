"""HTML -> the document that a page shows.

    elements.py   the one door to lxml: the tree, and what an element's style says
    main_part.py  which part of a page is its document: menus, forms and related links left out
    page.py       that part as paragraphs and tables

Called by ``ingest.readers.html``, in the child.
"""
