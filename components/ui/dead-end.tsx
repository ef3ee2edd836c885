import type { ReactNode } from "react";

/** An address that opens nothing: what it is, what to do, and links. `margins`: the surrounding page has none. */
export const DeadEnd = ({
  title,
  sentences,
  margins = false,
  children,
}: {
  title: string;
  sentences: readonly string[];
  margins?: boolean;
  children?: ReactNode;
}) => (
  <div className={`grid max-w-2xl gap-4 ${margins ? "mx-auto px-4 py-8" : ""}`}>
    <h1>{title}</h1>
    {sentences.map((sentence) => (
      <p key={sentence} className="text-lg">
        {sentence}
      </p>
    ))}
    {children}
  </div>
);
