/** What the server has told so far, kept in step by its stream of events; who looks at it is told soon after a change. */

import type { Begin, Decided, Happened, People, Playback, Post } from "./contract";

export class Live {
  begin: Begin | null = null;
  playback: Playback | null = null;
  people: People = { started: false, people: [] };
  readonly posts = new Map<string, Post>();
  readonly happened = new Map<number, Happened>();
  readonly decided = new Map<number, Decided>();
  lost = false;

  private pending = 0;

  constructor(private readonly changed: () => void) {}

  connect(): void {
    const stream = new EventSource("/api/live");
    stream.addEventListener("open", () => this.reached(true));
    stream.addEventListener("error", () => {
      this.reached(false);
      if (stream.readyState !== EventSource.CLOSED) return;
      stream.close();
      window.setTimeout(() => this.connect(), 2000);
    });
    this.hear<Begin>(stream, "begin", (begin) => this.forget(begin));
    this.hear<Playback>(stream, "playback", (playback) => (this.playback = playback));
    this.hear<People>(stream, "people", (people) => (this.people = people));
    this.hear<Post>(stream, "post", (post) => void this.posts.set(post.id, post));
    this.hear<Happened>(stream, "happened", (happened) => void this.happened.set(happened.seq, happened));
    this.hear<Decided>(stream, "decided", (decided) => void this.decided.set(decided.seq, decided));
  }

  /** Look again soon. What comes in one go is drawn in one go, so a new connection redraws nothing that is the same. */
  touch(): void {
    if (this.pending) return;
    this.pending = window.setTimeout(() => {
      this.pending = 0;
      this.changed();
    }, 20);
  }

  /** Look again at once: after what the visitor chose, the next key they press is meant for what they chose. */
  now(): void {
    window.clearTimeout(this.pending);
    this.pending = 0;
    this.changed();
  }

  private hear<T>(stream: EventSource, name: string, take: (told: T) => void): void {
    stream.addEventListener(name, (event) => {
      take(JSON.parse((event as MessageEvent<string>).data) as T);
      this.touch();
    });
  }

  private forget(begin: Begin): void {
    this.begin = begin;
    this.people = { started: false, people: [] };
    this.posts.clear();
    this.happened.clear();
    this.decided.clear();
  }

  private reached(yes: boolean): void {
    this.lost = !yes;
    this.touch();
  }
}
