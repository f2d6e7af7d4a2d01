"""Splits one name of a path into dates, words about the photo, and the rest, which may be the patient."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from wrinkle_scan.visits.catalog.dates import dates_in

_WORD = re.compile(r"[^\W_]+")
_ABOUT_PHOTO = re.compile(
    r"at|rest|resting|relaxed|neutral|frown|frowning|(?:eye)?brows?|raise|raised|smile|smiling|other|left|right|both|side|profile|oblique|"
    r"front|frontal|face|upper|forehead|glabella|crows?|feet|eyes?|close|closeup|up|wide|detail|again|copy|edited|crop|"
    r"cropped|before|after|pre|post|baseline|follow|followup|treatment|(?:visit|day|week|month|session|photo)s?\d*|"
    r"jpe?g|heic|raw|hdr|portrait|selfie|"
    r"ruhe|repos|reposo|repouso|riposo|lae?cheln|sourire|sonrisa|sorriso|vorher|nachher|vor|nach|behandlung|links|rechts|seite|besuch|kontrolle|sitzung|termin|fotos?|"
    r"(?:tag|woche|monat|jour|semaine|mois|dia|semana|mes|giorno|settimana|mese|visite|visita|seance|sesion|sessao)\d*|"
    r"antes|despues|depois|avant|apres|prima|dopo|tratamiento|tratamento|traitement|"
    r"gauche|droite?|izquierd[ao]|derech[ao]|esquerd[ao]|direit[ao]|sinistr[ao]|destr[ao]"
)
"""In lower case without accents; English, German, French, Spanish, Portuguese and Italian."""
_SMALL_NUMBER = re.compile(r"\d{1,3}")
"""A number that may stand beside such a word, as in ``day 30``."""
_CAMERA = re.compile(
    r"(?:img|image|dsc[nf]?|dscn|pxl|mvimg|foto|bild|picture|pict?|scan|screenshot|whatsapp|wa|gopr|dji|cimg|imgp|sam)[a-z]?\d*"
)
_BY_PROGRAMS = re.compile(
    r"(?:photos|fotos?|zdjęcia|фото|รูปภาพ ?จาก) ?(?:(?:from|von|de|del|dal|uit|z|за) )?20\d\d|"
    r"google photos|takeout|dcim|camera(?: roll)?|camera uploads|whatsapp images|screenshots|"
    r"\d{3}(?:apple|canon|nikon|nd[\w]{3}|olymp|_?pana|msdcf|_?fuji|pentx|media|andro|gopro)|"
    r"(?:onedrive|dropbox|google ?drive|icloud(?: ?drive)?|nextcloud|sharepoint)(?: ?[-–(].*)?|"
    r"(?:my )?(?:pictures|documents|downloads|desktop)|(?:eigene )?bilder|images|im[aá]genes|imagens|immagini|"
    r"(?:new folder|untitled folder|neuer ordner|nouveau dossier|nueva carpeta|nova pasta|nuova cartella|nieuwe map|"
    r"nowy folder|новая папка|新建文件夹|新增資料夾|新しいフォルダー?|새 폴더)(?: ?\(?\d+\)?)?",
    re.IGNORECASE,
)
"""Folders made by cameras, phones, photo services and operating systems."""
_COUNTER = re.compile(r"[a-z]|\d{1,2}|\d{6}|\d{9}", re.IGNORECASE)
"""A letter or number that counts photos, or the time of day that a phone adds to the date."""


_SYNC_MARK = re.compile(
    r" *\([^()]*(?:conflict|konflikt|conflit)[^()]*\)|[._ -]+(?:sync-)?conflict-\d{8}-\d{4,6}(?:-[A-Z0-9]{7})?",
    re.IGNORECASE,
)
"""What Dropbox, Nextcloud, ownCloud and Syncthing put into the name of a file that two computers changed, with the day
on which they did."""


def without_sync_mark(text: str) -> str:
    """A name or a path without what a program that synchronizes folders put in: its day is no visit's."""
    return _SYNC_MARK.sub("", text)


def date_spans(name: str, short_years: bool = False) -> Iterator[tuple[int, int]]:
    """Start and end index of each date in a name; `short_years` as in `dates_in`, here and below."""
    return ((found.start, found.start + len(found.text)) for found in dates_in(name, short_years))


def split_day(folders: Sequence[str]) -> int | None:
    """The level of the year where a day is split into folders, as ``2026/01/05``; None where none is."""
    for level in range(len(folders) - 2):
        joined = "-".join(folders[level : level + 3])
        if re.fullmatch(r"20[0-9]{2}-(?:[0-9]{2}|[^\W\d_]+)-[0-9]{2}", joined) and any(date_spans(joined)):
            return level
    return None


def without_dates(name: str, short_years: bool = False) -> str:
    """A name with a space in place of each date."""
    for begin, end in reversed(list(date_spans(name, short_years))):
        name = f"{name[:begin]} {name[end:]}"
    return name


def is_about_photo(name: str) -> bool:
    """Whether a name consists of words about the photo or the visit, as ``before`` or ``brow raise``.

    Folders that a camera or a phone makes, as ``DCIM`` or ``100APPLE``, count too.
    """
    if is_by_programs(name):
        return True
    words = _plain_words(name)
    about = [bool(_ABOUT_PHOTO.fullmatch(word)) for word in words]
    return any(about) and all(is_about or _SMALL_NUMBER.fullmatch(w) for is_about, w in zip(about, words, strict=True))


def is_by_programs(name: str) -> bool:
    """Whether a folder has the name that a camera, a phone, a photo service or the system gives: nobody's."""
    return _BY_PROGRAMS.fullmatch(unicodedata.normalize("NFC", name).strip()) is not None


def _plain_words(text: str) -> list[str]:
    """The words of a text in lower case and without accents."""
    return _WORD.findall(
        "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
    )


def is_day(name: str, short_years: bool = False) -> bool:
    """Whether a name denotes a day: it begins with a date, or holds only a date and words about the visit."""
    first = next(date_spans(name, short_years), None)
    words = without_dates(name, short_years)
    return first is not None and (first[0] == 0 or not patient_words(words, counters=True))


def patient_words(text: str, counters: bool) -> str:
    """A text without words about the photo at either end, which may be the patient's name; empty if nothing is left.

    Args:
        text: a name, or a part of one, without dates.
        counters: whether short numbers and single letters are counters of photos, not names.
    """
    words = list(_WORD.finditer(text))
    camera = any(_CAMERA.fullmatch(word[0].lower()) for word in words)

    def of_photo(word: re.Match[str]) -> bool:
        small = "".join(_plain_words(word[0]))
        if _ABOUT_PHOTO.fullmatch(small) or _CAMERA.fullmatch(small) or (camera and small.isdigit()):
            return True
        return counters and _COUNTER.fullmatch(small) is not None

    while words and of_photo(words[0]):
        words.pop(0)
    while words and of_photo(words[-1]):
        words.pop()
    return text[words[0].start() : words[-1].end()] if words else ""
