"use client";
import { createContext, use, useEffect, type ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { loadAgain, loadAgainIfServed, loadAgainWhenServed } from "#components/ui/load-again.ts";

export type PageErrorTexts = Readonly<Record<"title" | "what" | "do" | "again", string>>;

const LabelsContext = createContext<PageErrorTexts | undefined>(undefined);

/**
 * Brings the labels of the error page to the browser, which cannot ask a server for them then; next-intl would add 12
 * kB of script.
 */
export const PageErrorLabels = ({ labels, children }: { labels: PageErrorTexts; children: ReactNode }) => (
  <LabelsContext value={labels}>{children}</LabelsContext>
);

/**
 * An error of the application: says so, loads the page again by itself as soon as the server sends it, and offers to
 * look now.
 */
export function PageError({ reload = loadAgain }: { reload?: () => void }) {
  const labels = use(LabelsContext);
  useEffect(() => loadAgainWhenServed(reload), [reload]);
  return (
    labels && (
      <>
        <h1>{labels.title}</h1>
        <p>{labels.what}</p>
        <p>{labels.do}</p>
        <p>
          <Button onClick={() => void loadAgainIfServed(reload)}>{labels.again}</Button>
        </p>
      </>
    )
  );
}
