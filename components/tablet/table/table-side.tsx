import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { isUncalled } from "#lib/queue/line/visit.ts";
import { LINE } from "../line/line-list.tsx";
import { useTablet } from "../tablet-context.ts";
import { ToldSentences } from "../told-sentences.tsx";
import { UndoLast } from "../undo-last.tsx";

/** What is known above, what can be done below, and between them what was refused. The acts never move. */
export const TableSide = ({ label, person, acts }: { label: string; person: ReactNode; acts: ReactNode }) => (
  <section aria-label={label} className="flex min-h-0 flex-col gap-4 overflow-y-auto px-4 py-5 sm:px-8">
    <ToTheLine />
    {person}
    <div className="grid flex-1 content-center">
      <ToldSentences />
    </div>
    <div className="grid gap-3">
      {acts}
      <UndoLast />
    </div>
  </section>
);

/** On a phone the line stands below the table: one touch leads there. */
function ToTheLine() {
  const t = useTranslations("tablet.line");
  const { state } = useTablet();
  return (
    <a href={`#${LINE}`} className="flex min-h-target items-center md:hidden">
      {t("see", { count: state.visits.filter(isUncalled).length })}
    </a>
  );
}
