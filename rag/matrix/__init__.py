"""Who is given what: the table agency × objective × indicator, for the page, files and pictures."""
