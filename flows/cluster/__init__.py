"""Many machines, one archive: a night cut into shards, leased, landed in an object store, committed by one.

The only room that knows PostgreSQL, and that needs the extra [cluster]. Uses the pipeline and operation.
"""
