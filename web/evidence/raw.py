"""A captured page in its original form, made harmless: no scripts, no network, no forms, in a frame of its
own."""

from storage.lookup.published import Row

POLICY = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src 'none'; connect-src 'none'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors {ancestors}"
)
SHOWN = ("text/html", "application/xhtml+xml", "text/plain", "")


def raw_headers(row: Row, encoding: str, ancestors: str) -> dict[str, str]:
    """The headers for the bytes of a captured page."""
    media_type = "text/plain" if row["media_type"] == "text/plain" else "text/html"
    charset = row["charset"] or encoding or ""
    return {
        "Content-Type": f"{media_type}; charset={charset}" if _is_token(charset) else media_type,
        "Content-Security-Policy": POLICY.format(ancestors=ancestors or "'self'"),
        # The policy forbids requests; only this stops the connections that Chromium opens in advance.
        "Connection-Allowlist": "()",
        "X-DNS-Prefetch-Control": "off",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Resource-Policy": "same-site",
        "X-Robots-Tag": "noindex, noarchive",
        "Cache-Control": "public, max-age=86400",
    }


def byte_headers(row: Row, name: str) -> dict[str, str]:
    """The headers for the same bytes as a download, never shown by a browser."""
    return {
        "Content-Type": "application/octet-stream",
        "Content-Disposition": f'attachment; filename="{name}.{_extension(row["media_type"])}"',
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Robots-Tag": "noindex",
    }


def _is_token(charset: str) -> bool:
    return (
        bool(charset)
        and len(charset) < 40
        and all(char.isascii() and (char.isalnum() or char in "-_.:") for char in charset)
    )


def _extension(media_type: str) -> str:
    known = {
        "text/html": "html",
        "text/plain": "txt",
        "application/pdf": "pdf",
        "application/json": "json",
        "application/msword": "doc",
        "image/jpeg": "jpg",
        "image/png": "png",
    }
    return known.get(media_type, "bin")
