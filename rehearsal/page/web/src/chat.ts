/** The chat as Teams shows it: posts that grow in place, in the tab that is chosen, and the newest of them in sight. */

import { Announcer } from "./announcer";
import { bubble } from "./bubble";
import type { Post } from "./contract";
import { byId, h, reconcile } from "./dom";
import { focused, refocus } from "./focus";
import type { Live } from "./live";
import { Own } from "./own";
import { Presses } from "./presses";
import { type Tab, Tabs } from "./tabs";
import { language, say } from "./words";
import type { You } from "./you";

interface Notice {
  id: string;
  text: string;
}

const NEAR = 120; // pixels from the newest that still count as being there

export class Chat {
  private run = -1;
  private wasOnScreen = 0;
  private readonly list = byId("posts");
  private readonly latest = byId("latest");
  private readonly tabs: Tabs;
  private readonly presses: Presses;
  private readonly announcer: Announcer;
  private readonly own: Own;

  constructor(
    private readonly live: Live,
    private readonly you: You,
  ) {
    this.tabs = new Tabs(() => live.now());
    this.announcer = new Announcer(you);
    this.own = new Own(you, () => this.render());
    this.presses = new Presses(live, you, () => this.render(), (post) => this.announcer.await(post), (post) => this.announcer.changed(post));
    this.latest.addEventListener("click", () => this.toNewest());
    for (const scroller of [this.list, document]) scroller.addEventListener("scroll", () => this.nearNewest() && (this.latest.hidden = true), { passive: true });
  }

  get where(): Tab {
    return this.tabs.chosen;
  }

  render(): void {
    this.begin();
    const me = this.you.person;
    const posts = [...this.live.posts.values()].filter((post) => this.you.sees(post));
    this.tabs.settle(posts, me, this.you.hasOwnChat);
    const follow = this.nearNewest();
    const focus = focused(this.list);
    reconcile(this.list, this.rows(posts), (row) => row.id, (row) => this.signature(row), (row) => this.draw(row));
    this.tabs.draw(posts, me, this.you.hasOwnChat);
    this.list.setAttribute("aria-labelledby", `tab-${this.where}`);
    refocus(this.list, focus);
    this.announcer.announce(posts);
    this.follow(posts, follow);
    this.presses.refresh(posts);
  }

  private begin(): void {
    const run = this.live.begin?.run ?? -1;
    if (run === this.run) return;
    this.run = run;
    this.wasOnScreen = 0;
    for (const part of [this.tabs, this.presses, this.announcer, this.own]) part.forget();
  }

  private rows(posts: Post[]): (Post | Notice)[] {
    const me = this.you.person;
    if (this.where === "meeting" && me && !me.member) return [...posts, { id: "notice", text: say("chat.notmember", { first: me.first }) }];
    return posts.some((post) => this.tabs.has(post)) ? posts : [...posts, { id: "notice", text: say("chat.empty") }];
  }

  private signature(row: Post | Notice): string {
    if (!("version" in row)) return row.text;
    return JSON.stringify([row, this.presses.own(row), this.own.state(row), this.you.person?.id, this.privacy(row), language(), this.where]);
  }

  private draw(row: Post | Notice): HTMLElement {
    if (!("version" in row)) return h("p", { class: "empty" }, row.text);
    const card = this.presses.card(row);
    const article = bubble(row, {
      mine: row.author === this.you.person?.id,
      fresh: !this.announcer.knows(row),
      privacy: this.privacy(row),
      card: card && this.presses.draw(row, card),
      form: this.own.form(row),
      controls: this.own.controls(row),
    });
    article.hidden = !this.tabs.has(row);
    return article;
  }

  private privacy(post: Post): string {
    if (post.to === null) return "";
    const me = this.you.person;
    const first = this.first(post.to, post.to_name);
    if (post.personal) return me ? "" : say("chat.own", { first });
    return me ? say("chat.onlyyou") : say("chat.only", { first });
  }

  private first(id: string, name: string): string {
    const one = this.live.people.people.find((person) => person.id === id);
    return one ? (one.hint ? `${one.first} (${one.hint})` : one.first) : name;
  }

  private scroller(): Element {
    return this.list.scrollHeight > this.list.clientHeight + 1 && getComputedStyle(this.list).overflowY === "auto" ? this.list : (document.scrollingElement ?? document.documentElement);
  }

  private nearNewest(): boolean {
    const box = this.scroller();
    return box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
  }

  private toNewest(): void {
    const box = this.scroller();
    box.scrollTo({ top: box.scrollHeight, behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    this.latest.hidden = true;
  }

  private follow(posts: Post[], near: boolean): void {
    const shown = posts.filter((post) => this.tabs.has(post)).length;
    const more = shown > this.wasOnScreen;
    this.wasOnScreen = shown;
    if (!more) return;
    const box = this.scroller();
    const whole = box !== this.list; // the page itself scrolls, and the newest may be far from what is read
    if (whole && !byId("intro").hidden) return;
    if (!near || (whole && document.body.dataset["part"] !== "chat")) this.latest.hidden = false;
    else if (!whole || shown > 1) box.scrollTop = box.scrollHeight;
  }
}
