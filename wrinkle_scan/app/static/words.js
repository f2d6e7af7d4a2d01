/* The page's words for its scripts, as its template has them. */

import { filled } from "./app.js";

const words = JSON.parse(document.getElementById("words").dataset.words);

/** One of them, its {parts} filled in. */
export const say = (name, parts = {}) => filled(words[name], parts);
