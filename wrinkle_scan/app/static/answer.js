/* A comparison's answer: waits for it, then lets the report be as high as it is. */

import { follow } from "./app.js";

const waiting = document.getElementById("waiting");
if (waiting) {
  const bar = waiting.querySelector("progress");
  const words = waiting.querySelector("[role=status]");
  follow(waiting.dataset.job, (job) => {
    bar.value = job.done;
    if (words.textContent !== job.words) words.textContent = job.words;
  }).then(
    () => location.reload(),
    (error) => (words.textContent = error.message),
  );
}

const frame = document.querySelector(".report iframe");
if (frame) {
  const fit = () => {
    const page = frame.contentDocument?.documentElement;
    if (page) frame.style.height = `${page.scrollHeight}px`;
  };
  const watch = () => {
    const body = frame.contentDocument?.body;
    if (!body) return;
    new ResizeObserver(fit).observe(body);
    fit();
  };
  frame.addEventListener("load", watch);
  watch();
}
