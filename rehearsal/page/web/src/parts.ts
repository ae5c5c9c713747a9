/** On a narrow screen one part of the page is shown at a time; on a middling one the chat stands beside another. */

import { byId, h } from "./dom";
import { say } from "./words";

const PARTS = ["meeting", "chat", "why"] as const;
const beside = matchMedia("(min-width: 720px)");
beside.addEventListener("change", drawParts);

/** On a narrow screen the settings and the tape's tools are folded away until they are asked for. */
const more = byId("more");
more.addEventListener("click", () => {
  const open = more.getAttribute("aria-expanded") !== "true";
  more.setAttribute("aria-expanded", String(open));
  document.body.toggleAttribute("data-more", open);
});

/** Whoever skips to the chat shall find it shown. */
document.querySelector(".skip")?.addEventListener("click", () => {
  document.body.dataset["part"] = "chat";
  drawParts();
});

export function drawParts(): void {
  const show = (part: string): void => {
    document.body.dataset["part"] = part;
    drawParts();
    byId("parts").querySelector<HTMLElement>(`[data-shows="${part}"]`)?.focus();
    window.scrollTo({ top: 0 });
  };
  const chosen = document.body.dataset["part"];
  const shown = beside.matches && chosen === "chat" ? "meeting" : chosen;
  byId("parts").replaceChildren(
    ...PARTS.map((part) => h("button", { type: "button", "data-shows": part, "aria-current": part === shown ? "true" : null, onclick: () => show(part) }, say(`part.${part}`))),
  );
}
