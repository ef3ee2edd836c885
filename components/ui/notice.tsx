import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";

type Tone = "calm" | "warn" | "alert" | "done";

const tones: Record<Tone, { box: string; icon: IconName }> = {
  calm: { box: "border-accent bg-accent-soft", icon: "speech" },
  warn: { box: "border-edge bg-turn-soft", icon: "warning" },
  alert: { box: "border-alert bg-alert-soft", icon: "warning" },
  done: { box: "border-ok bg-card", icon: "check" },
};

/**
 * A sentence to be noticed, with an icon, so that colour is never the only sign. `focused`: has the focus when the page
 * opens, so that a screen reader reads it and the next Tab leads on from it.
 */
export const Notice = ({
  tone = "calm",
  live,
  focused = false,
  children,
}: {
  tone?: Tone;
  live?: "status" | "alert";
  focused?: boolean;
  children: ReactNode;
}) => (
  <div
    role={live}
    {...(focused && { tabIndex: -1, autoFocus: true })}
    className={`flex items-start gap-3 large-letters:flex-col rounded-card border-2 p-4 font-bold ${tones[tone].box}`}
  >
    <Icon name={tones[tone].icon} size={26} />
    <div>{children}</div>
  </div>
);
