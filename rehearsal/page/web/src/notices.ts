/** Short messages at the page's edge. They go by themselves, unless they ask for something. */

import { byId, h } from "./dom";
import { say } from "./words";

export interface Offer {
  title: string;
  take: () => void;
}

export function notify(text: string, offer?: Offer): void {
  const box = byId("notices");
  const close = (): void => notice.remove();
  const notice = h(
    "div",
    { class: "notice" },
    h("p", {}, text),
    offer && h("button", { type: "button", class: "primary", onclick: () => { close(); offer.take(); } }, offer.title),
    h("button", { type: "button", class: "quiet", "aria-label": say("notice.close"), onclick: close }, "✕"),
  );
  for (const old of Array.from(box.children)) if (old.querySelector("p")?.textContent === text) old.remove();
  while (box.childElementCount > 2) box.firstElementChild?.remove();
  box.append(notice);
  if (!offer) window.setTimeout(close, 9000);
}

/** Do it; what the server says against it is shown. */
export async function attempt(deed: () => Promise<unknown>): Promise<boolean> {
  try {
    await deed();
    return true;
  } catch (refused) {
    notify((refused instanceof Error && refused.message) || say("failed.unknown"));
    return false;
  }
}
