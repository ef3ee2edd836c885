/** What one page of a number remembers in its own tab, for when it is loaded again: a sound that was on, the places of what was ticked. */
export type Kept = { readonly sound?: true; readonly ticked?: readonly number[] };

/** What was kept under that name; nothing where the browser keeps nothing. */
export function readKept(name: string): Kept {
  try {
    return JSON.parse(sessionStorage.getItem(name) ?? "{}") as Kept;
  } catch {
    return {};
  }
}

/** Keeps one thing more under that name, until the tab is closed. */
export function keep(name: string, more: Kept): void {
  try {
    sessionStorage.setItem(name, JSON.stringify({ ...readKept(name), ...more }));
  } catch {
    // A browser that keeps nothing forgets it with the page, as without this.
  }
}
