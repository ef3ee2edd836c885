"use client";
import { Button } from "#components/ui/button.tsx";

/** Opens the print dialog; hidden where no script runs, since the browser's menu does the same. */
export const PrintButton = ({ label }: { label: string }) => (
  <Button look="ghost" className="max-sm:hidden noscript:hidden print:hidden" onClick={() => window.print()}>
    {label}
  </Button>
);
