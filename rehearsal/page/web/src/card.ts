/** Draws an Adaptive Card. What somebody has filled in or folded out is handed from one drawing to the next. */

import { AdaptiveCard, ExecuteAction, type Action, type Input, OpenUrlAction, ToggleVisibilityAction } from "adaptivecards/lib/card-elements";
import { HostConfig } from "adaptivecards/lib/host-config";
import { GlobalSettings } from "adaptivecards/lib/shared";
import type { Card } from "./contract";
import { h } from "./dom";
import { HOST_CONFIG } from "./host-config";
import { toHtml } from "./markdown";
import { say } from "./words";

GlobalSettings.setTabIndexAtCardRoot = false;
GlobalSettings.useAdvancedTextBlockTruncation = false;
GlobalSettings.useAdvancedCardBottomTruncation = false;
AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = toHtml(text);
  result.didProcess = true;
};
const config = new HostConfig(HOST_CONFIG);

/** What a reader has done to a card: values by input, visibility by element. */
export interface Touched {
  values: Map<string, string>;
  shown: Map<string, boolean>;
}

export interface Drawn {
  element: HTMLElement;
  touched: () => Touched;
}

export type Execute = (verb: string, data: unknown) => void;

export function drawCard(source: Card, execute: Execute, before?: Touched): Drawn {
  const nothing: Touched = { values: new Map(), shown: new Map() };
  try {
    return render(before ? carried(source, before) : source, source, execute);
  } catch (trouble) {
    console.warn("card", trouble);
    return { element: h("p", { class: "card fallback" }, fallback(source)), touched: () => nothing };
  }
}

function render(source: Card, original: Card, execute: Execute): Drawn {
  const card = new AdaptiveCard();
  card.hostConfig = config;
  card.onExecuteAction = (action) => act(action, execute);
  card.parse(source);
  const body = card.render();
  if (!body || body.childElementCount === 0) throw new Error("nothing to draw");
  const defaults = new Map(inputs(card).map((input) => [input.id ?? "", text(input)]));
  for (const [id, value] of originalValues(original)) defaults.set(id, value);
  name(card);
  own(body);
  const targets = toggled(source);
  return {
    element: h("div", { class: "card" }, body),
    touched: () => ({
      values: new Map(inputs(card).map((input) => [input.id ?? "", text(input)] as const).filter(([id, value]) => id && value !== (defaults.get(id) ?? ""))),
      shown: new Map(targets.map((id) => [id, card.getElementById(id)?.isVisible] as const).filter((one): one is readonly [string, boolean] => one[1] !== undefined)),
    }),
  };
}

function act(action: Action, execute: Execute): void {
  if (action instanceof OpenUrlAction) {
    const url = action.url ?? "";
    if (/^(https?:|mailto:|\/)/i.test(url)) window.open(url, "_blank", "noopener,noreferrer");
  } else if (action instanceof ExecuteAction) {
    execute(action.verb ?? "", action.data ?? {});
  }
}

/** Say of each button what its hint says, and of each link that it opens elsewhere. */
function name(card: AdaptiveCard): void {
  for (const action of card.getAllActions()) {
    const button = action.renderedElement;
    if (!button) continue;
    if (action instanceof OpenUrlAction) {
      const told = `${action.title ?? ""} (${say("card.newtab")})`;
      button.setAttribute("aria-label", told);
      button.title = told;
      button.setAttribute("role", "link");
      button.classList.add("opens");
    } else if (action.tooltip) {
      button.setAttribute("aria-label", spoken(action.title ?? "", action.tooltip));
    } else {
      button.removeAttribute("title");
    }
    button.classList.add(action instanceof ToggleVisibilityAction ? "toggles" : "acts");
  }
}

let drawings = 0;

/** Ids are a card's own, and several cards stand on the page: make each the page's only one. */
function own(body: HTMLElement): void {
  drawings += 1;
  const mark = (id: string): string => `c${drawings}-${id}`;
  for (const part of body.querySelectorAll("[id]")) part.id = mark(part.id);
  for (const name of ["for", "aria-controls", "aria-labelledby", "aria-describedby"])
    for (const part of body.querySelectorAll(`[${name}]`)) part.setAttribute(name, (part.getAttribute(name) ?? "").split(" ").filter(Boolean).map(mark).join(" "));
}

/** The hint, if it holds the words on the button; whoever speaks to the computer says what is seen. */
function spoken(title: string, hint: string): string {
  return hint.toLowerCase().includes(title.toLowerCase()) ? hint : `${title}: ${hint}`;
}

function inputs(card: AdaptiveCard): Input[] {
  return card.getAllInputs();
}

function text(input: Input): string {
  const value: unknown = input.value;
  return value === undefined || value === null ? "" : String(value);
}

function walk(node: unknown, visit: (part: Card) => void): void {
  if (Array.isArray(node)) for (const part of node) walk(part, visit);
  else if (node && typeof node === "object") {
    visit(node as Card);
    for (const part of Object.values(node)) walk(part, visit);
  }
}

function originalValues(source: Card): Map<string, string> {
  const found = new Map<string, string>();
  walk(source, (part) => {
    if (String(part["type"]).startsWith("Input.") && typeof part["id"] === "string") found.set(part["id"], part["value"] === undefined ? "" : String(part["value"]));
  });
  return found;
}

function toggled(source: Card): string[] {
  const found = new Set<string>();
  walk(source, (part) => {
    if (part["type"] !== "Action.ToggleVisibility" || !Array.isArray(part["targetElements"])) return;
    for (const target of part["targetElements"] as unknown[]) found.add(typeof target === "string" ? target : String((target as Card)["elementId"]));
  });
  return [...found];
}

function carried(source: Card, before: Touched): Card {
  const copy = structuredClone(source);
  walk(copy, (part) => {
    const id = typeof part["id"] === "string" ? part["id"] : "";
    if (String(part["type"]).startsWith("Input.") && before.values.has(id)) {
      const value = before.values.get(id) ?? "";
      part["value"] = part["type"] === "Input.Number" ? Number(value) : value;
    }
    if (before.shown.has(id) && "type" in part && !String(part["type"]).startsWith("Action.")) part["isVisible"] = before.shown.get(id);
  });
  return copy;
}

function fallback(source: Card): string {
  return typeof source["fallbackText"] === "string" && source["fallbackText"] ? source["fallbackText"] : say("card.unreadable");
}
