"use client";
import { useEffect, useState } from "react";
import { buttonClass } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { permanencesWithUnsentActs } from "./device/indexeddb-outbox.ts";

type UnsentLabels = { readonly title: string; readonly kept: string; readonly send: string };

/**
 * Says that this browser keeps acts of this conseiller that were not sent, and links to the half-day that sends them.
 * Shown beside the sign-out button: signing out keeps them, since they were done and hold no names. `list`: the address
 * above the half-days.
 */
export function UnsentActsNotice({
  me,
  list,
  labels,
  readUnsent = permanencesWithUnsentActs,
}: {
  me: string;
  list: string;
  labels: UnsentLabels;
  readUnsent?: (conseiller: string) => Promise<readonly string[]>;
}) {
  const [permanence, setPermanence] = useState<string>();
  useEffect(() => {
    readUnsent(me).then(
      ([first]) => setPermanence(first),
      () => undefined,
    );
  }, [readUnsent, me]);
  return (
    <div role="status">
      {permanence !== undefined && (
        <Notice tone="warn">
          <p>
            {labels.title} <span className="font-normal">{labels.kept}</span>
          </p>
          <p>
            <a href={`${list}/permanences/${permanence}`} className={buttonClass("quiet")}>
              {labels.send}
            </a>
          </p>
        </Notice>
      )}
    </div>
  );
}
