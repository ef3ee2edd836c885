"use client";
import { useEffect, useRef, type ReactNode } from "react";

/** What one page of a number remembers in its own tab, for when it is loaded again: a sound that was on, the places of what was ticked. */
type TabMemory = { readonly sound?: true; readonly ticked?: readonly number[] };

/** What was kept under that name; nothing where the browser keeps nothing. */
export function readTabMemory(name: string): TabMemory {
  try {
    return JSON.parse(sessionStorage.getItem(name) ?? "{}") as TabMemory;
  } catch {
    return {};
  }
}

/** Keeps one thing more under that name, until the tab is closed. */
export function rememberInTab(name: string, more: TabMemory): void {
  try {
    sessionStorage.setItem(name, JSON.stringify({ ...readTabMemory(name), ...more }));
  } catch {
    // A browser that keeps nothing forgets it with the page, as without this.
  }
}

/** Boxes that stay ticked while the page shows a call, and when it is loaded again: by their places, so in every language. */
export function RememberedTicks({ name, children }: { name: string; children: ReactNode }) {
  const list = useRef<HTMLDivElement>(null);
  const boxes = (): readonly HTMLInputElement[] => [
    ...(list.current?.querySelectorAll<HTMLInputElement>("input[type=checkbox]") ?? []),
  ];
  useEffect(() => {
    for (const place of readTabMemory(name).ticked ?? []) {
      const box = boxes()[place];
      if (box) box.checked = true;
    }
  }, [name]);
  return (
    <div
      ref={list}
      onChange={() =>
        rememberInTab(name, { ticked: boxes().flatMap(({ checked }, place) => (checked ? [place] : [])) })
      }
    >
      {children}
    </div>
  );
}
