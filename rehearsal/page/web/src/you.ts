/** Who the visitor is: nobody who only looks, or one of the people. Each tab of the browser remembers its own. */

import type { Happened, Person, Post } from "./contract";
import type { Live } from "./live";
import { recall, remember } from "./remembered";

export class You {
  id: string = recall("sessionStorage", "you") ?? "";

  constructor(private readonly live: Live) {}

  be(id: string): void {
    this.id = id;
    remember("sessionStorage", "you", id);
    this.live.touch();
  }

  /** The person chosen, if this meeting has them. */
  get person(): Person | null {
    return this.live.people.people.find((one) => one.id === this.id) ?? null;
  }

  /** Whether the visitor sees that post: an observer sees all. */
  sees(post: Post): boolean {
    const me = this.person;
    if (post.removed) return false;
    if (!me) return true;
    if (post.personal) return post.to === me.id;
    return me.member && (post.to === null || post.to === me.id || post.author === me.id);
  }

  /** Whether the timeline tells the visitor of it: what was said to the bot alone is others' own. */
  hears(happened: Happened): boolean {
    const me = this.person;
    const own = happened.kind === "said_to_bot" || happened.kind === "answered";
    return !me || !own || happened.people.includes(me.name) || happened.people.includes(me.first);
  }
}
