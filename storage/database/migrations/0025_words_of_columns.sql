-- The words that a column holds, as the program writes them today.

COMMENT ON COLUMN capture.role IS 'Why it was fetched: home, catalogue, list, detail, detail_page (a further page of an article), attachment, robots or sitemap';
COMMENT ON COLUMN failed_fetch.kind IS 'How it ended: http_error, blocked:…, soft_404, moved, redirected_home, off_domain, private_address, other_shard, timeout, dns, refused, tls, robots, too_large, truncated, wrong_type or other';
COMMENT ON COLUMN event.kind IS 'appeared, changed, moved, confirmed, copied, removed, returned, attachment_replaced or date_changed';
COMMENT ON COLUMN event.page_url IS 'The page it was seen on; for moved and confirmed the new page';
COMMENT ON COLUMN event.from_url IS 'For moved and confirmed the page before; else empty';
COMMENT ON COLUMN change.kind IS 'number_changed, paragraph_removed, paragraph_added, wording, title_changed, date_changed, attachment_replaced, paragraph_moved or punctuation_only';
