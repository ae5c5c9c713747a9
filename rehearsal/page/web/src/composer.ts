/** Where the person that the visitor is writes, and the commands at hand. What is not sent yet waits, by person and chat. */

import { api } from "./api";
import type { Chat } from "./chat";
import { byId, h } from "./dom";
import { attempt } from "./notices";
import { share } from "./share";
import { language, say } from "./words";
import type { You } from "./you";

const COMMANDS = ["/sjekkliste", "/regler", "/deltakere", "/presentasjon", "/forventet", "/stopp", "/status", "/språk", "/opplæring", "/innsyn", "/hjelp"];
const LONGEST = 2000; // characters, as the server takes them

export class Composer {
  private drawn = "";
  private readonly drafts = new Map<string, string>();
  private readonly sending = new Set<string>();
  private readonly box = byId("composer");

  constructor(
    private readonly you: You,
    private readonly chat: Chat,
  ) {}

  render(): void {
    const me = this.you.person;
    const own = this.chat.where === "personal";
    const may = me !== null && (own ? this.you.hasOwnChat : me.member);
    const signature = JSON.stringify([me?.id, me?.first, may, own, language()]);
    if (signature === this.drawn) return;
    this.drawn = signature;
    const held = document.activeElement?.id === "say";
    if (!me) this.box.replaceChildren(h("p", { class: "hint" }, say("compose.observer")));
    else if (!may) this.box.replaceChildren();
    else this.box.replaceChildren(...this.fields(me.id, me.first, own ? "personal" : "meeting"));
    if (held) document.getElementById("say")?.focus();
  }

  private fields(who: string, first: string, where: "meeting" | "personal"): HTMLElement[] {
    const key = `${where} ${who}`;
    const own = where === "personal" ? ".own" : "";
    const field = h("textarea", {
      id: "say", rows: "1", maxlength: LONGEST, autocomplete: "off", "aria-describedby": "say-hint",
      oninput: () => void this.drafts.set(key, field.value),
      onkeydown: (event: Event) => {
        const pressed = event as KeyboardEvent;
        if (pressed.key !== "Enter" || pressed.shiftKey || pressed.isComposing) return;
        event.preventDefault();
        void send();
      },
    });
    const write = (text: string): void => {
      field.value = text;
      this.drafts.set(key, text);
    };
    write(this.drafts.get(key) ?? "");
    /** One at a time: who presses twice says it once. */
    const send = async (text = field.value.trim()): Promise<void> => {
      if (!text || this.sending.has(key)) return;
      this.sending.add(key);
      const done = await attempt(() => api.say(who, where, text));
      this.sending.delete(key);
      if (done && (this.drafts.get(key) ?? "").trim() === text) this.forget(key);
      if (field.isConnected) field.focus();
    };
    const pick = (command: string): void => {
      const unfinished = command === "/forventet";
      if (!unfinished) return void send(command);
      write(`${command} `);
      field.focus();
    };
    return [
      h("div", { class: "commands", role: "group", "aria-label": say("compose.commands") }, ...COMMANDS.map((command) => h("button", { type: "button", onclick: () => pick(command) }, command))),
      h(
        "form",
        { class: "write", onsubmit: (event: Event) => { event.preventDefault(); void send(); } },
        h("label", { for: "say" }, say(`compose.label${own}`, { first })),
        h("div", { class: "line" }, field, h("button", { type: "submit", class: "primary" }, say("compose.send"))),
        h("p", { class: "hint", id: "say-hint" }, say(`compose.hint${own}`)),
      ),
      ...(where === "meeting" ? [share(who)] : []),
    ];
  }

  /** It is sent; the field may be another one by now, but if it shows that draft it is emptied. */
  private forget(key: string): void {
    const shown = this.box.querySelector("textarea");
    if (shown && shown.value === this.drafts.get(key)) shown.value = "";
    this.drafts.delete(key);
  }
}
