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
    this.live.now();
  }

  /** The person chosen, if this meeting has them. */
  get person(): Person | null {
    return this.live.people.people.find((one) => one.id === this.id) ?? null;
  }

  /** Whether that person has a chat of their own with Møtevakt: not who is not signed in, and no room or program. */
  get hasOwnChat(): boolean {
    return this.person !== null && this.person.own_chat !== false;
  }

  /** Whether the visitor sees that post: an observer sees all. What people delete leaves a trace, what the bot does none. */
  sees(post: Post): boolean {
    const me = this.person;
    if (post.removed && post.author === "bot") return false;
    if (!me) return true;
    if (post.personal) return post.to === me.id && this.hasOwnChat;
    return me.member && (post.to === null || post.to === me.id || post.author === me.id);
  }

  /** Whether the timeline tells the visitor of it: what one alone knows of is theirs, what the chat says its members'. */
  hears(happened: Happened): boolean {
    const me = this.person;
    if (!me) return true;
    if (happened.to) return happened.to === me.id;
    return me.member || happened.chat !== true;
  }
}
