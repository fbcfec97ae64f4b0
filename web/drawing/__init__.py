"""Pictures as data of their own: bars, tiles and tracks in SVG that needs no script."""
