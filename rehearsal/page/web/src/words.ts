/** The page's own sentences, in three languages, and how names, hours and lengths are written. */

import en from "../../../words/en.json";
import nb from "../../../words/nb.json";
import nn from "../../../words/nn.json";
import type { Language } from "./contract";
import { recall, remember } from "./remembered";

const WORDS: Record<Language, Record<string, string>> = { nb, nn, en };
export const LANGUAGES: readonly Language[] = ["nb", "nn", "en"];

let chosen: Language = first();

function first(): Language {
  const wanted = [recall("localStorage", "language"), ...navigator.languages.map((one) => one.slice(0, 2))];
  const known = wanted.map((one) => (one === "no" ? "nb" : one)).find((one) => LANGUAGES.includes(one as Language));
  return (known as Language | undefined) ?? "nb";
}

export function language(): Language {
  return chosen;
}

export function choose(next: Language): void {
  chosen = next;
  remember("localStorage", "language", next);
  settle();
}

/** Write every text of the page's own HTML, and tell the browser which language it is in. */
export function settle(): void {
  document.documentElement.lang = chosen;
  document.title = say("page.title");
  for (const element of document.querySelectorAll<HTMLElement>("[data-words]")) element.textContent = say(element.dataset["words"] ?? "");
  for (const element of document.querySelectorAll<HTMLElement>("[data-label]")) element.setAttribute("aria-label", say(element.dataset["label"] ?? ""));
}

export function has(key: string): boolean {
  return key in WORDS[chosen];
}

/** The sentence of that key, filled in: `[is|are]` by whether there are *many*. A key that is not there shows itself, so that it is noticed. */
export function say(key: string, filling: Record<string, string | number> = {}, many = false): string {
  const text = (WORDS[chosen][key] ?? key).replace(/\[([^[\]|]*)\|([^[\]|]*)\]/g, (_, one: string, more: string) => (many ? more : one));
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in filling ? String(filling[name]) : whole));
}

/** The first of the keys that has words. */
export function sayFirst(keys: readonly string[], filling: Record<string, string | number> = {}): string {
  return say(keys.find(has) ?? keys[keys.length - 1] ?? "", filling);
}

export function listed(names: readonly string[], nobody = "list.somebody"): string {
  if (names.length === 0) return say(nobody);
  if (names.length === 1) return names[0] ?? "";
  return `${names.slice(0, -1).join(", ")} ${say("list.and")} ${names[names.length - 1] ?? ""}`;
}

export function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The hour as a card tells it: 09.02, in English 09:02. */
export function hour(iso: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return "";
  const parts = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Oslo" }).format(at);
  return chosen === "en" ? parts : parts.replace(":", ".");
}

export function number(value: number, digits = 1): string {
  return new Intl.NumberFormat(chosen === "en" ? "en-GB" : "nb-NO", { maximumFractionDigits: digits }).format(value);
}

export function length(seconds: number): string {
  const steps: [string, number][] = [["days", 86400], ["hours", 3600], ["minutes", 60]];
  for (const [unit, size] of steps) if (seconds >= 2 * size || (seconds >= size && seconds % size === 0)) return say(`time.${unit}`, { count: number(seconds / size) });
  return say("time.seconds", { count: number(seconds) });
}
