"""RUN: the only folder that knows Prefect; it joins the stages.

The flows are nightly, crawl, reextract and notify, and those of cluster/ (…_flow.py). pipeline/tasks.py wraps
the plain functions of pipeline/stages.py as Prefect tasks, so everything also runs without Prefect. cli.py is
the `fazhi` command.

Importing this package must stay cheap: `fazhi extract` never loads Prefect, Scrapy or DuckDB.
"""
