/* How far long work is, in words. */

import { say } from "./words.js";

/** "Measuring photos: 34 of 120 · about 3 minutes left" */
export function howFar(job) {
  const { words, done, of } = job;
  return [of ? say("far", { words, done, of }) : words || say("starting"), left(job)].filter(Boolean).join(" · ");
}

function left({ seconds_left: seconds }) {
  if (seconds === null || seconds <= 0) return "";
  if (seconds < 50) return say("seconds", { number: Math.max(5, Math.ceil(seconds / 5) * 5) });
  const minutes = Math.round(seconds / 60);
  if (minutes > 90) return say("hours", { number: Math.round(minutes / 60) });
  return minutes > 1 ? say("minutes", { number: minutes }) : say("minute");
}

/** Shows a job in a <progress>; without a known end it only moves. */
export function showIn(bar, job) {
  if (job.of) {
    bar.max = job.of;
    bar.value = job.done;
  } else {
    bar.removeAttribute("value");
  }
}

export function day(iso) {
  if (!iso) return "";
  const language = document.documentElement.lang;
  return new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { dateStyle: "medium", timeZone: "UTC" }).format(new Date(`${iso}T00:00Z`));
}
