"use client";
import { useEffect, useRef, type ReactNode } from "react";

/**
 * What the page of one number remembers in its tab for the next load: that a sound was armed, and the indexes of ticked
 * boxes.
 */
type TabMemory = { readonly sound?: true; readonly ticked?: readonly number[] };

/** What was remembered under that name; nothing where the browser stores nothing. */
export function readTabMemory(name: string): TabMemory {
  try {
    return JSON.parse(sessionStorage.getItem(name) ?? "{}") as TabMemory;
  } catch {
    return {};
  }
}

/** Adds to what is remembered under that name, until the tab is closed. */
export function rememberInTab(name: string, more: TabMemory): void {
  try {
    sessionStorage.setItem(name, JSON.stringify({ ...readTabMemory(name), ...more }));
  } catch {
    // A browser that stores nothing forgets it with the page.
  }
}

/**
 * Keeps boxes ticked while the page shows a call and after it is loaded again; stored by index, so it works in every
 * language.
 */
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
