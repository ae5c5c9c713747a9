/** Elements made in one call; text is always text, never HTML. */

type Child = Node | string | null | undefined | false;
export type Attribute = string | number | boolean | null | undefined | ((event: Event) => void);

export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, Attribute> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child): child is Node | string => child !== null && child !== undefined && child !== false));
  return element;
}

/** The element of the page's own HTML with that id. */
export function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no #${id}`);
  return element as T;
}

/**
 * Make *parent*'s children those of *wanted*, in order, touching only what changed.
 * A child is kept while its key and signature are the same.
 */
export function reconcile<T>(
  parent: HTMLElement,
  wanted: readonly T[],
  key: (item: T) => string,
  signature: (item: T) => string,
  draw: (item: T) => HTMLElement,
): void {
  const there = new Map<string, HTMLElement>();
  for (const child of Array.from(parent.children) as HTMLElement[]) there.set(child.dataset["key"] ?? "", child);
  let place: Element | null = parent.firstElementChild;
  for (const item of wanted) {
    const id = key(item);
    const now = signature(item);
    let child = there.get(id);
    there.delete(id);
    if (child && drawnAs.get(child) !== now) {
      const held = child.contains(document.activeElement);
      const fresh = draw(item);
      if (place === child) place = fresh;
      child.replaceWith(fresh);
      child = fresh;
      if (held) fresh.focus({ preventScroll: true });
    }
    child ??= draw(item);
    child.dataset["key"] = id;
    drawnAs.set(child, now);
    if (child === place) place = place.nextElementSibling;
    else parent.insertBefore(child, place);
  }
  for (const child of there.values()) child.remove();
}

/** Change what is in *box*; whoever was looking at its end still is. */
export function followed(box: HTMLElement, change: () => void): void {
  const near = box.scrollHeight - box.scrollTop - box.clientHeight < 60;
  change();
  if (near) box.scrollTop = box.scrollHeight;
}

const drawnAs = new WeakMap<HTMLElement, string>();
