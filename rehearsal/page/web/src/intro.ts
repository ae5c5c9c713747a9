/** What a visitor is told the first time. */

import { byId, h } from "./dom";
import { recall, remember } from "./remembered";
import { say } from "./words";

export function introduce(): void {
  const box = byId("intro");
  box.hidden = recall("localStorage", "intro") === "read";
  if (box.hidden) return;
  const close = (): void => {
    remember("localStorage", "intro", "read");
    box.hidden = true;
    byId("chat").focus({ preventScroll: true });
  };
  box.replaceChildren(
    h("h2", {}, say("intro.title")),
    h("p", {}, `${say("intro.text")} ${say("intro.invented")}`),
    h("ol", {}, ...["intro.play", "intro.who", "intro.why"].map((key) => h("li", {}, say(key)))),
    h("button", { type: "button", class: "primary", onclick: close }, say("intro.close")),
  );
}
