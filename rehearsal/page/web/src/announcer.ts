/** Tells who listens that something new stands in the chat, or that what they pressed has changed; not all that it says. */

import type { Post } from "./contract";
import { byId, h } from "./dom";
import { has, say, upper } from "./words";
import type { You } from "./you";

const AT_ONCE = 3; // more than so many new ones are what stood there before
const KEPT = 5;
const AGAIN_MS = 3000; // the same is not said again before

export class Announcer {
  private readonly told = new Map<string, number>();
  private readonly awaited = new Set<string>();
  private readonly said = new Map<string, number>();
  private readonly box = byId("announcer");

  constructor(private readonly you: You) {}

  forget(): void {
    for (const kept of [this.told, this.awaited, this.said]) kept.clear();
  }

  /** Whether that post has been told of. */
  knows(post: Post): boolean {
    return this.told.has(post.id);
  }

  /** The reader pressed something on it, so its next version is told of. */
  await(post: Post): void {
    this.awaited.add(post.id);
  }

  changed(post: Post): void {
    this.awaited.delete(post.id);
    this.say(upper(say("chat.refreshed", { what: what(post) })));
  }

  announce(posts: Post[]): void {
    const first = this.told.size === 0;
    const fresh = posts.filter((post) => !this.told.has(post.id));
    for (const post of posts) {
      const awaited = this.awaited.has(post.id) || this.isForMe(post);
      if (awaited && post.version > (this.told.get(post.id) ?? post.version)) this.changed(post);
      this.told.set(post.id, post.version);
    }
    if (first && fresh.length > AT_ONCE) return;
    for (const post of fresh.slice(-AT_ONCE)) this.tell(post);
  }

  /** A private notice in the meeting's chat changes by what the reader does elsewhere. */
  private isForMe(post: Post): boolean {
    return post.author === "bot" && !post.personal && post.to !== null && post.to === this.you.person?.id;
  }

  private tell(post: Post): void {
    const me = this.you.person?.id;
    if (post.author === me || post.removed) return;
    const mine = me !== undefined && post.to === me;
    this.say(say(mine ? "chat.announce.private" : "chat.announce", { name: post.name, what: post.card ? upper(what(post)) : post.text || post.files.join(", ") }));
  }

  private say(words: string): void {
    const now = performance.now();
    if (now - (this.said.get(words) ?? -AGAIN_MS) < AGAIN_MS) return;
    this.said.set(words, now);
    this.box.append(h("p", {}, words));
    while (this.box.childElementCount > KEPT) this.box.firstElementChild?.remove();
  }
}

function what(post: Post): string {
  return say(has(`card.${post.kind}`) ? `card.${post.kind}` : "card.other");
}
