"""The downloads page: the whole file first, then Parquet, codebook, manifest, licence."""

from web.formats.meta import embedded
from web.page import Ask, Page, Rows
from web.views.downloads import bulk_files, manifest

INSIDE = "parquet/tables/"


def data(ask: Ask) -> Page:
    files, listed = bulk_files(ask.published), manifest(ask.published.folder)
    tables = [{"table": name, **told} for name, told in sorted(listed.get("tables", {}).items())]
    return Page(
        template="data.html",
        title=ask.say("数据下载", "Data"),
        values={
            "readers": [one for one in files if not one["name"].startswith(INSIDE)],
            "inside": [one for one in files if one["name"].startswith(INSIDE)],
            "tables": tables,
            "published_at": ask.published.published_at,
            "name": ask.published.name,
            "digests": listed.get("files", {}),
            "json_ld": embedded(_dataset(ask, files)),
        },
        data={"published_at": ask.published.published_at, "files": files, "manifest": listed},
        rows=Rows(files, len(files)),
        section="data",
    )


def _dataset(ask: Ask, files: list[dict[str, object]]) -> dict[str, object]:
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": "fazhi：法治政府建设年度报告档案",
        "description": "Chinese governments' annual reports on building a law-based government, with their versions, changes and evidence",
        "inLanguage": "zh-CN",
        "dateModified": f"{ask.published.published_at:%Y-%m-%dT%H:%M:%SZ}",
        "isAccessibleForFree": True,
        "url": ask.whole("/data"),
        "distribution": [
            {
                "@type": "DataDownload",
                "name": file["name"],
                "contentUrl": ask.whole(f"/data/{file['name']}"),
                "contentSize": str(file["bytes"]),
            }
            for file in files
        ],
    }
