"use client";
import { createContext, use, type ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";

export type FaultSentences = Readonly<Record<"title" | "what" | "do" | "again", string>>;

const Sentences = createContext<FaultSentences | undefined>(undefined);

/** Brings the words of a fault to the browser, the only ones that no server is there to put in place: next-intl would bring 12 kB of script along. */
export const FaultWords = ({ words, children }: { words: FaultSentences; children: ReactNode }) => (
  <Sentences value={words}>{children}</Sentences>
);

/** A fault of ours: said as ours, with the way on. The page is loaded anew, so that the server may have recovered. */
export function Fault({ reload = loadAgain }: { reload?: () => void }) {
  const words = use(Sentences);
  return (
    words && (
      <>
        <h1>{words.title}</h1>
        <p>{words.what}</p>
        <p>{words.do}</p>
        <p>
          <Button onClick={reload}>{words.again}</Button>
        </p>
      </>
    )
  );
}

const loadAgain = (): void => window.location.reload();
