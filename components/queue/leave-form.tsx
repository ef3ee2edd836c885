"use client";
import type { MouseEvent } from "react";
import { buttonClass } from "#components/ui/button.tsx";
import type { FollowLabels } from "./follow-content.ts";

/**
 * « Je pars, je rends mon numéro », confirmed in a native details element, so that one wrong tap loses no place. « Non
 * » closes it; without script it loads the page again.
 */
export const LeaveForm = ({ action, labels }: { action: string; labels: FollowLabels["turn"]["leave"] }) => (
  <details>
    <summary className="flex min-h-target list-none items-center justify-center font-bold underline underline-offset-4 [&::-webkit-details-marker]:hidden">
      {labels.open}
    </summary>
    <form method="post" action={action} className="mt-2 grid gap-2.5 rounded-card border-2 border-edge bg-card p-4">
      <p className="font-bold">{labels.sure}</p>
      <p>{labels.lost}</p>
      <button type="submit" className={buttonClass("quiet")}>
        {labels.yes}
      </button>
      <a href="?" onClick={closes} className={buttonClass()}>
        {labels.no}
      </a>
    </form>
  </details>
);

/** Closes the question without leaving the page, which would stop the armed sound. */
function closes(event: MouseEvent<HTMLAnchorElement>): void {
  const question = event.currentTarget.closest("details");
  if (!question) return;
  event.preventDefault();
  question.open = false;
  question.querySelector("summary")?.focus();
}
