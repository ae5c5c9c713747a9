/** Who is in the meeting, what Møtevakt makes of each, and who the visitor is. */

import { api } from "./api";
import { initials } from "./bubble";
import type { Person } from "./contract";
import { byId, h, reconcile } from "./dom";
import type { Live } from "./live";
import { attempt } from "./notices";
import { has, language, say, upper } from "./words";
import type { You } from "./you";

const GROUPS = ["organizer", "invited", "colleague", "outside", "anonymous"];

export class People {
  private drawn = "";
  private readonly doing = new Set<string>();

  constructor(
    private readonly live: Live,
    private readonly you: You,
  ) {}

  render(): void {
    this.choose();
    const { people, started } = this.live.people;
    const present = people.filter((one) => one.present);
    const absent = people.filter((one) => !one.present);
    const box = byId("people");
    if (!box.firstChild)
      box.append(h("p", { class: "hint", id: "started" }), h("h4", { id: "present-title" }), h("p", { class: "empty", id: "nobody" }), h("ul", { class: "people", id: "present", "aria-labelledby": "present-title" }), h("h4", { id: "absent-title" }), h("ul", { class: "people", id: "absent", "aria-labelledby": "absent-title" }));
    const over = !started && this.ended();
    byId("started").textContent = say(started ? "people.started" : over ? "people.over" : "people.notstarted");
    for (const id of ["people-insight", "why-insight"]) byId(id).hidden = this.you.person === null;
    byId("present-title").textContent = say("people.present", { count: present.length });
    byId("absent-title").textContent = say("people.absent", { count: absent.length });
    byId("nobody").textContent = say(over ? "people.nobody.over" : "people.nobody");
    byId("nobody").hidden = present.length > 0;
    byId("absent-title").hidden = absent.length === 0;
    byId("present").hidden = present.length === 0;
    byId("absent").hidden = absent.length === 0;
    for (const [id, rows] of [["present", present], ["absent", absent]] as const)
      reconcile(byId(id), rows, (one) => one.id, (one) => JSON.stringify([one, language(), one.id === this.you.id]), (one) => this.row(one));
  }

  private row(one: Person): HTMLElement {
    const verdict = one.verdict;
    const group = has(`group.${one.group}`) ? say(`group.${one.group}`) : one.group;
    return h(
      "li",
      { "data-person": one.id, "data-weight": verdict?.weight ?? "none" },
      h("span", { class: "avatar", "aria-hidden": "true" }, initials(one.name)),
      h(
        "div",
        {},
        h("p", { class: "name" }, h("strong", {}, one.name), one.hint && h("span", { class: "address" }, one.hint), one.id === this.you.id && h("span", { class: "badge" }, say("people.you"))),
        verdict
          ? h("p", { class: "verdict" }, h("span", { class: `weight ${verdict.weight}` }, h("span", { "aria-hidden": "true" }, verdict.sign), ` ${upper(say(`weight.${verdict.weight}`))}`), verdict.why[language()] ? ` – ${verdict.why[language()]}` : null)
          : h("p", { class: "verdict" }, one.present ? say(one.known === true ? "people.uncounted" : "people.unseen", { first: one.first }) : group),
        one.waiting === true && h("p", { class: "verdict" }, upper(say("people.waiting"))),
        !one.present && one.member && h("p", { class: "verdict" }, upper(say("people.member"))),
      ),
    );
  }

  private choose(): void {
    const { people } = this.live.people;
    const me = this.you.person;
    const signature = JSON.stringify([people.map((one) => [one.id, one.name, one.hint, one.group]), me?.id, me?.can, language()]);
    if (signature === this.drawn) return;
    this.drawn = signature;
    const box = byId("you");
    const at = document.activeElement;
    const focused = at && box.contains(at) ? (at.id || at.getAttribute("data-control")) : null;
    const groups = [...GROUPS, ...new Set(people.map((one) => one.group).filter((group) => !GROUPS.includes(group)))];
    const select = h(
      "select",
      { id: "who", "aria-describedby": "who-hint", onchange: () => this.you.be(select.value) },
      h("option", { value: "" }, say("you.observer")),
      ...groups.map((group) => {
        const inside = people.filter((one) => one.group === group);
        return inside.length > 0 && h("optgroup", { label: has(`group.${group}`) ? say(`group.${group}`) : group }, ...inside.map((one) => h("option", { value: one.id }, one.hint ? `${one.name} (${one.hint})` : one.name)));
      }),
    );
    select.value = me?.id ?? "";
    box.replaceChildren(
      h("label", { for: "who" }, say("you.label")),
      select,
      h("p", { class: "hint", id: "who-hint" }, me ? say("you.hint", { first: me.first }) : say("you.observer.hint")),
      ...(me && me.can.length > 0 ? [this.controls(me)] : []),
    );
    if (focused) (box.querySelector<HTMLElement>(`#${CSS.escape(focused)}, [data-control="${CSS.escape(focused)}"]`) ?? select).focus();
  }

  /** The last that the timeline tells of is the end. */
  private ended(): boolean {
    const told = [...this.live.happened.values()].filter((one) => one.kind === "started" || one.kind === "ended");
    return told.reduce((last, one) => (one.seq > last.seq ? one : last), { seq: -1, kind: "" }).kind === "ended";
  }

  /** One thing at a time: who presses twice does it once. */
  private async do(who: string, what: string): Promise<void> {
    if (this.doing.has(who)) return;
    this.doing.add(who);
    await attempt(() => api.do(who, what));
    this.doing.delete(who);
  }

  private controls(me: Person): HTMLElement {
    return h(
      "div",
      { class: "controls", role: "group", "aria-label": say("you.controls", { first: me.first }) },
      ...me.can.map((what) => {
        const hint = `control.${what}.hint`;
        return h("button", { type: "button", "data-control": what, title: has(hint) ? say(hint) : null, onclick: () => void this.do(me.id, what) }, has(`control.${what}`) ? say(`control.${what}`) : what);
      }),
    );
  }
}
