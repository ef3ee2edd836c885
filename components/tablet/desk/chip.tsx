import type { ReactNode } from "react";
import { Icon } from "#components/ui/icon.tsx";
import { useDoubleTapGuard } from "#components/tablet/act-button.tsx";

const looks = {
  on: "border-accent bg-accent-soft font-bold text-ink",
  off: "border-edge bg-card text-ink",
};

const shape =
  "inline-flex min-h-target items-center gap-2 rounded-control border-2 px-3 py-1 text-start text-[0.95rem] leading-tight";

/** A fact that is on or off, with a mark beside the colour. Small, since many stand beside each other. */
export const chipClass = (on: boolean): string => `${shape} ${looks[on ? "on" : "off"]}`;

/** Notes a fact in one tap, and takes it off with another; with the double-tap guard. */
export const ActChip = ({
  on,
  actKey,
  onAct,
  children,
}: {
  on: boolean;
  actKey: string;
  onAct: () => void;
  children: ReactNode;
}) => (
  <button type="button" aria-pressed={on} className={chipClass(on)} {...useDoubleTapGuard({ actKey, onAct })}>
    {on && <Icon name="check" size={20} />}
    <span>{children}</span>
  </button>
);
