/** Light, dark or high contrast: as chosen, or as the computer says. */

import { recall, remember } from "./remembered";

export const THEMES = ["auto", "light", "dark", "contrast"] as const;
export type Theme = (typeof THEMES)[number];

const dark = matchMedia("(prefers-color-scheme: dark)");
const more = matchMedia("(prefers-contrast: more)");
const forced = matchMedia("(forced-colors: active)");

export function theme(): Theme {
  const kept = recall("localStorage", "theme");
  return THEMES.find((one) => one === kept) ?? "auto";
}

export function dress(): void {
  const wanted = theme();
  const own = forced.matches || more.matches ? "contrast" : dark.matches ? "dark" : "light";
  document.documentElement.dataset["theme"] = wanted === "auto" ? own : wanted;
}

export function wear(next: Theme): void {
  remember("localStorage", "theme", next);
  dress();
}

for (const query of [dark, more, forced]) query.addEventListener("change", dress);
