"use client";
import { useLayoutEffect, useRef, type ReactNode } from "react";

/**
 * A native modal dialog: it keeps the focus, Escape closes it, and the focus returns afterwards. Mount it to open it.
 * `whole`: it fills the screen.
 */
export function Dialog({
  label,
  onClose,
  whole = false,
  className = "",
  children,
}: {
  label: string;
  onClose: () => void;
  whole?: boolean;
  className?: string;
  children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  // Close it while it is in the document: only then the browser returns the focus.
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-label={label}
      onCancel={onClose}
      className={`${whole ? "h-dvh max-h-none w-dvw max-w-none" : "m-auto w-[min(40rem,92vw)] rounded-card border-2 border-edge p-6 backdrop:bg-ink/60"} ${className}`}
    >
      {children}
    </dialog>
  );
}
