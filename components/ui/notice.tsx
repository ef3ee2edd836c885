import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";

type Tone = "calm" | "warn" | "alert" | "done";

const tones: Record<Tone, { box: string; icon: IconName }> = {
  calm: { box: "border-accent bg-accent-soft", icon: "speech" },
  warn: { box: "border-edge bg-turn-soft", icon: "warning" },
  alert: { box: "border-alert bg-alert-soft", icon: "warning" },
  done: { box: "border-ok bg-card", icon: "check" },
};

/** A sentence to be noticed, with an icon, so that colour is never the only sign. */
export const Notice = ({
  tone = "calm",
  live,
  children,
}: {
  tone?: Tone;
  live?: "status" | "alert";
  children: ReactNode;
}) => (
  <div
    role={live}
    className={`flex items-start gap-3 large-letters:flex-col rounded-card border-2 p-4 font-bold ${tones[tone].box}`}
  >
    <Icon name={tones[tone].icon} size={26} />
    <div>{children}</div>
  </div>
);
