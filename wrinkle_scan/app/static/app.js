/* What the scripts of several pages share: requests to the page's own server, and waiting for long work. */

const NO_ANSWER = document.body.dataset.noAnswer;
const POLL_MS = 150;

/** Asks the server; its answer as JSON. Throws an Error with one plain sentence. */
export async function ask(address, options = {}) {
  let response;
  try {
    response = await fetch(address, { ...options, headers: { Accept: "application/json", ...options.headers } });
  } catch {
    throw new Error(NO_ANSWER);
  }
  const answer = await response.json().catch(() => ({ error: NO_ANSWER }));
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

/** Posts values as JSON. */
export function post(address, values = {}) {
  const headers = { "Content-Type": "application/json" };
  return ask(address, { method: "POST", headers, body: JSON.stringify(values) });
}

/** A sentence of the template's with its {parts} filled in. */
export const filled = (sentence, parts) => sentence.replace(/{(\w+)}/g, (_, name) => parts[name]);

/** Tells `show` how a job goes until it has ended; returns how it ended. */
export async function follow(job, show = () => {}) {
  for (;;) {
    const now = await ask(`/jobs/${encodeURIComponent(job)}`);
    show(now);
    if (now.state !== "running") return now;
    await new Promise((resume) => setTimeout(resume, POLL_MS));
  }
}

/** Puts items into a list in their order. What stands right already is not moved: it would lose the focus. */
export function arrange(list, items) {
  for (const [at, item] of items.entries()) if (list.children[at] !== item) list.insertBefore(item, list.children[at] ?? null);
}

/** Removes an item; if it has the focus, that goes to another element. */
export function takeOut(item, heir) {
  const focused = item.contains(document.activeElement);
  item.remove();
  if (focused) heir.focus();
}

/** Hides a part of the page; if it has the focus, that goes to another element. */
export function hide(part, heir) {
  const focused = part.contains(document.activeElement);
  part.hidden = true;
  if (focused) heir.focus();
}

/* What was just changed, with its Undo, or what was undone, is read first. */
if (document.activeElement === document.body) document.querySelector("form.done > p, p.done[tabindex]")?.focus();

/* Another language of this very page, whatever its address has become. */
document.querySelector("form.languages").addEventListener("submit", (event) => {
  event.target.elements.there.value = location.pathname + location.search;
});

/* A form that asks before it is sent. */
for (const form of document.querySelectorAll("form[data-sure]")) {
  form.addEventListener("submit", (event) => {
    if (!confirm(form.dataset.sure)) event.preventDefault();
  });
}
