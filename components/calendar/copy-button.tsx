"use client";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";

/** Copies the text and says so. Not shown where no script runs: the text stands beside it and can be marked by hand. */
export function CopyButton({ text, words, done }: { text: string; words: string; done: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <span className="noscript:hidden">
      <Button look="ghost" className="w-full" onClick={() => void copy()}>{words}</Button>
      <span role="status" className="block font-bold text-ok">{copied ? done : ""}</span>
    </span>
  );
}
