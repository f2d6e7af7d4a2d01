"""Options and arguments that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from wrinkle_scan.cli.left_out import report_left_out
from wrinkle_scan.face.expression import EXPRESSIONS, Expression, expression_from_name
from wrinkle_scan.photo.crop import Crop, crop_from_text
from wrinkle_scan.system.errors import SEVERAL_FACES, PathError, PhotoError
from wrinkle_scan.system.folders import NOT_MEASURED, photos_in
from wrinkle_scan.system.languages import ENGLISH, codes

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

STDOUT = Path("-")
A_PATH = click.Path(path_type=Path, readable=False)
"""click does not check that it can be read: the reader does, whose error names a remedy."""


def output_option(name: str, suffixes: tuple[str, ...], help_text: str, required: bool = False) -> Decorator:
    """An option for a file to write, whose name must end in one of `suffixes`."""

    def check(_context: click.Context, _parameter: click.Parameter, path: Path | None) -> Path | None:
        if path and path.suffix.lower() not in suffixes:
            raise click.BadParameter(f"the file's name must end in {' or '.join(suffixes)}.")
        return path

    return click.option(
        name,
        type=A_PATH,
        metavar=f"FILE{'|'.join(suffixes)}",
        required=required,
        callback=check,
        help=help_text,
    )


expression_option: Decorator = click.option(
    "--expression",
    type=click.Choice(EXPRESSIONS, case_sensitive=False),
    help="Expression that the photo was taken for, if the file's name does not say.",
)
json_option: Decorator = click.option(
    "--json",
    "json_file",
    type=A_PATH,
    metavar="FILE",
    help="Write the results as JSON; - is standard output.",
)


def crop_option(name: str, of: str) -> Decorator:
    """An option for the part of a file to use as the photo, e.g. one half of a before/after picture."""

    def parse(_context: click.Context, _parameter: click.Parameter, text: str | None) -> Crop | None:
        try:
            return None if text is None else crop_from_text(text)
        except ValueError as error:
            raise click.BadParameter(f"{error}.") from error

    help_text = f"Measure one part of {of} only: left, right, top, bottom, a quarter such as top-left, or a box in px."
    return click.option(name, metavar="SIDE|X,Y,W,H", callback=parse, help=help_text)


@contextmanager
def crop_offered(*options: tuple[str, Path]) -> Iterator[None]:
    """Adds to the refusal of a photo of several faces the option that chooses one of them, where the command has one.

    Args:
        options: name of each option with the photo that it is about.
    """
    try:
        yield
    except PhotoError as error:
        names = [name for name, photo in options if photo == error.path and error.code == SEVERAL_FACES]
        if not names:
            raise
        offer = f"{error.remedy.removesuffix('.')}, or choose one with {' and '.join(names)} left|right|top|bottom."
        raise PhotoError(error.path, error.code, error.problem, offer) from error


methods_option: Decorator = click.option(
    "--methods", is_flag=True, help="Print a methods paragraph for a paper, with this run's own settings."
)
pattern_option: Decorator = click.option(
    "--pattern", metavar="REGEX", help="How folder and file names are read, if not as PATIENT/2026-01-05_frown.jpg."
)
report_option: Decorator = output_option(
    "--report", (".html", ".pdf"), "Write a report: a page (.html) or paper (.pdf)."
)
paper_option: Decorator = click.option(
    "--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True, help="Paper size of a PDF report."
)
language_option: Decorator = click.option(
    "--language", type=click.Choice(codes()), default=ENGLISH, show_default=True, help="Language of the report or page."
)
overwrite_option: Decorator = click.option("--overwrite", is_flag=True, help="Replace files that exist already.")


def check_methods(methods: bool, json_file: Path | None) -> None:
    """Refuses --methods where standard output is to hold JSON alone."""
    if methods and json_file == STDOUT:
        raise click.UsageError(
            "--methods prints text, but --json - prints JSON alone: give --json a file name, or leave one of them out."
        )


def given(name: str) -> bool:
    """Whether the user gave the command that runs the option of this parameter, even with its default value."""
    return click.get_current_context().get_parameter_source(name) is ParameterSource.COMMANDLINE


def check_report_options(report: Path | None, dicom: Path | None = None) -> None:
    """Refuses --paper and --language where nothing is written that has pages or is in a language.

    Args:
        report: the report's file, if one is written.
        dicom: the folder of DICOM objects, one of which is the report as a PDF; None where a command writes none.
    """
    or_dicom = " or --dicom" if "dicom" in click.get_current_context().params else ""
    if given("paper") and not (dicom or (report and report.suffix.lower() == ".pdf")):
        raise click.UsageError(f"--paper goes with --report FILE.pdf{or_dicom}.")
    if given("language") and not (dicom or report):
        raise click.UsageError(f"--language goes with --report{or_dicom}.")


def captures(path: Path, expression: Expression | None) -> list[Path]:
    """The photos of a visit: the one named, or those in the folder named; what else is in it is reported and left out.

    Raises:
        PathError: a folder without photos, or with photos of more than one declared expression.
    """
    if not os.path.isdir(path):  # unlike Path.is_dir, it does not raise without permission
        return [path]
    photos = photos_in(path, deep=False)
    report_left_out(path, NOT_MEASURED, deep=False)
    if not photos:
        raise PathError(path, "there is no photo in this folder", "Name a photo, or a folder with captures of a visit.")
    declared = {expression_from_name(photo) for photo in photos}
    if expression is None and len(declared) > 1:
        names = ", ".join(sorted((e or "not declared").replace("_", " ") for e in declared))
        problem = f"its photos belong to different series ({names})"
        raise PathError(path, problem, "Keep the captures of each expression in a folder of their own.")
    return photos


def photo_argument(name: str) -> Decorator:
    """An argument for a photo to read; not checked here."""
    return click.argument(name, type=A_PATH)
