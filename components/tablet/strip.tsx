import type { ReactNode } from "react";
import { Icon, type IconName } from "#components/ui/icon.tsx";

type Tone = "warn" | "calm";

const tones: Record<Tone, string> = {
  warn: "border-b-[3px] border-edge bg-turn-soft font-bold",
  calm: "border-b-2 border-hair bg-accent-soft",
};

/** What stands over the whole tablet, under its bar: a sentence, and what can be done about it. `calm`: nothing is wrong. */
export const Strip = ({ icon, tone = "warn", children }: { icon: IconName; tone?: Tone; children: ReactNode }) => (
  <div
    className={`flex flex-wrap items-center gap-3 px-4 py-2 *:[span]:min-w-0 *:[span]:flex-1 *:[span]:basis-56 ${tones[tone]}`}
  >
    <Icon name={icon} />
    {children}
  </div>
);
