"""Pictures computed here: bars, tiles and tracks in SVG that needs no script."""
