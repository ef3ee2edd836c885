import type { ReactNode } from "react";

/** A box to tick, large enough for a thumb; it grows with the letter size. Without a `name` it is sent nowhere. */
export const TickBox = ({
  name,
  value,
  ticked,
  children,
}: {
  name?: string;
  /** What is sent when it is ticked; « on » without. */
  value?: string;
  ticked?: boolean | undefined;
  children: ReactNode;
}) => (
  <label className="flex min-h-13 items-center gap-3 py-1">
    <input
      type="checkbox"
      name={name}
      value={value}
      defaultChecked={ticked}
      className="grid size-[1.75rem] flex-none appearance-none place-items-center rounded-lg border-2 border-ink bg-card font-extrabold text-white checked:border-ok checked:bg-ok checked:before:content-['✓']"
    />
    {children}
  </label>
);
