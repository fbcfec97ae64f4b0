"""The verbs about figures: numbers that reports state, read from a text or from the archive."""

import re
from pathlib import Path

import click

from flows.commands.options import Verb, main, pass_archive, pass_data
from storage.paths import DataDir

FORMATS = click.Choice(["table", "csv", "json", "xlsx", "dta", "parquet"])


class YearSpan(click.ParamType[tuple[int, int]]):
    """2018-2024, or one year."""

    name = "YYYY-YYYY"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        match = re.fullmatch(r"(\d{4})(?:-(\d{4}))?", str(value))
        if match is None or int(match[2] or match[1]) < int(match[1]):
            self.fail(f"{value!r} is neither a year nor a span of years such as 2018-2024", param, ctx)
        return int(match[1]), int(match[2] or match[1])


class DefaultVerb(click.Group):
    """A group whose default verb may be omitted: fazhi figures 330282-2023."""

    command_class = Verb

    default = "show"

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0] not in self.commands and args[0] not in ctx.help_option_names):
            args = [self.default, *args]
        return super().parse_args(ctx, args)


@main.group(cls=DefaultVerb)
def figures() -> None:
    """List the figures that reports state, each with its sentence.

    \b
    fazhi figures 330282-2023                   those of one report
    fazhi figures --code recon_accepted         one code, government by government
    fazhi figures --text FILE|DIR               those of a plain text, as JSON
    fazhi figures review …                      review them: accept, correct, reject
    """


@figures.command("show")
@click.argument("report", required=False)
@click.option(
    "--code",
    "codes",
    multiple=True,
    metavar="CODE",
    help="A code or its Chinese name. May be repeated.",
)
@click.option(
    "--government",
    "governments",
    multiple=True,
    metavar="NAME|CODE",
    help="Only this government (name or code). May be repeated.",
)
@click.option(
    "--province", "provinces", multiple=True, metavar="NAME", help="Only this province, such as 浙江."
)
@click.option(
    "--years",
    type=YearSpan(),
    default="1900-2200",
    metavar="YYYY-YYYY",
    help="Only these years, such as 2018-2024.",
)
@click.option("--wide", "as_wide", is_flag=True, help="One row per government and year, one column per code.")
@click.option(
    "--format",
    "form",
    type=FORMATS,
    default="table",
    help="Format of the printed rows, or of the file of --to.",
)
@click.option(
    "--to", "target", type=click.Path(dir_okay=False, path_type=Path), help="Write the rows to this file."
)
@click.option(
    "--text", "texts", type=click.Path(path_type=Path), multiple=True,
    help="Read this plain text: one JSON object; for a folder, one JSON line per file.",
)  # fmt: skip
@pass_archive
def show_figures(
    data: DataDir, report: str | None, codes: tuple[str, ...], governments: tuple[str, ...], provinces: tuple[str, ...],
    years: tuple[int, int], as_wide: bool, form: str, target: Path | None, texts: tuple[Path, ...],
) -> None:  # fmt: skip
    """List the figures of a report, of codes over governments and years, or of a text."""
    if texts:
        from flows.commands.figures_verb.texts import print_figures_of_texts

        print_figures_of_texts(texts)
        return
    from flows.commands.figures_verb.answers import show_panel, show_report, show_wide

    if report:
        show_report(data, report, form, target)
    elif as_wide:
        show_wide(data, governments, provinces, years, form, target)
    elif codes:
        show_panel(data, codes, governments, provinces, years, form, target)
    else:
        raise click.UsageError("name a report, a --code, --wide or a --text: fazhi figures --help")


@figures.command("review")
@click.argument("report", required=False)
@click.option("--code", "codes", multiple=True, metavar="CODE", help="Only this code. May be repeated.")
@click.option(
    "--to",
    "target",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the figures to be reviewed to this CSV.",
)
@click.option(
    "--from",
    "source",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Read the decisions from this CSV.",
)
@click.option("--page", "port", type=click.IntRange(1024, 65535), metavar="PORT",
              help="Decide on a local web page: http://127.0.0.1:PORT/.")  # fmt: skip
@click.option(
    "--by", "decided_by", metavar="NAME", default="", help="Your name. Required with --from and --page."
)
@pass_data
def review(
    data: DataDir, report: str | None, codes: tuple[str, ...], target: Path | None, source: Path | None, port: int | None,
    decided_by: str,
) -> None:  # fmt: skip
    """Review figures: accept, correct or reject them, on a local web page (--page PORT) or in a CSV (write it
    with --to, fill in the column decision, read it back with --from).

    Decisions are stored with name and reason in figure-decisions.csv in the data folder and stay valid when
    the texts are read again.
    """
    from flows.commands.figures_verb.review import take_review, write_review

    if port:
        if not decided_by:
            raise click.UsageError("say who decides: --page PORT --by NAME")
        from flows.commands.figures_verb.page import serve_review
        from flows.rendering.console import errors

        errors.print(f"http://127.0.0.1:{port}/ (Ctrl+C ends it)", markup=False)
        serve_review(data, report or "", codes, decided_by, port)
    elif source:
        take_review(data, source, decided_by)
    elif target:
        write_review(data, report, codes, target)
    else:
        raise click.UsageError(
            "decide with --page PORT --by NAME, write with --to FILE.csv, or read back with --from FILE.csv"
            " --by NAME"
        )


@main.command()
@click.argument("codes", metavar="CODE...", nargs=-1, required=True)
@click.option(
    "--government",
    "marked",
    multiple=True,
    metavar="NAME|CODE",
    help="Highlight this government. May be repeated.",
)
@click.option(
    "--province", "provinces", multiple=True, metavar="NAME", help="Only this province, such as 浙江."
)
@click.option(
    "--years",
    type=YearSpan(),
    default="1900-2200",
    metavar="YYYY-YYYY",
    help="Only these years, such as 2018-2024.",
)
@click.option("--kind", type=click.Choice(["lines", "provinces", "spread"]), default="lines",
              help="Lines per government, small pictures per province, or the spread of one year.")  # fmt: skip
@click.option(
    "--to",
    "target",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="FILE.svg, or FILE.png with the extra [png].",
)
@pass_archive
def plot(
    data: DataDir, codes: tuple[str, ...], marked: tuple[str, ...], provinces: tuple[str, ...],
    years: tuple[int, int], kind: str, target: Path,
) -> None:  # fmt: skip
    """Draw figures over the years, with the years in which a definition changed."""
    from flows.commands.figures_verb.answers import show_plot

    show_plot(data, codes, marked, provinces, years, kind, target)
