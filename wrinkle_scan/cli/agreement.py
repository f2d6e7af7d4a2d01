"""The command ``agreement``: compares the ratings of a review page with the tool and with each other."""

from __future__ import annotations

from pathlib import Path

import click

from wrinkle_scan.cli.options import A_PATH, json_option, overwrite_option
from wrinkle_scan.cli.outputs import output_files, write_outputs
from wrinkle_scan.system.files import check_outputs


@click.command(short_help="Compare the ratings of a blinded review.")
@click.argument("key_file", type=A_PATH, metavar="KEY")
@click.argument("ratings_files", type=A_PATH, metavar="RATINGS...", nargs=-1, required=True)
@json_option
@overwrite_option
def agreement(key_file: Path, ratings_files: tuple[Path, ...], json_file: Path | None, overwrite: bool) -> None:
    """Compare the ratings of a blinded review with the tool and with each other.

    KEY is the page's .key.json, RATINGS the file that each rater saved. How each number is made: docs/REVIEW.md.
    """
    check_outputs(output_files(json_file), [key_file, *ratings_files], overwrite, "one of the files to read")
    from wrinkle_scan.cohort.review.agreement_output import agreement_bytes, agreement_table
    from wrinkle_scan.cohort.review.key import read_key
    from wrinkle_scan.cohort.review.rater_agreement import agreement as all_agreement
    from wrinkle_scan.cohort.review.ratings import read_all_ratings

    key = read_key(key_file)
    result = all_agreement(key, read_all_ratings(ratings_files, key))
    write_outputs(agreement_bytes(key.page, result), json_file, {}, agreement_table(result))
