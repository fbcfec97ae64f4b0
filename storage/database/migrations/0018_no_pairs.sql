-- Search has an index of its own beside the published file (storage/publishing/text_index.py).

DROP TABLE IF EXISTS search_text;
DROP TABLE IF EXISTS search_gram;
DROP TABLE IF EXISTS search_report;
