"""Trust in the archive: audits, diagnoses of a site, and people's decisions. Imports pipeline, rendering and
records."""
