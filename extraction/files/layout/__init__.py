"""Pages with places: characters → rows → columns → paragraphs. What PDF, OFD and OCR share."""
