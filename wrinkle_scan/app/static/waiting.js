/* How far long work is, in words. */

/** "34 of 120 · about 3 minutes left" */
export function howFar(job) {
  const of = job.of ? `${job.words}: ${job.done} of ${job.of}` : job.words || "Starting…";
  return [of, left(job)].filter(Boolean).join(" · ");
}

function left({ seconds_left: seconds }) {
  if (seconds === null || seconds <= 0) return "";
  if (seconds < 50) return `about ${Math.max(5, Math.ceil(seconds / 5) * 5)} seconds left`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `about ${minutes || 1} minute${minutes > 1 ? "s" : ""} left`;
  return `about ${Math.round(minutes / 60)} hours left`;
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
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "UTC" }).format(new Date(`${iso}T00:00Z`));
}
