import { useLayoutEffect, type ComponentProps } from "react";
import { Dialog } from "#components/ui/dialog.tsx";
import { useTablet } from "./tablet-context.ts";

/** A dialog over the tablet. When it closes, the double-tap guard of the buttons below starts again. */
export function Sheet(given: ComponentProps<typeof Dialog>) {
  const { noteDialogClosed } = useTablet();
  useLayoutEffect(() => noteDialogClosed, [noteDialogClosed]);
  return <Dialog {...given} />;
}
