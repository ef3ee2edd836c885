import type { ReactNode } from "react";

type Look = "plain" | "good";

const looks: Record<Look, string> = {
  plain: "border-edge bg-card text-ink",
  good: "border-ok bg-card font-bold text-ok",
};

/** A short fact in a rounded border. */
export const Tag = ({ look = "plain", children }: { look?: Look; children: ReactNode }) => (
  <span
    className={`inline-flex items-center gap-2 whitespace-nowrap large-letters:whitespace-normal rounded-full border-2 px-3 py-0.5 text-base ${looks[look]}`}
  >
    {children}
  </span>
);
