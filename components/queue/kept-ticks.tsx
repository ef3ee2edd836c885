"use client";
import { useEffect, useRef, type ReactNode } from "react";
import { keep, readKept } from "./kept-here.ts";

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
