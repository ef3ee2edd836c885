import type { ReactNode } from "react";

type Look = "plain" | "good";

const looks: Record<Look, string> = {
  plain: "border-edge bg-card text-ink",
  good: "border-ok bg-card font-bold text-ok",
};

/** A short fact in a rounded border. `inTwo`: one of several words, which takes two lines where others stand beside it. */
export const Tag = ({
  look = "plain",
  inTwo = false,
  children,
}: {
  look?: Look;
  inTwo?: boolean;
  children: ReactNode;
}) => (
  <span
    className={`inline-flex items-center gap-2 whitespace-nowrap large-letters:whitespace-normal rounded-full border-2 px-3 py-0.5 text-base ${looks[look]} ${inTwo ? "md:max-w-46 md:rounded-2xl md:leading-tight md:whitespace-normal" : ""}`}
  >
    {children}
  </span>
);
