"""Captures read again by many processes: one WARC file a piece, on this machine, Prefect's workers or Dask's."""
