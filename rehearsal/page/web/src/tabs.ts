/** The two chats of whoever the visitor is, as tabs; who only looks has all their own chats in one. */

import type { Person, Post } from "./contract";
import { byId, h, reconcile } from "./dom";
import { say } from "./words";

export type Tab = "meeting" | "personal";

export class Tabs {
  chosen: Tab = "meeting";
  private picked = false;
  private readonly read = new Set<string>();
  private readonly box = byId("chat-tabs");

  constructor(private readonly turned: () => void) {}

  forget(): void {
    this.picked = false;
    this.read.clear();
  }

  has(post: Post): boolean {
    return post.personal === (this.chosen === "personal");
  }

  /** Until one is picked: the meeting's, unless there is nothing but one's own. */
  settle(posts: Post[], me: Person | null, own: boolean): void {
    const personal = posts.some((post) => post.personal);
    if (!personal && !own) this.chosen = "meeting";
    else if (!this.picked) this.chosen = personal && !posts.some((post) => !post.personal) && me?.member !== true ? "personal" : "meeting";
  }

  draw(posts: Post[], me: Person | null, own: boolean): void {
    const there: Tab[] = own || posts.some((post) => post.personal) ? ["meeting", "personal"] : ["meeting"];
    for (const post of posts) if (this.has(post)) this.read.add(post.id);
    const label = (tab: Tab): string => (tab === "meeting" ? say("chat.meeting") : me ? say("chat.personal", { first: me.first }) : say("chat.personal.all"));
    const unread = (tab: Tab): number => posts.filter((post) => post.personal === (tab === "personal") && !this.read.has(post.id)).length;
    reconcile(
      this.box,
      there,
      (tab) => tab,
      (tab) => `${label(tab)} ${this.chosen === tab} ${unread(tab)}`,
      (tab) => this.tab(tab, label(tab), unread(tab), there.length > 1),
    );
  }

  private tab(tab: Tab, label: string, unread: number, both: boolean): HTMLElement {
    const chosen = this.chosen === tab;
    return h(
      "button",
      {
        type: "button", role: "tab", id: `tab-${tab}`, "aria-controls": "posts", "aria-selected": String(chosen), tabindex: chosen ? "0" : "-1",
        onclick: () => this.turn(tab),
        onkeydown: (event: Event) => {
          const key = (event as KeyboardEvent).key;
          if (key !== "ArrowLeft" && key !== "ArrowRight") return;
          this.turn(tab === "meeting" && both ? "personal" : "meeting");
          document.getElementById(`tab-${this.chosen}`)?.focus();
        },
      },
      label,
      unread > 0 && h("span", { class: "badge" }, say("chat.new", { count: unread })),
    );
  }

  private turn(to: Tab): void {
    this.chosen = to;
    this.picked = true;
    this.turned();
  }
}
