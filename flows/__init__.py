"""RUN: the only folder that knows Prefect; it joins the stages.

`nightly`, `crawl` and `reextract` are the flows; tasks.py has the stages as Prefect tasks, each a line
over a plain function of stages.py, so that everything also runs without Prefect. cli.py is the `fazhi`
command. Importing this package must stay cheap: `fazhi extract` never loads Prefect, Scrapy or DuckDB.
"""
