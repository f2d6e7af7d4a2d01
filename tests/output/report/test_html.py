"""The page says everything the comparison holds, and holds nothing that could do harm or lead elsewhere."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from follow_up import GPS_MARK, SIMULATED

from wrinkle_scan.analysis.issue import Issue
from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.comparison.check import Check
from wrinkle_scan.comparison.crease_changes import CreaseWord, crease_changes
from wrinkle_scan.comparison.grades import grades_of
from wrinkle_scan.comparison.movement import Movement, MovementPair
from wrinkle_scan.comparison.results import Comparison
from wrinkle_scan.output.report.html import render_comparison
from wrinkle_scan.output.report.wording import (
    NBSP,
    REGION_TITLES,
    VERDICT_TITLES,
    crease_words,
    grade_words,
    limit_words,
    measured,
    percent,
    percent_range,
    severities_words,
)
from wrinkle_scan.regions.names import REGION_NAMES
from wrinkle_scan.system.languages import Language
from wrinkle_scan.system.messages import translated

HOSTILE = "<script>alert(1)</script><img src=//evil.example/x onerror=alert(2)>\"'&{{7*7}}{% raw %}</title></style>"


class Page(HTMLParser):
    """A page's elements in order, its words without style and script, and what stands in these."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.code: dict[str, list[str]] = {"style": [], "script": [], "title": []}
        self._words: list[str] = []
        self._inside: str | None = None
        self.feed(html)
        self.text = " ".join(" ".join(self._words).replace(NBSP, " ").split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._inside = tag if tag in self.code else None

    def handle_endtag(self, tag: str) -> None:
        self._inside = None

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.code[self._inside].append(data)
        else:
            self._words.append(data)

    def all(self, tag: str) -> Iterator[dict[str, str | None]]:
        return (attributes for name, attributes in self.elements if name == tag)


@pytest.fixture(scope="module")
def html(pages: dict[str, str]) -> str:
    return pages["plain"]


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return Page(html)


@pytest.fixture(scope="module")
def verdicts_page(pages: dict[str, str]) -> Page:
    return Page(pages["verdicts"])


def test_one_small_file(html: str) -> None:
    assert len(html.encode()) < 2_500_000


def test_nothing_is_loaded_from_anywhere(html: str, page: Page) -> None:
    without_pictures = re.sub(r"data:image/jpeg;base64,[A-Za-z0-9+/=]+", "", html)
    assert not re.search(r"https?:|//|@import|url\(", without_pictures)
    for _, attributes in page.elements:
        for name in ("src", "href", "srcset", "action", "data", "poster", "xlink:href"):
            assert (attributes.get(name) or "data:").startswith("data:")
    assert not any(tag in ("link", "iframe", "object", "embed", "form", "base") for tag, _ in page.elements)


def test_the_policy_allows_this_style_and_this_script_and_nothing_else(page: Page) -> None:
    policy = next(m["content"] or "" for m in page.all("meta") if m.get("http-equiv") == "Content-Security-Policy")
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives["default-src"] == "'none'" and directives["img-src"] == "data:"
    assert directives["base-uri"] == directives["form-action"] == "'none'"
    for kind in ("style", "script"):
        digest = hashlib.sha256("".join(page.code[kind]).encode()).digest()
        assert directives[f"{kind}-src"] == f"'sha256-{base64.b64encode(digest).decode()}'"
    assert "unsafe" not in policy and "*" not in policy


def test_no_style_or_script_stands_where_the_policy_would_block_it(page: Page) -> None:
    for tag, attributes in page.elements:
        assert "style" not in attributes, f"<{tag} style> does nothing under this policy"
        assert not [name for name in attributes if name.startswith("on")]


def test_no_folder_position_or_camera_data_gets_in(html: str, comparison: Comparison) -> None:
    for analysis in (comparison.before, comparison.after):
        assert str(analysis.photo.path.parent) not in html
        assert analysis.photo.path.name in html
    assert GPS_MARK.decode() not in html
    for uri in re.findall(r"data:image/jpeg;base64,([A-Za-z0-9+/=]+)", html):
        data = base64.b64decode(uri)
        assert data[:3] == b"\xff\xd8\xff" and b"Exif" not in data and GPS_MARK not in data


def test_each_picture_is_in_the_file_once(page: Page) -> None:
    sources = [image["src"] for image in page.all("img")]
    assert len(sources) == len(set(sources)) == 2 * (1 + 4)


def test_each_picture_is_described_and_has_its_size(page: Page) -> None:
    for image in page.all("img"):
        assert re.search(r"(before|after)( \(simulated\))?\. \d+ \w+ 2022", image["alt"] or "")
        assert int(image["width"] or 0) > 100 and int(image["height"] or 0) > 100


def test_every_verdict_and_number_is_there(every_verdict: Comparison, verdicts_page: Page) -> None:
    text = verdicts_page.text
    for name, region in every_verdict.regions.items():
        row = text[text.index("of each photo by itself; and the change") :]
        row = row[row.index(REGION_TITLES[name]) :][:200]
        assert VERDICT_TITLES[region.verdict] in row
        for figure in (measured(region.before), measured(region.after), percent(region.change_percent),
                       percent_range(region.ci95_percent), limit_words(region) or "–",
                       *(grade_words(grade) for grade in grades_of(name, region) if grade)):  # fmt: skip
            assert figure.replace(NBSP, " ") in row
    assert "Lines about 40 % less (between 29 and 52 % less)." in text
    assert "Lines about 53 % more (between 16 and 89 % more)." in text
    assert "Smallest change this pair could show: 12 % less." in text
    assert text.count("Hidden by a plaster.") == 1


def test_each_photos_own_severity_and_grade_stand_on_every_card(every_verdict: Comparison, verdicts_page: Page) -> None:
    cards = verdicts_page.text[verdicts_page.text.index("What changed") :]
    assert "what blinded viewers (AI models, not clinicians) would be expected to say" in cards[:300]
    for name, region in every_verdict.regions.items():
        grades = [grade_words(grade).replace(NBSP, " ") for grade in grades_of(name, region)]
        shown = f"Severity {measured(region.before)} {measured(region.after)} Visual grade {' '.join(grades)}"
        assert shown in cards[cards.index(REGION_TITLES[name]) :][:400]
    assert "Severity not measured 8.4" in cards, "of one photo alone, too"


def test_a_region_that_could_not_be_registered_is_shown_with_each_photos_own_lines(pages: dict[str, str]) -> None:
    html, page = pages["whole"], Page(pages["whole"])
    shots = html[html.index('id="viewer-forehead"') :].split('class="shot ')[1:3]
    assert ['class="line"' in shot for shot in shots] == [True, False]
    assert 'class="line faint"' not in shots[1], "what is not there in the second photo is not drawn there"
    assert "could not be laid on itself pore by pore" in page.text and "4 before and 0 after" in page.text
    assert "Cannot tell compared as a whole" in page.text
    assert "Measured by itself: severity 31.3 before, 0.0 after." in page.text
    assert not re.search(r'[" ,]nan\b', html)


def test_every_verdict_has_its_own_shape(verdicts_page: Page) -> None:
    cards = [li["class"] for li in verdicts_page.all("li") if "card" in (li.get("class") or "")]
    assert cards == ["card improved", "card unchanged", "card worsened", "card cannot_tell"]
    assert all(sign in verdicts_page.text for sign in "↓=↑?")


def test_a_region_without_pixels_has_a_card_but_no_pictures(verdicts_page: Page) -> None:
    viewers = [figure["id"] for figure in verdicts_page.all("figure") if "viewer" in (figure.get("class") or "")]
    assert viewers == ["viewer-face", "viewer-forehead", "viewer-glabella", "viewer-crows_feet_right"]


def test_every_check_is_there(comparison: Comparison, page: Page) -> None:
    for check in comparison.checks:
        assert check.label in page.text and check.found in page.text and check.limit in page.text
    assert page.text.count("✓ Good") == sum(check.passed for check in comparison.checks)
    assert page.text.count("✗ No answer") == len(comparison.obstacles)


def test_messages_of_passed_checks_are_not_shown(comparison: Comparison) -> None:
    check = Check("pose", "Head turned alike", "yaw 1", "12 degrees", True, "The head is turned differently.")
    assert "turned differently" not in Page(render_comparison(replace(comparison, checks=[check]))).text


def test_what_differs_is_a_note_and_no_failure(comparison: Comparison) -> None:
    checks = [
        Check("registration", "Skin found", "correlation 0.2", "at least 0.4", False, "No match here.", "glabella"),
        Check("light", "Light", "difference 0.5", "0.3", False, "Another lamp."),
    ]
    notes = [Issue(check.code, check.message, check.region) for check in checks]
    page = Page(render_comparison(replace(comparison, checks=checks, issues=notes)))
    assert page.text.count("↔ Wider interval") == 2 and "✗" not in page.text
    known = page.text[page.text.index("Notes on these photos") : page.text.index("See for yourself")]
    assert "Glabella (frown lines): No match here." in known and "Another lamp." in known
    assert "cannot be compared" not in page.text


def test_dates_series_and_distance_in_time(page: Page) -> None:
    for words in ("30 November 2022, 19:37", "28 December 2022, 19:05", "Frowning", "taken 28 days after the first"):
        assert words in page.text


def test_every_photo_that_a_number_came_from_is_in_the_provenance(comparison: Comparison) -> None:
    def photo(analysis: Analysis, digit: str) -> Analysis:
        return replace(analysis, photo=replace(analysis.photo, sha256=digit * 64))

    before, after = comparison.before, comparison.after
    averaged = replace(
        comparison, captures=((before, photo(before, "a")), (after, photo(after, "b"), photo(after, "c")))
    )
    rest = Movement(photo(before, "d"), "frown", [], None, None)
    text = Page(render_comparison(averaged, MovementPair(rest, None))).text
    for digest in (before.photo.sha256, after.photo.sha256, *(digit * 64 for digit in "abcd")):
        assert text.count(digest) == 1


def test_a_simulated_photo_is_called_one_wherever_it_is_seen(page: Page) -> None:
    assert "This is not a real result" in page.text and SIMULATED in page.text
    after = [image["alt"] or "" for image in page.all("img") if ", after" in (image["alt"] or "")]
    assert len(after) == 5 and all("(simulated)" in alt for alt in after)
    assert page.text.count("After (simulated)") == 5 and "Before (simulated)" not in page.text


def test_a_real_pair_is_not_called_simulated(comparison: Comparison) -> None:
    real = replace(comparison, after=replace(comparison.after, issues=[]), issues=[])
    assert "simulated" not in render_comparison(real).lower()


def test_refused_pair_says_so_and_shows_what_each_photo_shows(pages: dict[str, str], refused: Comparison) -> None:
    page = Page(pages["refused"])
    assert page.text.count("These two photos cannot be compared") == 2
    assert "The photos belong to different series: rest and frown." in page.text
    viewers = [figure["id"] for figure in page.all("figure") if "viewer" in (figure.get("class") or "")]
    assert viewers == ["viewer-face", *(f"viewer-{name}" for name in REGION_NAMES)]
    assert page.text.count("Cannot tell") >= 4 and "Smallest change this pair could show:" not in page.text
    for region in refused.regions.values():
        assert f"Measured by itself: {severities_words(region)}." in page.text
    assert "Wider interval" not in page.text


def test_forced_pair_says_so_on_top_and_on_every_card(pages: dict[str, str]) -> None:
    page = Page(pages["forced"])
    assert page.text.index("Forced, not proven") < page.text.index("What changed")
    assert "Forced: these photos are not comparable" in page.text
    assert "The photos belong to different series: rest and frown." in page.text
    assert page.text.count("forced, not proven") == 4


def test_issues_are_given_once(comparison: Comparison) -> None:
    issues = [
        Issue("time_order", "The first photo was taken after the second."),
        Issue("blurred", "After photo: Blurred.", "glabella"),
        *comparison.issues,
    ]
    page = Page(render_comparison(replace(comparison, issues=issues)))
    assert page.text.count("The first photo was taken after the second.") == 1
    assert "Glabella (frown lines): After photo: Blurred." in page.text
    assert page.text.count(SIMULATED) == 6  # the banner, and under the face and the four regions


def test_a_reason_on_a_card_is_not_repeated_as_a_note(every_verdict: Comparison) -> None:
    issues = [Issue("cannot_tell", "Hidden by a plaster.", "crows_feet_left")]
    page = Page(render_comparison(replace(every_verdict, issues=issues)))
    assert page.text.count("Hidden by a plaster.") == 1 and "Notes on these photos" not in page.text


def test_hostile_words_stay_words(every_verdict: Comparison, page: Page) -> None:
    photo = replace(every_verdict.before.photo, path=Path("/srv/patients") / HOSTILE.replace("/", "\u2215"))
    regions = dict(every_verdict.regions)
    regions["crows_feet_left"] = replace(regions["crows_feet_left"], reason=HOSTILE)
    hostile = replace(
        every_verdict,
        before=replace(every_verdict.before, photo=photo),
        checks=[Check(HOSTILE, HOSTILE, HOSTILE, HOSTILE, False, HOSTILE, "forehead")],
        issues=[Issue("simulated", HOSTILE), Issue("photo", HOSTILE)],
        regions=regions,
    )
    parsed = Page(render_comparison(hostile))
    assert parsed.text.count("<script>alert(1)</script>") >= 5
    assert "{{7*7}}" in parsed.text and "49{%" not in parsed.text
    assert len(list(parsed.all("script"))) == len(list(parsed.all("style"))) == 1
    assert "".join(parsed.code["script"]) == "".join(page.code["script"])
    assert all((image["src"] or "").startswith("data:image/jpeg;base64,") for image in parsed.all("img"))
    assert not [a for _, a in parsed.elements if "onerror" in a]


def test_lines_are_listed_under_their_region_by_the_names_in_the_pictures(comparison: Comparison, html: str) -> None:
    for name, region in comparison.regions.items():
        changes = crease_changes(name, region) or []
        start = html.index(f'id="region-{name}"')
        viewer, *lists = html[start:].split("</section>", 1)[0].split('<details class="creases"')
        assert len(lists) == bool(changes), "no list without lines"
        drawn = re.findall(r'class="crease-name"[^>]*>(\w+)</text>', viewer)
        assert sorted(drawn) == sorted(2 * [item.id for item in changes]), "each once in either picture"
        rows = Page("".join(lists)).text
        for item in changes:
            before, after = (f"{max(p, 0):.1f} %" for p in (item.crease.before_percent, item.crease.after_percent))
            assert f"{item.id} {item.crease.length_mm:.0f} mm {before} {after} {item.change}" in rows


def test_no_answer_no_list_of_lines(comparison: Comparison, pages: dict[str, str]) -> None:
    regions = {n: replace(r, verdict="cannot_tell", reason="Hidden.") for n, r in comparison.regions.items()}
    for html in (render_comparison(replace(comparison, regions=regions)), pages["refused"]):
        assert 'class="creases"' not in html and 'class="crease-name"' not in html
        assert "its lines are listed by name" not in html


def test_left_and_right_are_said_to_be_the_patients(page: Page) -> None:
    assert "Left and right are the patient’s." in page.text
    assert "The patient’s right is on the left of each picture." in page.text


def test_limits_are_said(page: Page) -> None:
    assert "Not a diagnosis and not a clinical grade." in page.text
    assert "Depth from one photo is a measure of contrast" in page.text


def test_headings_step_down_one_at_a_time(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(b - a <= 1 for a, b in zip(levels, levels[1:], strict=False))


def test_ids_are_unique_and_references_resolve(page: Page) -> None:
    ids = [a["id"] for _, a in page.elements if "id" in a]
    assert len(ids) == len(set(ids))
    for _, attributes in page.elements:
        for name in ("aria-labelledby", "aria-describedby"):
            if name in attributes:
                assert attributes[name] in ids


@pytest.mark.parametrize(("language", "improved"), [("pt", "Melhorou"), ("es", "Mejoró")])
def test_the_page_in_another_language(every_verdict: Comparison, language: str, improved: str) -> None:
    page = render_comparison(every_verdict, language=language)
    assert f'<html lang="{language}">' in page and improved in page
    assert '<p lang="en">Facial lines were measured' in page, "which a screen reader reads as English"
    assert {"pt": "métodos (em inglês", "es": "métodos (en inglés"}[language] in page
    said = Page(page.partition('class="methods"')[0]).text  # the paragraph for a paper stays in English
    left = [words for words in ("the", "photos", "Severity", "Change", "between", "less") if f" {words} " in said]
    assert left == []


@pytest.mark.parametrize("language", ["pt", "es"])
def test_limits_have_the_decimal_comma(comparison: Comparison, language: str) -> None:
    page = Page(render_comparison(comparison, language=language))
    limits = [translated(check.limit, Language(language)) for check in comparison.checks]
    assert sum("," in limit for limit in limits) > 5 and not [limit for limit in limits if "." in limit]
    assert all(limit in page.text for limit in limits)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "5 lines: 1 vanished, 2 same, 2 new"),
        ("pt", "5 linhas: 1 sumiu, 2 iguais, 2 novas"),
        ("es", "5 líneas: 1 desaparecida, 2 iguales, 2 nuevas"),
    ],
)
def test_lines_are_declined_by_their_number(comparison: Comparison, language: str, words: str) -> None:
    one = next(crease for name in REGION_NAMES for crease in crease_changes(name, comparison.regions[name]) or ())
    what: tuple[CreaseWord, ...] = ("same", "new", "vanished", "same", "new")
    said = translated(crease_words([replace(one, change=word) for word in what]), Language(language))
    assert said.replace(NBSP, " ") == words
