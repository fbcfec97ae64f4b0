"""Understanding: the bytes of one capture → an Extraction. Pure functions; no network, files or clock.

`reading.extract` is the entry point. Its steps: markup.page.read_page → unshown (text that scripts show) →
families.recognise → body.article_text.read_article (container, lines, title, furniture, files) →
facts.fields.read_fields → facts.assessment.assess (kind, year, issuer) → facts.sections.read_sections.
"""
