import { useState } from "react";
import { useTranslations } from "next-intl";
import { deferred } from "./deferred.tsx";
import { lastAct, type LastAct } from "./last-act.ts";
import { useTablet } from "./tablet-context.ts";

/**
 * Says the act that was just done here, for who does not see the screen change (WCAG 4.1.3). Nothing before the first
 * act of this page, nor where a notice says that the act was not done. What was said of an act stays: after a minute it
 * can no longer be undone, but nobody has acted again.
 */
export const ActStatus = deferred(function ActStatus() {
  const t = useTranslations("tablet.status");
  const { state, ownCommands, actsDone, notices, now } = useTablet();
  const command = ownCommands.at(-1);
  const [kept, setKept] = useState<LastAct>();
  const last = lastAct(state, ownCommands, now);
  if (last && last.command === command && kept?.command !== command) setKept(last);
  const done = last?.command === command ? last : kept;
  const isRefused = notices.some((notice) => notice.command === command);
  return (
    <div role="status" aria-atomic="true" className="sr-only">
      {actsDone > 0 && !isRefused && (
        <p key={command}>{done && done.command === command ? t(done.done, { number: done.number }) : t("done")}</p>
      )}
    </div>
  );
});
