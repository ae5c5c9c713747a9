/** Where the keyboard is inside a post, in words that outlive a redrawing. */

export interface Focus {
  post: string;
  element: Element;
  name: string;
  place: number;
}

const FIELDS = "button, input, select, textarea, a";

export function focused(list: HTMLElement): Focus | null {
  const at = document.activeElement;
  const article = at?.closest<HTMLElement>("[data-post]");
  if (!at || !article || !list.contains(article)) return null;
  return { post: article.dataset["post"] ?? "", element: at, name: named(at), place: [...article.querySelectorAll(FIELDS)].indexOf(at) };
}

/** To the same button or field, else to the one that stands where it stood; a post without any is itself held. */
export function refocus(list: HTMLElement, focus: Focus | null): void {
  if (!focus || (focus.element.isConnected && document.activeElement === focus.element)) return;
  const article = [...list.querySelectorAll<HTMLElement>("[data-post]")].find((one) => one.dataset["post"] === focus.post);
  if (!article || article.hidden) return;
  const all = [...article.querySelectorAll<HTMLElement>(FIELDS)];
  const open = all.filter((one) => !one.matches(":disabled") && one.offsetParent !== null);
  const same = open.find((one) => named(one) === focus.name);
  const next = focus.place < 0 ? undefined : (open.find((one) => all.indexOf(one) >= focus.place) ?? open[open.length - 1]);
  (same ?? next ?? article).focus({ preventScroll: true });
}

function named(element: Element): string {
  const label = element.getAttribute("aria-label") ?? element.textContent ?? "";
  return element.matches("input, select, textarea") ? `field ${element.closest(".ac-input-container")?.textContent ?? element.id}` : label;
}
