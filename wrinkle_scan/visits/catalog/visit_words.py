"""Recognizes folders that are named for a visit: ``pre-op``, ``2nd visit``, ``week 4``, ``术后2周``, ``до``.

As whole names only: some of the words are people's names too, and are then no word about the photo in a longer name.
"""

from __future__ import annotations

import re
import unicodedata

_WORDS = """
op preop postop pre post before after baseline screening control check checkup review botox botulinum toxin toxina
dysport
xeomin filler injection injections of the and since follow up treatment visit session appointment st nd rd th
day days d week weeks w wk month months m
vor nach vorher nachher der behandlung tag tage tagen woche wochen monat monate monaten kontrolle besuch sitzung
termin
avant après traitement jour jours j semaine semaines mois visite séance contrôle er ère ème e
antes después tratamiento día días semana semanas mes meses visita sesión
depois tratamento dia dias consulta sessão
prima dopo trattamento giorno giorni settimana settimane mese mesi seduta
voor na de behandeling dag dagen maand maanden weken bezoek controle
przed po zabiegu zabiegiem dzień dni tydzień tygodnie tygodni miesiąc miesiące miesięcy wizyta kontrola
před ošetření týden týdny měsíc návštěva elött előtt után kezelés hét hónap înainte după tratament
öncesi sonrası önce sonra işlem tedavi gün hafta kontrol
före efter innan dagar vecka veckor månad månader besök før efter uge uger måned måneder besøg etter uke uker ennen
jälkeen
trước sau ngày tuần tháng sebelum sesudah setelah minggu bulan
до после процедуры лечения день дня дней неделя недели недель месяц месяца месяцев визит контроль осмотр через
після тиждень преди след πριν μετά θεραπεία εβδομάδα μήνας
قبل بعد العلاج علاج يوم أسبوع أسابيع شهر أشهر از درمان לפני אחרי טיפול הטיפול יום שבוע שבועות חודש חודשים
पहले बाद उपचार दिन सप्ताह महीना ก่อน หลัง ก่อนทำ หลังทำ วัน สัปดาห์ เดือน
前 后 後 之前 之后 之後 术前 术后 術前 術後 治疗前 治疗后 治療前 治療後 注射前 注射后 注射後 施術前 施術後 直後 第 次
天 日 周 週 月 个月 個月 ヶ月 か月
ヵ月 週間 日後 週後 週間後 月後 ヶ月後 か月後 ヵ月後 天后 天後 周后 月后 个月后 個月後 初诊 初診 复查 複診 再診
시술 시술전 시술후 치료 치료전 치료후 전 후 일 일차 일후 주 주차 주후 개월 개월차 개월후 초진 재진
"""


def _plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


_BEFORE = frozenset(
    _plain("""
before pre preop vor vorher avant antes prima voor przed před előtt înainte öncesi önce före før ennen trước sebelum
до перед преди πριν قبل לפני पहले ก่อน ก่อนทำ 前 之前 术前 術前 治疗前 治療前 注射前 施術前 시술전 치료전 전
""").split()
)
_AFTER = frozenset(
    _plain("""
after post postop nach nachher après después depois dopo după sonrası sonra efter etter után jälkeen sau sesudah setelah
после після след μετά بعد אחרי बाद หลัง หลังทำ 后 後 之后 之後 术后 術後 治疗后
治療後 注射后 注射後 施術後 直後 시술후 치료후 후
""").split()
)
_VISITS = frozenset(_plain(_WORDS).split())


def is_visit(name: str) -> bool:
    """Whether a name consists of words for a visit, with or without numbers."""
    words = re.split(r"[\s\d_.,()+-]+", _plain(name))
    return any(len(word) > 1 or not word.isascii() for word in words if word) and all(w in _VISITS for w in words if w)


def before_or_after(name: str) -> str | None:
    """``"before"`` or ``"after"`` where a word of a name says so, and none the contrary."""
    words = set(re.split(r"[^\w]+|[\d_]+", _plain(name)))
    said = [what for what, known in (("before", _BEFORE), ("after", _AFTER)) if words & known]
    return said[0] if len(said) == 1 else None
