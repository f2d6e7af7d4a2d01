/* A patient's course: measured, then shown for either reader, and saved. */

import { follow, post } from "./app.js";
import { howFar, showIn } from "./waiting.js";
import { say } from "./words.js";

const course = document.getElementById("course");
if (course) {
  const part = (name) => course.querySelector(`[data-when=${name}]`);
  const [bar, words, stop] = ["progress", "[role=status]", "[data-do=stop]"].map((name) => course.querySelector(name));
  let job = course.dataset.job;

  const measure = async () => {
    part("running").hidden = false;
    part("idle").hidden = true;
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
    bar.hidden = stop.hidden = true;
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
said?.addEventListener("change", () => said.requestSubmit());

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
