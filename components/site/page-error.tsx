"use client";
import { createContext, use, type ReactNode } from "react";
import { Button } from "../ui/button.tsx";

export type PageErrorTexts = Readonly<Record<"title" | "what" | "do" | "again", string>>;

const LabelsContext = createContext<PageErrorTexts | undefined>(undefined);

/** Brings the words of a fault to the browser, the only ones that no server is there to put in place: next-intl would bring 12 kB of script along. */
export const PageErrorLabels = ({ labels, children }: { labels: PageErrorTexts; children: ReactNode }) => (
  <LabelsContext value={labels}>{children}</LabelsContext>
);

/** A fault of ours: said as ours, with the way on. The page is loaded anew, so that the server may have recovered. */
export function PageError({ reload = loadAgain }: { reload?: () => void }) {
  const labels = use(LabelsContext);
  return (
    labels && (
      <>
        <h1>{labels.title}</h1>
        <p>{labels.what}</p>
        <p>{labels.do}</p>
        <p>
          <Button onClick={reload}>{labels.again}</Button>
        </p>
      </>
    )
  );
}

const loadAgain = (): void => window.location.reload();
