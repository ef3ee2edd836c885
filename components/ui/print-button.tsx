"use client";
import { Button } from "./button.tsx";

/**
 * Opens the print dialog; hidden where no script runs, since the browser's menu does the same. `onPhone`: also on a
 * narrow screen, where the page is there to be printed.
 */
export const PrintButton = ({ label, onPhone = false }: { label: string; onPhone?: boolean }) => (
  <Button
    look="ghost"
    className={`${onPhone ? "" : "max-sm:hidden"} noscript:hidden print:hidden`}
    onClick={() => window.print()}
  >
    {label}
  </Button>
);
