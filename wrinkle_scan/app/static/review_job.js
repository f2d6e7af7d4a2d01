/* Makes a review page, and says how far it is. */

import { follow, hide, post } from "./app.js";
import { howFar, showIn } from "./waiting.js";
import { say } from "./words.js";

const making = document.getElementById("making");
const [make, stop] = ["make", "stop"].map((name) => making.querySelector(`[data-do=${name}]`));
const running = making.querySelector("[data-when=running]");
const words = making.querySelector("[role=status]");
let job = making.dataset.job;

async function watch() {
  running.hidden = false;
  hide(make, stop);
  try {
    const end = await follow(job, (now) => {
      showIn(running.querySelector("progress"), now);
      words.textContent = howFar(now);
    });
    if (end.state !== "stopped") return location.reload();
    words.textContent = say("stopped");
  } catch (error) {
    words.textContent = error.message;
  }
  make.hidden = false;
  hide(running, make);
}

make.addEventListener("click", async () => {
  try {
    job = (await post(making.dataset.begin)).id;
    watch();
  } catch (error) {
    words.textContent = error.message;
  }
});
stop.addEventListener("click", () => post(`/jobs/${encodeURIComponent(job)}/stop`));
if (job) watch();
