/** What the bot decided and why: the fact it was told, the rule that spoke, the effect that followed. */

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
      h("code", {}, one.fact, this.all.checked && values.length > 0 ? ` ${values.map(([name, value]) => `${name}=${plain(value)}`).join(" ")}` : null),
      byRule.size === 0
        ? h("p", { class: "nothing" }, say("why.nothing"))
        : h("ul", { class: "rules" }, ...[...byRule].map(([rule, asked]) => this.rule(rule, asked))),
    );
  }

  private rule(rule: string, asked: Asked[]): HTMLElement {
    const clauses = [...new Set(asked.flatMap((one) => one.clauses))];
    const said = new Map(asked.map((one) => [effect(one), one])); // a card that folds and its successor are told of once
    const shown = clauses.length > 4 ? span(clauses) : clauses;
    return h(
      "li",
      { "data-rule": rule },
      h(
        "p",
        {},
        has(`rule.${rule}`) ? say(`rule.${rule}`) : rule,
        ...shown.flatMap((clause) => [" ", h("span", { class: "clause", title: has(`clause.${clause}`) ? say(`clause.${clause}`) : say("why.clause", { clause }) }, clause)]),
      ),
      h("ul", { class: "effects" }, ...[...said].map(([words, one]) => h("li", { "data-effect": one.effect }, h("span", { "aria-hidden": "true" }, "→ "), words))),
      h("code", {}, rule, " · ", [...new Set(asked.map((one) => one.effect))].join(", ")),
    );
  }
}

/** S1, S2, S3, S4, S5 as S1–S5. */
function span(clauses: string[]): string[] {
  const rows: string[][] = [];
  for (const clause of clauses) {
    const row = rows[rows.length - 1];
    const last = row?.[row.length - 1];
    if (row && last && last[0] === clause[0] && Number(clause.slice(1)) === Number(last.slice(1)) + 1) row.push(clause);
    else rows.push([clause]);
  }
  return rows.flatMap((row) => (row.length > 2 ? [`${row[0] ?? ""}–${row[row.length - 1] ?? ""}`] : row));
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
    command: String(told["command"] ?? ""),
    press: press(told),
    card: card(String(told["matter"] ?? "").split(":")[0] ?? ""),
    alarm: has(alarm) ? say(alarm) : String(told["alarm"] ?? ""),
  };
  return upper(has(`fact.${one.fact}`) ? say(`fact.${one.fact}`, filling) : one.fact);
}

function press(told: Record<string, unknown>): string {
  const kind = String(told["press"] ?? "");
  const key =
    kind === "settle" ? (told["expected"] === true ? "press.vouch" : "press.reject")
    : kind === "tick" ? (told["done"] === true ? "press.tick" : "press.untick")
    : kind === "room" ? (told["public"] === true ? "press.room.public" : "press.room.private")
    : `press.${kind}`;
  return has(key) ? say(key, { command: String(told["command"] ?? "") }) : kind;
}

/** Why not, where the fact is a no. */
function more(one: Decided): HTMLElement | null {
  const key = sayable([`ground.${String(one.told["ground"])}`, `unread.${String(one.told["reason"])}`, `unread.${String(one.told["unread"])}`, `unread.${String(one.told["why"])}`]);
  return key ? h("span", { class: "because" }, ` – ${say(key)}`) : null;
}

function sayable(keys: string[]): string | undefined {
  return keys.find(has);
}

function effect(one: Asked): string {
  const named = has(`alarm.${one.alarm}`) ? say(`alarm.${one.alarm}`) : one.alarm;
  const filling = { card: card(one.kind), to: one.to, people: listed(one.people), alarm: named, time: one.in_s === null ? "" : length(one.in_s) };
  if (one.effect === "ShowCard" && one.to) return say("effect.ShowCard.to", filling);
  if (one.effect === "SetAlarm" && one.in_s !== null && one.in_s > 0) return say("effect.SetAlarm.in", filling);
  return sayFirst([`effect.${one.effect}`, one.effect], filling);
}
