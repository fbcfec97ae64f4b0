"""Understanding: the bytes of one capture → an Extraction. Pure functions; no network, files or clock.

`reading.extract` is the one door. Its steps, each a module: read_page (page) → recognise (families) →
find_container (containers) → visible lines (lines, fragment) → find_title (titles) → trim → read_fields
(fields), judge (kinds), attribute (issuer), report_year (years), read_sections (sections).
"""
