/** The chat as Teams shows it: posts that grow in place, and what each card's reader does with it. */

import { api } from "./api";
import { drawCard, type Drawn } from "./card";
import type { Answer, Card, Post } from "./contract";
import { byId, h, reconcile } from "./dom";
import type { Live } from "./live";
import { attempt, notify } from "./notices";
import { has, hour, language, say, upper } from "./words";
import type { You } from "./you";

type Tab = "meeting" | "personal";

export class Chat {
  private tab: Tab = "meeting";
  private chose = false;
  private run = -1;
  private readonly drawn = new Map<string, Drawn>();
  private readonly instead = new Map<string, Card>();
  private readonly asked = new Set<string>();
  private readonly pressing = new Set<string>();
  private readonly handedIn = new Set<string>();
  private readonly announced = new Set<string>();
  private readonly read = new Set<string>();
  private readonly list = byId("posts");
  private readonly latest = byId("latest");
  private wasOnScreen = 0;

  constructor(
    private readonly live: Live,
    private readonly you: You,
  ) {
    this.latest.addEventListener("click", () => this.toNewest());
    for (const scroller of [this.list, document]) scroller.addEventListener("scroll", () => this.nearNewest() && (this.latest.hidden = true), { passive: true });
  }

  get where(): Tab {
    return this.tab;
  }

  render(): void {
    this.begin();
    const posts = [...this.live.posts.values()].filter((post) => this.you.sees(post));
    this.settleTab(posts);
    const follow = this.nearNewest();
    const focus = this.focused();
    reconcile(this.list, this.rows(posts), (row) => row.id, (row) => this.signature(row), (row) => this.draw(row));
    this.drawTabs(posts);
    this.refocus(focus);
    this.announce(posts);
    this.follow(posts, follow);
    this.refresh(posts);
  }

  private begin(): void {
    const run = this.live.begin?.run ?? -1;
    if (run === this.run) return;
    this.run = run;
    this.chose = false;
    this.wasOnScreen = 0;
    for (const kept of [this.drawn, this.instead, this.asked, this.pressing, this.handedIn, this.announced, this.read]) kept.clear();
  }

  private settleTab(posts: Post[]): void {
    const personal = posts.some((post) => post.personal);
    if (!personal && !this.you.person) this.tab = "meeting";
    else if (!this.chose) this.tab = personal && !posts.some((post) => !post.personal) && this.you.person?.member !== true ? "personal" : "meeting";
  }

  private rows(posts: Post[]): (Post | Notice)[] {
    const shown = posts.filter((post) => post.personal === (this.tab === "personal"));
    const me = this.you.person;
    if (this.tab === "meeting" && me && !me.member) return [...posts, { id: "notice", text: say("chat.notmember", { first: me.first }) }];
    return shown.length > 0 ? posts : [...posts, { id: "notice", text: say("chat.empty") }];
  }

  private key(post: Post): string {
    return `${this.you.person?.id ?? ""} ${post.id}`;
  }

  private signature(row: Post | Notice): string {
    if (!("version" in row)) return row.text;
    return JSON.stringify([row, this.instead.get(`${this.key(row)} ${row.version}`), this.you.person?.id, this.you.person?.first, language(), this.tab]);
  }

  private draw(row: Post | Notice): HTMLElement {
    if (!("version" in row)) return h("p", { class: "empty" }, row.text);
    const mine = row.author === this.you.person?.id;
    const bot = row.author === "bot";
    const article = h(
      "article",
      { class: `post ${bot ? "bot" : mine ? "mine" : "theirs"}${this.announced.has(row.id) ? "" : " new"}`, "data-post": row.id, "data-kind": row.kind, "data-version": row.version, tabindex: "-1", "aria-label": say("chat.posted", { name: row.name, time: hour(row.at) }) },
      h("span", { class: "avatar", "aria-hidden": "true" }, bot ? "✓" : initials(row.name)),
      h(
        "div",
        { class: "bubble" },
        h(
          "p",
          { class: "byline" },
          h("strong", {}, row.name),
          h("time", { datetime: row.at }, hour(row.at)),
          row.version > 1 && h("span", { class: "badge" }, say("chat.updated")),
          row.rings && h("span", { class: "badge rings" }, `🔔\uFE0E ${say("chat.rings")}`),
        ),
        this.privacy(row),
        this.content(row),
      ),
    );
    article.hidden = row.personal !== (this.tab === "personal");
    return article;
  }

  private privacy(post: Post): HTMLElement | null {
    if (post.to === null) return null;
    const me = this.you.person;
    const first = this.first(post.to, post.to_name);
    if (post.personal) return me ? null : h("p", { class: "private" }, say("chat.own", { first }));
    return h("p", { class: "private" }, me ? say("chat.onlyyou") : say("chat.only", { first }));
  }

  private first(id: string, name: string): string {
    return this.live.people.people.find((one) => one.id === id)?.first ?? name;
  }

  private content(post: Post): HTMLElement {
    const card = this.instead.get(`${this.key(post)} ${post.version}`) ?? post.card;
    if (!card) return h("p", { class: "text" }, ...mentions(post.text));
    const before = this.drawn.get(this.key(post))?.touched();
    if (this.handedIn.delete(this.key(post))) before?.values.clear();
    const drawn = drawCard(card, (verb, data) => void this.press(post, verb, data), before);
    this.drawn.set(this.key(post), drawn);
    if (this.pressing.has(this.key(post))) busy(drawn.element, true);
    return drawn.element;
  }

  private async press(post: Post, verb: string, data: unknown): Promise<void> {
    const me = this.you.person;
    if (!me) {
      notify(say("you.first"));
      return;
    }
    const key = this.key(post);
    if (this.pressing.has(key)) return;
    this.pressing.add(key);
    this.handedIn.add(key);
    const pressed = this.focused();
    const element = this.drawn.get(key)?.element;
    if (element) busy(element, true);
    const answers: Answer[] = [];
    await attempt(async () => answers.push(await api.press(me.id, post.id, verb, data)));
    const answer = answers[0];
    this.pressing.delete(key);
    const now = this.drawn.get(key)?.element;
    if (now) busy(now, false);
    if (!answer || answer.kind === "message") this.handedIn.delete(key);
    if (answer) this.take(post, answer);
    this.render();
    this.refocus(pressed);
  }

  private take(post: Post, answer: Answer): void {
    const version = this.live.posts.get(post.id)?.version ?? post.version;
    if (answer.kind === "card") this.instead.set(`${this.key(post)} ${version}`, answer.card);
    else if (answer.kind === "message") notify(say("card.answer", { text: answer.text }));
  }

  /** Some clients ask for a fresh view of a card by themselves; so do we, once a person, post and version. */
  private refresh(posts: Post[]): void {
    const me = this.you.person;
    if (!me) return;
    for (const post of posts) {
      const once = `${this.key(post)} ${post.version}`;
      if (!post.card || !post.refreshes.includes(me.id) || this.asked.has(once)) continue;
      this.asked.add(once);
      api.refresh(me.id, post.id).then(
        (answer) => {
          if (answer.kind !== "card" || this.live.posts.get(post.id)?.version !== post.version) return;
          this.instead.set(`${me.id} ${post.id} ${post.version}`, answer.card);
          this.live.touch();
        },
        () => undefined, // the card that everybody has stands
      );
    }
  }

  private drawTabs(posts: Post[]): void {
    const me = this.you.person;
    const there: Tab[] = me || posts.some((post) => post.personal) ? ["meeting", "personal"] : ["meeting"];
    for (const post of posts) if (post.personal === (this.tab === "personal")) this.read.add(post.id);
    const tabs = byId("chat-tabs");
    const label = (tab: Tab): string => (tab === "meeting" ? say("chat.meeting") : me ? say("chat.personal", { first: me.first }) : say("chat.personal.all"));
    const unread = (tab: Tab): number => posts.filter((post) => post.personal === (tab === "personal") && !this.read.has(post.id)).length;
    reconcile(
      tabs,
      there,
      (tab) => tab,
      (tab) => `${label(tab)} ${this.tab === tab} ${unread(tab)}`,
      (tab) => {
        const count = unread(tab);
        const turn = (to: Tab): void => {
          this.tab = to;
          this.chose = true;
          this.live.touch();
        };
        return h(
          "button",
          {
            type: "button", role: "tab", id: `tab-${tab}`, "aria-controls": "posts", "aria-selected": String(this.tab === tab), tabindex: this.tab === tab ? "0" : "-1",
            onclick: () => turn(tab),
            onkeydown: (event: Event) => {
              const key = (event as KeyboardEvent).key;
              if (key !== "ArrowLeft" && key !== "ArrowRight") return;
              turn(tab === "meeting" && there.length > 1 ? "personal" : "meeting");
              window.setTimeout(() => document.getElementById(`tab-${this.tab}`)?.focus(), 60);
            },
          },
          label(tab),
          count > 0 && h("span", { class: "badge" }, say("chat.new", { count })),
        );
      },
    );
    this.list.setAttribute("aria-labelledby", `tab-${this.tab}`);
  }

  /** Tell who listens that something new stands there, not all that it says. */
  private announce(posts: Post[]): void {
    const box = byId("announcer");
    const first = this.announced.size === 0;
    const fresh = posts.filter((post) => !this.announced.has(post.id));
    for (const post of fresh) this.announced.add(post.id);
    if (first && fresh.length > 3) return;
    for (const post of fresh.slice(-3)) {
      if (post.author === this.you.person?.id) continue;
      const what = post.card ? upper(say(has(`card.${post.kind}`) ? `card.${post.kind}` : "card.other")) : post.text;
      box.append(h("p", {}, say("chat.announce", { name: post.name, what })));
    }
    while (box.childElementCount > 5) box.firstElementChild?.remove();
  }

  private scroller(): Element {
    return this.list.scrollHeight > this.list.clientHeight + 1 && getComputedStyle(this.list).overflowY === "auto" ? this.list : (document.scrollingElement ?? document.documentElement);
  }

  private nearNewest(): boolean {
    const box = this.scroller();
    return box.scrollHeight - box.scrollTop - box.clientHeight < 120;
  }

  private toNewest(): void {
    const box = this.scroller();
    box.scrollTo({ top: box.scrollHeight, behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    this.latest.hidden = true;
  }

  private follow(posts: Post[], near: boolean): void {
    const shown = posts.filter((post) => post.personal === (this.tab === "personal")).length;
    const more = shown > this.wasOnScreen;
    this.wasOnScreen = shown;
    if (!more) return;
    if (near && (this.scroller() === this.list || document.body.dataset["part"] === "chat")) {
      const box = this.scroller();
      if (box === this.list || shown > 1) box.scrollTop = box.scrollHeight;
    } else this.latest.hidden = false;
  }

  /** Where the keyboard is inside a post, in words that outlive a redrawing. */
  private focused(): Focus | null {
    const at = document.activeElement;
    const article = at?.closest<HTMLElement>("[data-post]");
    if (!at || !article || !this.list.contains(article)) return null;
    return { post: article.dataset["post"] ?? "", element: at, name: named(at) };
  }

  private refocus(focus: Focus | null): void {
    if (!focus || (focus.element.isConnected && document.activeElement === focus.element)) return;
    const article = [...this.list.querySelectorAll<HTMLElement>("[data-post]")].find((one) => one.dataset["post"] === focus.post);
    if (!article || article.hidden) return;
    const same = [...article.querySelectorAll<HTMLElement>("button, input, select, textarea, a")].find((one) => named(one) === focus.name && !one.matches(":disabled") && one.offsetParent !== null);
    (same ?? article).focus({ preventScroll: true });
  }
}

interface Notice {
  id: string;
  text: string;
}

interface Focus {
  post: string;
  element: Element;
  name: string;
}

function named(element: Element): string {
  const label = element.getAttribute("aria-label") ?? element.textContent ?? "";
  return element.matches("input, select, textarea") ? `field ${element.closest(".ac-input-container")?.textContent ?? element.id}` : label;
}

function busy(card: HTMLElement, yes: boolean): void {
  card.toggleAttribute("aria-busy", yes);
  if (yes) card.setAttribute("aria-busy", "true");
  for (const button of card.querySelectorAll("button")) button.disabled = yes;
}

export function initials(name: string): string {
  const parts = name.replace(/[«»"“”]/g, "").split(/\s+/).filter(Boolean);
  const first = [...(parts[0] ?? "?")][0] ?? "?";
  const last = parts.length > 1 ? ([...(parts[parts.length - 1] ?? "")][0] ?? "") : "";
  return (first + last).toUpperCase();
}

function mentions(text: string): (Node | string)[] {
  return text.split(/(<at>[^<>]*<\/at>|@Møtevakt)/).filter(Boolean).map((part) => {
    const found = /^<at>(.*)<\/at>$/.exec(part);
    return found || part === "@Møtevakt" ? h("span", { class: "mention" }, found ? `@${found[1] ?? ""}` : part) : part;
  });
}
