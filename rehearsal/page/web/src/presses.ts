/** What the reader does with a card: presses its buttons, fills it in, and sees a view of it that nobody else sees. */

import { api } from "./api";
import { drawCard, type Drawn } from "./card";
import type { Answer, Card, Post } from "./contract";
import { byId } from "./dom";
import { focused, refocus } from "./focus";
import type { Live } from "./live";
import { attempt, notify } from "./notices";
import { say } from "./words";
import type { You } from "./you";

export class Presses {
  private readonly drawn = new Map<string, Drawn>();
  private readonly instead = new Map<string, Card>();
  private readonly asked = new Set<string>();
  private readonly pressing = new Set<string>();
  private readonly handedIn = new Set<string>();
  private readonly list = byId("posts");

  /** *redraw*: draw all posts; *pressed*: the reader pressed something on that post; *answered*: they got a view of it. */
  constructor(
    private readonly live: Live,
    private readonly you: You,
    private readonly redraw: () => void,
    private readonly pressed: (post: Post) => void,
    private readonly answered: (post: Post) => void,
  ) {}

  forget(): void {
    for (const kept of [this.drawn, this.instead, this.asked, this.pressing, this.handedIn]) kept.clear();
  }

  /** The card that the reader sees: their own view of it, where they got one since it last changed. */
  card(post: Post): Card | null {
    return this.own(post) ?? post.card;
  }

  own(post: Post): Card | undefined {
    return this.instead.get(`${this.key(post)} ${post.version}`);
  }

  draw(post: Post, card: Card): HTMLElement {
    const key = this.key(post);
    const before = this.drawn.get(key)?.touched();
    if (this.handedIn.delete(key)) before?.values.clear();
    const drawn = drawCard(card, (verb, data) => void this.press(post, verb, data), before);
    this.drawn.set(key, drawn);
    if (this.pressing.has(key)) busy(drawn.element, true);
    return drawn.element;
  }

  /** Some clients ask for a fresh view of a card by themselves; so do we, once a person, post and version. */
  refresh(posts: Post[]): void {
    const me = this.you.person;
    if (!me) return;
    for (const post of posts) {
      const once = `${this.key(post)} ${post.version}`;
      if (!post.card || !post.refreshes.includes(me.id) || this.asked.has(once)) continue;
      this.asked.add(once);
      api.refresh(me.id, post.id).then(
        (answer) => {
          if (answer.kind !== "card" || this.live.posts.get(post.id)?.version !== post.version) return;
          this.instead.set(once, answer.card);
          this.live.touch();
        },
        () => undefined, // the card that everybody has stands
      );
    }
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
    this.pressed(post);
    const at = focused(this.list);
    const element = this.drawn.get(key)?.element;
    if (element) busy(element, true);
    const answers: Answer[] = [];
    await attempt(async () => answers.push(await api.press(me.id, post.id, verb, data)));
    const answer = answers[0];
    this.pressing.delete(key);
    const now = this.drawn.get(key)?.element;
    if (now) busy(now, false);
    if (!answer || answer.kind === "message") this.handedIn.delete(key);
    if (answer) this.take(key, post, answer);
    this.redraw();
    if (document.activeElement === document.body || this.list.contains(document.activeElement)) refocus(this.list, at);
  }

  private take(key: string, post: Post, answer: Answer): void {
    if (answer.kind === "message") notify(say("card.answer", { text: answer.text }));
    if (answer.kind !== "card") return;
    this.instead.set(`${key} ${this.live.posts.get(post.id)?.version ?? post.version}`, answer.card);
    this.answered(post);
  }

  private key(post: Post): string {
    return `${this.you.person?.id ?? ""} ${post.id}`;
  }
}

function busy(card: HTMLElement, yes: boolean): void {
  if (yes) card.setAttribute("aria-busy", "true");
  else card.removeAttribute("aria-busy");
  for (const button of card.querySelectorAll("button")) button.disabled = yes;
}
