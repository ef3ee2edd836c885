"use client";
import { useState } from "react";
import { Button } from "./button.tsx";

/**
 * Copies the value of a field and confirms it. Without clipboard access (an address without https) it selects the text
 * and asks to copy it by hand. Hidden where no script runs.
 */
export function CopyButton({
  field,
  label,
  done,
  byHand,
}: {
  field: string;
  label: string;
  done: string;
  byHand: string;
}) {
  const [outcome, setOutcome] = useState<"done" | "by-hand">();
  const copy = async (): Promise<void> => {
    const input = document.getElementById(field) as HTMLInputElement;
    try {
      await navigator.clipboard.writeText(input.value);
      setOutcome("done");
    } catch {
      input.focus();
      input.select();
      setOutcome("by-hand");
    }
  };
  return (
    <span className="noscript:hidden">
      <Button look="ghost" className="w-full" onClick={() => void copy()}>
        {label}
      </Button>
      <span role="status" className={`block font-bold ${outcome === "done" ? "text-ok" : ""}`}>
        {outcome === "done" ? done : outcome && byHand}
      </span>
    </span>
  );
}
