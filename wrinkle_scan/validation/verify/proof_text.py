"""The result of a verification as text for the terminal and as Markdown."""

from __future__ import annotations

import re
import textwrap

from wrinkle_scan.system.version import VERSION
from wrinkle_scan.validation.verify.claims import Finding
from wrinkle_scan.validation.verify.proof import Proof

COMMAND = "wrinkle-scan verify --photos FOLDER --markdown FILE.md"
HOLDS = {True: "holds", False: "does not hold", None: "not tested"}
WIDTH = 100


def summary(proof: Proof) -> str:
    """How many claims hold, and how many could not be tested."""
    answers = [finding.found.holds for finding in proof.findings]
    untested = answers.count(None)
    not_tested = f"; {untested} could not be tested on these photos" if untested else ""
    return f"{answers.count(True)} of {len(answers) - untested} claims hold{not_tested}."


def basis(proof: Proof) -> str:
    """Number of photos and series, and the time for each."""
    seen, seconds = proof.seen, proof.seconds_per_photo
    series = len(dict.fromkeys(case.series for case in seen.repeated))
    words = [_counted(len(seen.measured), "photo") + " of a person measured"]
    words += [_counted(series, "series") + " of unchanged skin"] if series else []
    words += [f"about {seconds:.0f} s of one core for each"] if seconds is not None else []
    return ", ".join(words) + "."


def table(proof: Proof) -> str:
    """For the terminal: a paragraph for each claim, since the results are too long for columns."""
    lines: list[str] = []
    for finding in proof.findings:
        claim, found = finding.claim, finding.found
        lines.append(f"{HOLDS[found.holds].upper():14}{claim.sentence}")
        for label, words in (("target", claim.target), ("found", found.words), ("cases", str(found.cases))):
            lines += textwrap.wrap(f"{label:8}{words}", WIDTH, initial_indent=" " * 14, subsequent_indent=" " * 22)
        lines.append("")
    lines += [summary(proof), basis(proof)]
    lines += [f"Not measured: {sentence}" for sentence in proof.seen.unmeasured]
    return "\n".join(lines)


def markdown(proof: Proof) -> str:
    """A page with the table, for docs/VALIDATION.md."""
    rows = [_markdown_row(finding) for finding in proof.findings]
    unmeasured = [f"- {_in_markdown(sentence)}" for sentence in proof.seen.unmeasured]
    return "\n".join([
        "# Validation",
        "",
        f"Made by `{COMMAND}`, wrinkle-scan {VERSION}. {basis(proof)} {summary(proof)}",
        "",
        "| claim | target | found | cases | result |",
        "|---|---|---|---|---|",
        *rows,
        "",
        *(["## Photos that could not be measured", "", *unmeasured, ""] if unmeasured else []),
        "## How",
        "",
        *(f"- {sentence}" for sentence in HOW),
        "",
    ])  # fmt: skip


HOW = (
    "The skin of each photo is changed by a known amount, the photo by what else differs between visits. "
    "All numbers are drawn from the photo's SHA-256; the settings and every single case are in the JSON.",
    "Creases are rendered, not real: their depth is known, their likeness to real skin is not proven by this.",
    "Darkening is the mean, over the rendered creases' length, of the depth that is compared, after less before; "
    "0 where it pairs nothing.",
    "One thing different, pose and light: on photos with creases of 0.3 mm rendered. Everything different at random: "
    "light up to 10 degrees, yaw and pitch up to 5, roll up to 15, size, shift, exposure, tint, blur, noise and JPEG.",
    "Shallower creases are those rendered and those the face had. The true change of severity is what the comparison "
    "finds between the two photos without any nuisance.",
    "Where the answer is cannot tell there is no interval: such cases are left out of interval and detection limit.",
)


def _markdown_row(finding: Finding) -> str:
    claim, found = finding.claim, finding.found
    cells = (claim.sentence, claim.target, found.words, str(found.cases), HOLDS[found.holds])
    return "| " + " | ".join(map(_in_markdown, cells)) + " |"


def _in_markdown(text: str) -> str:
    """Text that stays text in a Markdown table, whatever a file's name holds."""
    return re.sub(r"[\\`*_\[\]|~&]|<(?![= ])", r"\\\g<0>", " ".join(text.split()))


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 or word == "series" else f"{number} {word}s"
