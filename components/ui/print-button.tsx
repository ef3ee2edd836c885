"use client";
import { Button } from "#components/ui/button.tsx";

/** Opens the browser's print sheet; not shown where no script runs, for the browser's own menu does it there. */
export const PrintButton = ({ label }: { label: string }) => (
  <Button look="ghost" className="max-sm:hidden noscript:hidden print:hidden" onClick={() => window.print()}>
    {label}
  </Button>
);
