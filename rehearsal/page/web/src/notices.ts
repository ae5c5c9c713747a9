/** Short messages at the page's edge. They go by themselves after a while; what went wrong stays until it is closed. */

import { byId, h } from "./dom";
import { say } from "./words";

const READ_MS = 9000;
const AT_MOST = 3;

export function notify(text: string, stays = false): void {
  const box = byId("notices");
  const close = (): void => notice.remove();
  const notice = h(
    "div",
    { class: stays ? "notice wrong" : "notice" },
    h("p", {}, text),
    h("button", { type: "button", class: "quiet", "aria-label": say("notice.close"), onclick: close }, "✕"),
  );
  for (const old of Array.from(box.children)) if (old.querySelector("p")?.textContent === text) old.remove();
  while (box.childElementCount >= AT_MOST) box.firstElementChild?.remove();
  box.append(notice);
  if (!stays) window.setTimeout(close, READ_MS);
}

/** Do it; what the server says against it is shown. */
export async function attempt(deed: () => Promise<unknown>): Promise<boolean> {
  try {
    await deed();
    return true;
  } catch (refused) {
    notify((refused instanceof Error && refused.message) || say("failed.unknown"), true);
    return false;
  }
}
