"use client";
import { useRef, type MouseEvent } from "react";

/**
 * What a button said when the finger came down. The line moves by itself: between touching « Appeler le 2 » and lifting
 * the finger it may say 3, and nobody must be called whose number was not read. A key press is one moment and has none.
 */
export function useAsRead<Value>(now: Value): { readonly onPointerDown: () => void; readonly asRead: (click: MouseEvent) => Value } {
  const touched = useRef(now);
  return {
    onPointerDown: () => {
      touched.current = now;
    },
    asRead: ({ detail }) => (detail === 0 ? now : touched.current),
  };
}
