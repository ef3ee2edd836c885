"use client";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";

/**
 * Copies what stands in a field, and says so. Where the browser has no clipboard for us (an address without https) it marks
 * the text and says that it is to be copied by hand. Not shown where no script runs: there it can be marked by hand too.
 */
export function CopyButton({
  field,
  words,
  done,
  byHand,
}: {
  field: string;
  words: string;
  done: string;
  byHand: string;
}) {
  const [told, tell] = useState<"done" | "by-hand">();
  const copy = async (): Promise<void> => {
    const input = document.getElementById(field) as HTMLInputElement;
    try {
      await navigator.clipboard.writeText(input.value);
      tell("done");
    } catch {
      input.focus();
      input.select();
      tell("by-hand");
    }
  };
  return (
    <span className="noscript:hidden">
      <Button look="ghost" className="w-full" onClick={() => void copy()}>
        {words}
      </Button>
      <span role="status" className={`block font-bold ${told === "done" ? "text-ok" : ""}`}>
        {told === "done" ? done : told && byHand}
      </span>
    </span>
  );
}
