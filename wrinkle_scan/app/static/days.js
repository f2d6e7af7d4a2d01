/* Days as the page's language has them. */

const { lang } = document.documentElement;
const words = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, { dateStyle: "long", timeZone: "UTC" });

/** An ISO day in words. */
export const dayWords = (day) => words.format(new Date(`${day}T00:00:00Z`));

for (const time of document.querySelectorAll("time[datetime]")) time.textContent = dayWords(time.dateTime);
