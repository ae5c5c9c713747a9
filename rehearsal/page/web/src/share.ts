/** Shares a file by its name; there is nothing in it. */

import { api } from "./api";
import { h } from "./dom";
import { attempt } from "./notices";
import { say } from "./words";

const LONGEST = 200; // characters, as the server takes them

export function share(who: string): HTMLElement {
  const field = h("input", { id: "file", type: "text", maxlength: LONGEST, autocomplete: "off", "aria-describedby": "file-hint" });
  let sending = false;
  const send = async (): Promise<void> => {
    const name = field.value.trim();
    if (!name || sending) return;
    sending = true;
    const done = await attempt(() => api.share(who, name));
    if (done && field.value.trim() === name) field.value = ""; // else the next name is being written
    sending = false;
  };
  return h(
    "details",
    { class: "share" },
    h("summary", {}, say("share.open")),
    h(
      "form",
      { class: "write", onsubmit: (event: Event) => { event.preventDefault(); void send(); } },
      h("label", { for: "file" }, say("share.name")),
      h("div", { class: "line" }, field, h("button", { type: "submit" }, say("share.share"))),
      h("p", { class: "hint", id: "file-hint" }, say("share.hint")),
    ),
  );
}
