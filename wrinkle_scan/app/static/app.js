/* What the scripts of several pages share: requests to the page's own server, and waiting for long work. */

const ENDED = "The program does not answer. If it has ended, start it again.";
const POLL_MS = 250;

/** Asks the server; its answer as JSON. Throws an Error with one plain sentence. */
export async function ask(address, options = {}) {
  let response;
  try {
    response = await fetch(address, { ...options, headers: { Accept: "application/json", ...options.headers } });
  } catch {
    throw new Error(ENDED);
  }
  const answer = await response.json().catch(() => ({ error: ENDED }));
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

/** Posts values as JSON. */
export function post(address, values = {}) {
  const headers = { "Content-Type": "application/json" };
  return ask(address, { method: "POST", headers, body: JSON.stringify(values) });
}

/** Tells `show` how a job goes until it has ended; returns how it ended. */
export async function follow(job, show = () => {}) {
  for (;;) {
    const now = await ask(`/jobs/${encodeURIComponent(job)}`);
    show(now);
    if (now.state !== "running") return now;
    await new Promise((resume) => setTimeout(resume, POLL_MS));
  }
}
