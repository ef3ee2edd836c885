"use client";
import { useEffectEvent, useLayoutEffect, useRef, type ReactNode } from "react";
import { createPortal } from "react-dom";
import { showOver } from "./show-over.ts";

export type DialogProps = {
  readonly label: string;
  /** It is asked to close; it does when it is not rendered any more. */
  readonly onClose: () => void;
  /** It was closed, and the page below is about to be within reach again. */
  readonly onClosed?: () => void;
  /** It fills the screen. */
  readonly whole?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
};

/**
 * A modal dialog: it keeps the focus, Escape closes it, and the focus returns afterwards. Mount it to open it, in a
 * browser. It stands at the end of the main part of the page: what opened it may be hidden while it is open, as when a
 * telephone is turned.
 */
export function Dialog({
  label,
  onClose,
  onClosed = () => undefined,
  whole = false,
  className = "",
  children,
}: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const onCloseRequest = useEffectEvent(onClose);
  useLayoutEffect(() => {
    const shown = dialog.current;
    return shown ? showOver(shown, { onCloseRequest: () => onCloseRequest(), onClosed }) : undefined;
  }, [onClosed]);
  return createPortal(
    <dialog
      ref={dialog}
      popover="manual"
      aria-modal
      aria-label={label}
      className={`${whole ? "size-full max-h-none max-w-none" : "m-auto max-h-[calc(100dvh-2.4rem)] w-[min(40rem,92vw)] rounded-card border-2 border-edge p-6 backdrop:bg-ink/60"} ${className}`}
    >
      {children}
    </dialog>,
    document.querySelector("main") ?? document.body,
  );
}
