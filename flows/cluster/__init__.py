"""Many machines, one archive: a night is cut into shards, which are leased, crawled, uploaded to an object
store, and committed by one process.

The only room that knows PostgreSQL, and that needs the extra [cluster]. Uses the pipeline and operation.
"""
