"use client";
import { useEffect, useRef, useState, type MouseEvent, type ButtonHTMLAttributes, type ReactNode } from "react";
import { SECOND } from "#lib/time/instant.ts";
import { shownFor } from "./device/clock.ts";
import { useDialogsClosed } from "./dialogs-closed.tsx";
import { isServerRendered } from "./server-rendered.ts";
import { Button, type ButtonLook } from "#components/ui/button.tsx";

/** Milliseconds: longer than the second tap of a double tap, shorter than it takes to read a new label. */
const SETTLED_AFTER = 0.6 * SECOND;

/**
 * Milliseconds: a finger that comes down sooner was not moved by what it meets, since a person reacts to what they see
 * after 0.2 to 0.3 seconds.
 */
const NOTICED_AFTER = 0.3 * SECOND;

/**
 * What a button does. `actKey` identifies the act together with its target, for example `call <visit id>`: when the key
 * changes, another act stands in the same place.
 */
type GuardedAct = { readonly actKey: string; readonly onAct: () => void };

/**
 * Protects a button against double taps and labels that change under the finger. The act runs only after the same
 * `actKey` has been shown for 0.6 seconds, and a click runs the act that was shown when the finger came down: « Appeler
 * le 2 » may become « Appeler le 3 » between touch and release. The delay starts again after a dialog that covered the
 * page has closed. Repeating the same act is not delayed.
 */
export const useDoubleTapGuard = ({ actKey, onAct }: GuardedAct) => useGuardedAct(useIsRead(actKey), onAct);

/**
 * Whether what this key stands for has been shown in its place for 0.6 seconds. The page as the server sent it took the
 * place of no other label: there it is the second tap of the double tap that asked for the page which is kept off, and
 * a finger that was on its way.
 */
export function useIsRead(key: string): boolean {
  const [dialogsClosed] = useDialogsClosed();
  const place = `${dialogsClosed} ${key}`;
  const [read, noteRead] = useState<string>();
  useEffect(() => {
    const reading = setTimeout(() => noteRead(place), isServerRendered() ? settledIn() : SETTLED_AFTER);
    return () => clearTimeout(reading);
  }, [place]);
  return read === place;
}

/** Milliseconds until the buttons of the page as the server sent it count as read. */
function settledIn(): number {
  const { asked, painted } = shownFor();
  return Math.max(0, SETTLED_AFTER - asked, NOTICED_AFTER - painted);
}

/** The props of a button whose act runs once it `isRead`. */
export function useGuardedAct(isRead: boolean, onAct: () => void) {
  const touched = useRef<(() => void) | undefined>(undefined);
  const now = isRead ? onAct : ignored;
  return {
    "aria-disabled": isRead ? undefined : true,
    onPointerDown: () => {
      touched.current = now;
    },
    onClick: ({ detail }: MouseEvent) => {
      // A key press (`detail` 0) has no earlier pointer-down event.
      const act = detail === 0 ? now : (touched.current ?? now);
      touched.current = undefined;
      act();
    },
  } as const;
}

const ignored = (): void => undefined;

type ActButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "onClick"> &
  GuardedAct & { readonly look?: ButtonLook; readonly children: ReactNode };

/** A standard button of the tablet, with the double-tap guard. */
export const ActButton = ({ actKey, onAct, ...rest }: ActButtonProps) => (
  <Button {...rest} {...useDoubleTapGuard({ actKey, onAct })} />
);

type BigButtonLook = "full" | "ghost" | "plain";

const bigButtonLooks: Record<BigButtonLook, string> = {
  full: "border-accent bg-accent text-white",
  ghost: "border-accent bg-card text-accent",
  plain: "border-edge bg-card text-ink",
};

/**
 * The main act of the screen: at least 96 px high, with the double-tap guard. `detail`: a second, smaller line; it is
 * part of the button's accessible name (WCAG 2.5.3).
 */
export const BigButton = ({
  look = "full",
  detail,
  className = "",
  actKey,
  onAct,
  children,
  ...rest
}: Omit<ButtonHTMLAttributes<HTMLButtonElement>, "onClick"> &
  GuardedAct & { look?: BigButtonLook; detail?: ReactNode; children: ReactNode }) => (
  <button
    type="button"
    className={`grid min-h-24 w-full place-content-center gap-1 rounded-[18px] border-[3px] px-3 py-2 text-center text-[1.6rem] leading-tight font-extrabold disabled:opacity-50 ${bigButtonLooks[look]} ${className}`}
    {...rest}
    {...useDoubleTapGuard({ actKey, onAct })}
  >
    <span className="text-balance">{children}</span>
    {detail && (
      <>
        {" "}
        <span className="text-base font-normal tabular-nums">{detail}</span>
      </>
    )}
  </button>
);
