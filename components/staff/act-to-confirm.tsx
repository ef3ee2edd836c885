import type { ReactNode } from "react";

type Props = {
  title: string;
  /** What the act does; more may stand in `children`, before the form. */
  what: string;
  /** Whether it stands open: after a refusal. */
  open: boolean;
  children: ReactNode;
};

/**
 * An act that is not done at one touch: its title opens it, it says what it does, and its form asks once more. Works
 * without script.
 */
export const ActToConfirm = ({ title, what, open, children }: Props) => (
  <details open={open} className="rounded-card border-2 border-hair px-4">
    <summary className="min-h-target cursor-pointer content-center font-bold">{title}</summary>
    <div className="grid gap-3 pb-4">
      <p>{what}</p>
      {children}
    </div>
  </details>
);
