/* A comparison's answer: waits for it, then lets the report be as high as it is. */

import { follow } from "./app.js";

const waiting = document.getElementById("waiting");
if (waiting) {
  const words = JSON.parse(waiting.dataset.words);
  const ended = (item, job) => {
    const bar = item.querySelector("progress");
    bar.value = bar.max;
    if (!("last" in item.dataset)) item.querySelector(".state").textContent = words[job.state === "done" ? "measured" : "failed"];
    else location.reload();
  };
  for (const item of waiting.children) {
    follow(item.dataset.job).then(
      (job) => ended(item, job),
      (error) => (document.getElementById("status").textContent = error.message),
    );
  }
}

const frame = document.querySelector(".report iframe");
if (frame) {
  const fit = () => {
    const page = frame.contentDocument?.documentElement;
    if (!page) return;
    const borders = frame.offsetHeight - frame.clientHeight;
    frame.style.height = `${Math.ceil(page.getBoundingClientRect().height) + borders}px`; // scrollHeight never shrinks
  };
  const drawing = document.querySelector(".report .drawing");
  const watch = () => {
    if (frame.contentDocument?.URL !== "about:blank") drawing.hidden = true; // empty until the report has come
    const body = frame.contentDocument?.body;
    if (!body) return;
    new ResizeObserver(fit).observe(body);
    fit();
  };
  frame.addEventListener("load", watch);
  watch();
}
