"use client";
import { useEffect, useRef, useState, type MouseEvent, type ButtonHTMLAttributes, type ReactNode } from "react";
import { SECOND } from "#lib/time/instant.ts";
import { useTablet } from "./tablet-context.ts";
import { Button, type ButtonLook } from "#components/ui/button.tsx";

/** Longer than the second tap of a double one, shorter than reading a new name. */
const SETTLED_AFTER = 0.6 * SECOND;

/** What a button of the tablet does: `does` names the act that stands in this place, whoever it is about included. */
type GuardedAct = { readonly actKey: string; readonly onAct: () => void };

/**
 * An act is done when it was read: it has stood in its place for 0.6 seconds, and it is done as it was when the finger came
 * down. The next act often comes to stand where the last one was, and a double tap would walk the line; « Appeler le 2 » may
 * say 3 between touching and lifting. A place that something lay over is read anew. The same act again is not held up.
 */
export function useDoubleTapGuard({ actKey, onAct }: GuardedAct) {
  const { dialogsClosed } = useTablet();
  const place = `${dialogsClosed} ${actKey}`;
  const [read, noteRead] = useState<string>();
  const touched = useRef<(() => void) | undefined>(undefined);
  useEffect(() => {
    const reading = setTimeout(() => noteRead(place), SETTLED_AFTER);
    return () => clearTimeout(reading);
  }, [place]);
  const now = read === place ? onAct : ignored;
  return {
    "aria-disabled": read === place ? undefined : true,
    onPointerDown: () => {
      touched.current = now;
    },
    onClick: ({ detail }: MouseEvent) => {
      // A key press is one moment: it has no finger that came down before.
      const act = detail === 0 ? now : (touched.current ?? now);
      touched.current = undefined;
      act();
    },
  } as const;
}

const ignored = (): void => undefined;

type ActButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "onClick"> &
  GuardedAct & { readonly look?: ButtonLook; readonly children: ReactNode };

/** A button of the tablet: it acts once it was read. */
export const ActButton = ({ actKey, onAct, ...rest }: ActButtonProps) => (
  <Button {...rest} {...useDoubleTapGuard({ actKey, onAct })} />
);

type BigButtonLook = "full" | "ghost" | "plain";

const bigButtonLooks: Record<BigButtonLook, string> = {
  full: "border-accent bg-accent text-white",
  ghost: "border-accent bg-card text-accent",
  plain: "border-edge bg-card text-ink",
};

/** The act of the moment, for a thumb that does not look: never under 96 px high, and it acts once it was read. `detail`: a second, smaller line; all that is read on it is its name (WCAG 2.5.3). */
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
