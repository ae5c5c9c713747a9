/** A choice that is remembered, where the browser lets us remember. */

export function recall(store: "localStorage" | "sessionStorage", key: string): string | null {
  try {
    return window[store].getItem(`motevakt.${key}`);
  } catch {
    return null;
  }
}

export function remember(store: "localStorage" | "sessionStorage", key: string, value: string): void {
  try {
    window[store].setItem(`motevakt.${key}`, value);
  } catch {
    // A browser that keeps nothing still shows the page.
  }
}
