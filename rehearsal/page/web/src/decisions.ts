/** What the bot decided and why: the fact it was told, the rule that spoke, the effect that followed. */

import { explained } from "./clauses";
import type { Asked, Decided } from "./contract";
import { byId, followed, h, reconcile } from "./dom";
import type { Live } from "./live";
import { has, language, length, listed, say, sayFirst, upper } from "./words";

/** What people are told of even where nothing follows: somebody was refused, or something failed. */
const TOLD = new Set(["PressRefused", "NotDecided", "CardGivenUp", "InvitationUnavailable", "RosterUnavailable"]);

export class Decisions {
  private readonly all = byId<HTMLInputElement>("why-all");

  constructor(private readonly live: Live) {
    this.all.addEventListener("change", () => this.render());
  }

  render(): void {
    const told = [...this.live.decided.values()].sort((one, other) => one.seq - other.seq);
    const shown = this.all.checked ? told : told.filter((one) => one.asked.length > 0 || TOLD.has(one.fact));
    byId("why-empty").hidden = shown.length > 0;
    const trouble = this.live.playback?.unreadable === true ? say("why.unreadable") : "";
    if (byId("why-unreadable").textContent !== trouble) byId("why-unreadable").textContent = trouble;
    const box = byId("decisions");
    const draw = (): void => reconcile(box, shown, (one) => String(one.seq), (one) => JSON.stringify([one, language(), this.all.checked]), (one) => this.row(one));
    followed(box.parentElement ?? box, draw);
  }

  private row(one: Decided): HTMLElement {
    const byRule = new Map<string, Asked[]>();
    for (const asked of one.asked) byRule.set(asked.rule, [...(byRule.get(asked.rule) ?? []), asked]);
    const values = Object.entries(one.told).filter(([, value]) => value !== null && value !== "" && !(Array.isArray(value) && value.length === 0));
    return h(
      "li",
      { "data-fact": one.fact, class: one.asked.length === 0 ? "quiet" : null },
      h("p", { class: "fact" }, h("span", { class: "at" }, length(Math.round(one.at * 10) / 10)), " ", h("strong", {}, fact(one)), more(one)),
      this.all.checked && h("code", {}, [one.fact, ...values.map(([name, value]) => `${name}=${plain(value)}`)].join(" ")),
      byRule.size === 0
        ? h("p", { class: "nothing" }, say("why.nothing"))
        : h("ul", { class: "rules" }, ...[...byRule].map(([rule, asked]) => this.rule(rule, asked))),
    );
  }

  private rule(rule: string, asked: Asked[]): HTMLElement {
    const clauses = [...new Set(asked.flatMap((one) => one.clauses))];
    const { buttons, sentences } = explained(clauses);
    const said = new Map(asked.map((one) => [effect(one), one])); // a card that folds and its successor are told of once
    return h(
      "li",
      { "data-rule": rule },
      h(
        "p",
        {},
        has(`rule.${rule}`) ? say(`rule.${rule}`) : rule,
        ...buttons,
      ),
      sentences,
      h("ul", { class: "effects" }, ...[...said].map(([words, one]) => h("li", { "data-effect": one.effect }, h("span", { "aria-hidden": "true" }, "→ "), words))),
      this.all.checked && h("code", {}, rule, " · ", [...new Set(asked.map((one) => one.effect))].join(", ")),
    );
  }
}

function plain(value: unknown): string {
  return Array.isArray(value) ? value.join(",") : typeof value === "object" ? JSON.stringify(value) : String(value);
}

function card(kind: string): string {
  return say(has(`card.${kind}`) ? `card.${kind}` : "card.other");
}

function fact(one: Decided): string {
  const told = one.told;
  const alarm = `alarm.${String(told["alarm"])}`;
  const filling = {
    people: listed(one.people),
    by: one.by || say("list.somebody"),
    about: one.about || say("list.somebody"),
    command: String(told["command"] ?? ""),
    card: card(String(told["matter"] ?? "").split(":")[0] ?? ""),
    alarm: has(alarm) ? say(alarm) : String(told["alarm"] ?? ""),
  };
  if (one.fact === "CardPressed") return upper(sayFirst([`press.${press(one)}`, "fact.CardPressed"], filling));
  const wish = one.fact === "PressRefused" ? sayFirst([`wish.${press(one)}`, "wish.other"], filling) : "";
  const kept = Array.isArray(told["seen"]) ? "seen" : told["shares"] === true ? "shares" : "";
  return upper(sayFirst([`fact.${one.fact}.${kept}`, `fact.${one.fact}`, one.fact], { ...filling, wish }));
}

/** Which press it was, as the words tell presses apart. */
function press(one: Decided): string {
  const told = one.told;
  const kind = String(told["press"] ?? "");
  switch (kind) {
    case "settle":
      return told["expected"] === true ? "vouch" : "reject";
    case "tick":
      return told["done"] === true ? "tick" : "untick";
    case "room":
      return told["public"] === true ? "room.public" : "room.private";
    case "introduce":
      return one.about ? "introduce.other" : "introduce";
    default:
      return kind;
  }
}

/** Who may, where somebody may not; of the others the words say less. */
const ENTITLED: Record<string, string> = { settle: "own", introduce: "own", stop: "expected", tick: "tick" };

/** Why not, where the fact is a no. */
function more(one: Decided): HTMLElement | null {
  const key = sayable([`ground.${String(one.told["ground"])}.${ENTITLED[String(one.told["press"])] ?? ""}`, `ground.${String(one.told["ground"])}`, `unread.${String(one.told["reason"])}`, `unread.${String(one.told["unread"])}`, `unread.${String(one.told["why"])}`]);
  return key ? h("span", { class: "because" }, ` – ${say(key)}`) : null;
}

function sayable(keys: string[]): string | undefined {
  return keys.find(has);
}

function effect(one: Asked): string {
  const named = has(`alarm.${one.alarm}`) ? say(`alarm.${one.alarm}`) : one.alarm;
  const filling = { card: card(one.kind), to: one.to, people: listed(one.people), alarm: named, time: one.in_s === null ? "" : length(one.in_s) };
  if (one.effect === "ShowCard" && one.writer === true) return say(one.update ? "effect.ShowCard.update.writer" : "effect.ShowCard.writer", filling);
  if (one.effect === "ShowCard" && one.update) return say(one.to ? "effect.ShowCard.update.to" : "effect.ShowCard.update", filling);
  if (one.effect === "ShowCard" && one.to) return say("effect.ShowCard.to", filling);
  if (one.effect === "SetAlarm" && one.in_s !== null && one.in_s > 0) return say("effect.SetAlarm.in", filling);
  return sayFirst([`effect.${one.effect}`, one.effect], filling);
}
