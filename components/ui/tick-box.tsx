import type { ReactNode } from "react";

/** A box to tick that is sent nowhere, large enough for a thumb; it grows with the letter size. */
export const TickBox = ({ children }: { children: ReactNode }) => (
  <label className="flex min-h-13 items-center gap-3 py-1">
    <input
      type="checkbox"
      autoComplete="off"
      className="grid size-[1.75rem] flex-none appearance-none place-items-center rounded-lg border-2 border-ink bg-card font-extrabold text-white checked:border-ok checked:bg-ok checked:before:content-['✓']"
    />
    {children}
  </label>
);
