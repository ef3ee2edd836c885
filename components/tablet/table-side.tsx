import type { ReactNode } from "react";
import { ToldSentences } from "./told-sentences.tsx";
import { UndoLast } from "./undo-last.tsx";

/** What is known above, what can be done below, and between them what was refused. The acts never move. */
export const TableSide = ({ label, person, acts }: { label: string; person: ReactNode; acts: ReactNode }) => (
  <section aria-label={label} className="flex min-h-0 flex-col gap-4 overflow-y-auto px-4 py-5 sm:px-8">
    {person}
    <div className="grid flex-1 content-center"><ToldSentences /></div>
    <div className="grid gap-3">
      {acts}
      <UndoLast />
    </div>
  </section>
);
