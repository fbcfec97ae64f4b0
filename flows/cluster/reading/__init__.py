"""Reads captures again in many processes: one WARC file per piece, on this machine, Prefect's workers or
Dask's."""
