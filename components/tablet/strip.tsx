import type { ReactNode } from "react";
import { Icon, type IconName } from "#components/ui/icon.tsx";

/** What stands over the whole tablet, under its bar: a sentence, and what can be done about it. */
export const Strip = ({ icon, children }: { icon: IconName; children: ReactNode }) => (
  <div className="flex flex-wrap items-center gap-3 border-b-[3px] border-edge bg-turn-soft px-4 py-2 font-bold">
    <Icon name={icon} />
    {children}
  </div>
);
