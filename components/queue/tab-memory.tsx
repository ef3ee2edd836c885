"use client";
import { useEffect, useRef, type ReactNode } from "react";

/** What one page of a number remembers in its own tab, for when it is loaded again: a sound that was on, the places of what was ticked. */
type Kept = { readonly sound?: true; readonly ticked?: readonly number[] };

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

/** Boxes that stay ticked while the page shows a call, and when it is loaded again: by their places, so in every language. */
export function KeptTicks({ name, children }: { name: string; children: ReactNode }) {
  const list = useRef<HTMLDivElement>(null);
  const boxes = (): readonly HTMLInputElement[] => [
    ...(list.current?.querySelectorAll<HTMLInputElement>("input[type=checkbox]") ?? []),
  ];
  useEffect(() => {
    for (const place of readKept(name).ticked ?? []) {
      const box = boxes()[place];
      if (box) box.checked = true;
    }
  }, [name]);
  return (
    <div
      ref={list}
      onChange={() => keep(name, { ticked: boxes().flatMap(({ checked }, place) => (checked ? [place] : [])) })}
    >
      {children}
    </div>
  );
}
