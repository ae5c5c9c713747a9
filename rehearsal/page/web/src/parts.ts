/** On a narrow screen one part of the page is shown at a time. */

import { byId, h } from "./dom";
import { say } from "./words";

const PARTS = ["meeting", "chat", "why"] as const;

export function drawParts(): void {
  const show = (part: string): void => {
    document.body.dataset["part"] = part;
    drawParts();
    byId("parts").querySelector<HTMLElement>(`[data-shows="${part}"]`)?.focus();
    window.scrollTo({ top: 0 });
  };
  const shown = document.body.dataset["part"];
  byId("parts").replaceChildren(
    ...PARTS.map((part) => h("button", { type: "button", "data-shows": part, "aria-current": part === shown ? "true" : null, onclick: () => show(part) }, say(`part.${part}`))),
  );
}
