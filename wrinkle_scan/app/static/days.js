/* Days as the browser's language has them. */

const words = new Intl.DateTimeFormat(undefined, { dateStyle: "long", timeZone: "UTC" });

/** An ISO day in words. */
export const dayWords = (day) => words.format(new Date(`${day}T00:00:00Z`));

for (const time of document.querySelectorAll("time[datetime]")) time.textContent = dayWords(time.dateTime);
