"use client";
import { useEffect, useRef, useState, type MouseEvent } from "react";
import { SECOND } from "#lib/time/instant.ts";
import { useTablet } from "./tablet-context.ts";

/** Longer than the second tap of a double one, shorter than reading a new name. */
export const READ_IN = 0.6 * SECOND;

/** What a button of the tablet does: `does` names the act that stands in this place, whoever it is about included. */
export type Acting = { readonly does: string; readonly onAct: () => void };

/**
 * An act is done when it was read: it has stood in its place for 0.6 seconds, and it is done as it was when the finger came
 * down. The next act often comes to stand where the last one was, and a double tap would walk the line; « Appeler le 2 » may
 * say 3 between touching and lifting. A place that something lay over is read anew. The same act again is not held up.
 */
export function useSteady({ does, onAct }: Acting) {
  const { uncovered } = useTablet();
  const place = `${uncovered} ${does}`;
  const [read, noteRead] = useState<string>();
  const touched = useRef<(() => void) | undefined>(undefined);
  useEffect(() => {
    const reading = setTimeout(() => noteRead(place), READ_IN);
    return () => clearTimeout(reading);
  }, [place]);
  const now = read === place ? onAct : unread;
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

const unread = (): void => undefined;
