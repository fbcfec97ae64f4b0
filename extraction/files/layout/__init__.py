"""Pages with places: characters → rows, cells, columns → paragraphs. What PDF, OFD and OCR share."""
