import { useCallback, type ReactNode } from "react";
import { flushSync } from "react-dom";
import { Dialog, type DialogProps } from "#components/ui/dialog.tsx";
import { useDialogsClosed } from "./dialogs-closed.tsx";
import { useIsWarmUp } from "./warm-up.tsx";
import { useTablet } from "./tablet-context.ts";

/**
 * A dialog over the tablet. When it closes, the double-tap guard of the buttons below starts again, before they can be
 * tapped. Of practice it says so itself.
 */
export function TabletDialog({ children, ...given }: Omit<DialogProps, "onClosed">) {
  const { practice } = useTablet();
  const [, noteDialogClosed] = useDialogsClosed();
  const onClosed = useCallback(() => flushSync(noteDialogClosed), [noteDialogClosed]);
  if (useIsWarmUp()) return children;
  return (
    // What has the focus is not left under the last buttons.
    <Dialog {...given} onClosed={onClosed} className={`has-[[data-foot]]:scroll-pb-48 ${given.className ?? ""}`}>
      {practice && <div className={given.whole ? "fixed inset-x-0 top-0 *:rounded-none" : "mb-4"}>{practice.mark}</div>}
      {children}
    </Dialog>
  );
}

/**
 * The last buttons of a long dialog, which stay in view while it scrolls; over the padding of the dialog. Of a low
 * window, or with very large letters, they would leave nothing.
 */
export const DialogFoot = ({ children }: { children: ReactNode }) => (
  <div
    data-foot
    className="sticky -bottom-6 -mx-6 -mb-6 grid gap-2 border-t-2 border-hair bg-card px-6 pt-3 pb-6 large-letters:static [@media(max-height:32rem)]:static"
  >
    {children}
  </div>
);
