import type { ReactNode } from "react";

/**
 * Where the acts of a table stand: the quiet one, then the one of the moment. Both places are always there, so that « Terminer »
 * does not move under the finger when somebody takes a number; stacked, the act of the moment is above.
 */
export const Places = ({ quiet, big }: { quiet: ReactNode; big: ReactNode }) => (
  <div className="grid gap-3.5 max-lg:*:first:order-2 lg:grid-cols-[1fr_2fr]">
    {quiet}
    {big}
  </div>
);

/** A place without an act now, as large as one; it says why, or nothing. */
export const EmptyPlace = ({ children }: { children?: ReactNode }) => (
  <p className="grid min-h-24 place-content-center rounded-[18px] border-2 border-dashed border-hair px-3 py-2 text-center text-soft">
    {children}
  </p>
);
