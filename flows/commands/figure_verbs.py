"""The verbs about figures: what reports state in numbers, read from a text or asked of the archive."""

from pathlib import Path

import click

from flows.commands.options import main


class DefaultVerb(click.Group):
    """A group whose first verb need not be named: fazhi figures 330282-2023."""

    default = "show"

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0] not in self.commands and args[0] not in ctx.help_option_names):
            args = [self.default, *args]
        return super().parse_args(ctx, args)


@main.group(cls=DefaultVerb)
def figures() -> None:
    """List the figures that reports state, each with its sentence."""


@figures.command("show")
@click.option(
    "--text", "texts", type=click.Path(path_type=Path), multiple=True,
    help="Read this plain text (one JSON object) or this folder of texts (one JSON line a file).",
)  # fmt: skip
@click.argument("report", required=False)
def show_figures(texts: tuple[Path, ...], report: str | None) -> None:
    """The figures of a report of the archive, or of a text."""
    from flows.commands.figures import print_figures_of_texts

    print_figures_of_texts(texts)
