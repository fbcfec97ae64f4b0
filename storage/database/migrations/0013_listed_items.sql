-- What the lists of a site name: items nobody opened, and what the titles of items say.

CREATE TABLE unread_item (
    crawl_id VARCHAR NOT NULL,
    site_id VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    list_url VARCHAR NOT NULL,
    reason VARCHAR NOT NULL
);
COMMENT ON TABLE unread_item IS 'Items of lists that may be reports and were not opened';
COMMENT ON COLUMN unread_item.crawl_id IS 'The crawl';
COMMENT ON COLUMN unread_item.site_id IS 'The site';
COMMENT ON COLUMN unread_item.title IS 'The title as listed';
COMMENT ON COLUMN unread_item.list_url IS 'The list page';
COMMENT ON COLUMN unread_item.reason IS 'Why it was not opened, in words';

CREATE TABLE listed_title (
    title VARCHAR NOT NULL,
    site_adcode VARCHAR NOT NULL,
    extractor_version VARCHAR NOT NULL,
    may_be_report BOOLEAN NOT NULL,
    report_year INTEGER,
    adcode VARCHAR
);
COMMENT ON TABLE listed_title IS 'What the title of an item of a list says: whose report of which year it may be';
COMMENT ON COLUMN listed_title.title IS 'The title as listed';
COMMENT ON COLUMN listed_title.site_adcode IS 'Division code of the government on whose site it is listed; empty where it is none''s';
COMMENT ON COLUMN listed_title.extractor_version IS 'The version of the extractor';
COMMENT ON COLUMN listed_title.may_be_report IS 'Whether it may be a government''s own report';
COMMENT ON COLUMN listed_title.report_year IS 'The year it names; null where it names none';
COMMENT ON COLUMN listed_title.adcode IS 'Division code of that government: the site''s own where the title names none';
