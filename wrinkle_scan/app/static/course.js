/* A patient's course: measured, then shown for either reader, and saved. */

import { follow, hide, post } from "./app.js";
import { howFar, showIn } from "./waiting.js";
import { say } from "./words.js";

const CHANGED = "wrinkle-scan-said";
const course = document.getElementById("course");
if (course) {
  const part = (name) => course.querySelector(`[data-when=${name}]`);
  const [bar, words, stop] = ["progress", "[role=status]", "[data-do=stop]"].map((name) => course.querySelector(name));
  let job = course.dataset.job;

  const measure = async () => {
    part("running").hidden = false;
    hide(part("idle"), stop);
    try {
      if (!job) job = (await post(course.dataset.begin)).id;
      const end = await follow(job, (now) => {
        showIn(bar, now);
        words.textContent = howFar(now);
      });
      if (end.state !== "stopped") return location.reload();
      words.textContent = say("stopped");
    } catch (error) {
      words.textContent = error.message;
    }
    job = "";
    part("idle").hidden = false;
    bar.hidden = true;
    hide(stop, course.querySelector("[data-do=measure]"));
  };
  stop.addEventListener("click", () => post(`/jobs/${encodeURIComponent(job)}/stop`));
  course.querySelector("[data-do=measure]").addEventListener("click", () => {
    bar.hidden = stop.hidden = false;
    job = "";
    measure();
  });
  if (["", "running"].includes(course.dataset.state)) measure();
  else if (course.dataset.state === "stopped") part("idle").hidden = false;
}

const said = document.querySelector(".said");
said?.addEventListener("change", (event) => {
  sessionStorage.setItem(CHANGED, event.target.name);
  said.requestSubmit();
});
/* The page that shows it goes on where the keyboard was. */
const changed = sessionStorage.getItem(CHANGED);
sessionStorage.removeItem(CHANGED);
if (changed) said?.querySelector(`select[name=${changed}], [type=checkbox][name=${changed}], [name=${changed}]:checked`)?.focus();

/* A file is drawn first, which takes seconds, then saved. */
const saying = document.querySelector(".saving [role=status]");
for (const link of document.querySelectorAll("[data-draw]")) {
  link.addEventListener("click", async (event) => {
    event.preventDefault();
    const title = link.firstChild.textContent.trim();
    saying.textContent = say("making", { title });
    try {
      const end = await follow((await post(link.dataset.draw)).id);
      if (end.state !== "done") throw new Error(end.error ?? say("stopped"));
      location.assign(link.href);
      saying.textContent = say("saved", { title });
    } catch (error) {
      saying.textContent = error.message;
    }
  });
}
