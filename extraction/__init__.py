"""Understanding: the bytes of one capture → an Extraction. Pure functions; no network, files or clock.

`reading.extract` is the entry point. Its steps: markup.page.read_page → unshown.unshown_text (text that
scripts insert) → body.article_text.read_article (families.recognise, container, lines, title, furniture,
files) → facts.fields.read_fields → facts.assessment.assess (kind, year, issuer) →
facts.sections.read_sections.
"""
