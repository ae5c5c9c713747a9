/** What the reader may do with what they wrote themselves: change it, or delete it. */

import { api } from "./api";
import type { Post } from "./contract";
import { byId, h } from "./dom";
import { attempt } from "./notices";
import { hour, say } from "./words";
import type { You } from "./you";

const LONGEST = 2000; // characters, as the server takes them

export class Own {
  private editing = "";
  private draft = "";
  private sending = false;

  constructor(
    private readonly you: You,
    private readonly redraw: () => void,
  ) {}

  forget(): void {
    this.editing = "";
  }

  /** What the bubble of that post depends on. */
  state(post: Post): string {
    return this.may(post) ? (this.edits(post) ? "edits" : "may") : "";
  }

  /** The form in which the reader writes that message anew, while they do. */
  form(post: Post): HTMLElement | null {
    if (!this.may(post) || !this.edits(post)) return null;
    const id = `edit-${post.id}`;
    const field = h("textarea", {
      id, rows: "2", maxlength: LONGEST, autocomplete: "off",
      oninput: () => void (this.draft = field.value),
      onkeydown: (event: Event) => {
        const pressed = event as KeyboardEvent;
        if (pressed.isComposing || pressed.shiftKey || !["Enter", "Escape"].includes(pressed.key)) return;
        event.preventDefault();
        if (pressed.key === "Enter") void this.save(post);
        else this.close(post);
      },
    });
    field.value = this.draft;
    return h(
      "form",
      { class: "write edit", onsubmit: (event: Event) => { event.preventDefault(); void this.save(post); } },
      h("label", { for: id }, say("own.text")),
      field,
      h("div", { class: "own" }, h("button", { type: "submit", class: "primary" }, say("own.save")), h("button", { type: "button", onclick: () => this.close(post) }, say("own.cancel"))),
    );
  }

  controls(post: Post): HTMLElement | null {
    if (!this.may(post) || this.edits(post)) return null;
    return h(
      "div",
      { class: "own", role: "group", "aria-label": say("own.label", { time: hour(post.at) }) },
      post.text !== "" && h("button", { type: "button", "data-own": "edit", onclick: () => this.open(post) }, say("own.edit")),
      h("button", { type: "button", "data-own": "delete", onclick: () => void this.delete(post) }, say("own.delete")),
    );
  }

  /** One's own, that others read or Møtevakt does; a command that it alone was shown stands in no chat. */
  private may(post: Post): boolean {
    const me = this.you.person;
    return me !== null && post.author === me.id && !post.removed && (post.to === null || post.personal);
  }

  private edits(post: Post): boolean {
    return this.editing === post.id;
  }

  private open(post: Post): void {
    this.editing = post.id;
    this.draft = post.text;
    this.redraw();
    document.getElementById(`edit-${post.id}`)?.focus();
  }

  private close(post: Post): void {
    this.editing = "";
    this.redraw();
    byId("posts").querySelector<HTMLElement>(`[data-post="${CSS.escape(post.id)}"] [data-own="edit"]`)?.focus();
  }

  private async save(post: Post): Promise<void> {
    const text = this.draft.trim();
    const me = this.you.person;
    if (!text || !me) return;
    if (text === post.text || (await this.send(() => api.edit(me.id, post.id, text)))) this.close(post);
  }

  private async delete(post: Post): Promise<void> {
    const me = this.you.person;
    if (me) await this.send(() => api.delete(me.id, post.id));
  }

  /** One thing at a time: who presses twice does it once. */
  private async send(deed: () => Promise<unknown>): Promise<boolean> {
    if (this.sending) return false;
    this.sending = true;
    const done = await attempt(deed);
    this.sending = false;
    return done;
  }
}
