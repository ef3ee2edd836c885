"use client";
import { useEffect, useState } from "react";
import { buttonClass } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { unsentOf } from "./device/idb-outbox.ts";

type Words = { readonly title: string; readonly kept: string; readonly send: string };

/**
 * Says that this browser keeps acts of hers that no server has, and leads to the half-day that sends them. Stands where one
 * signs out: they are not wiped with the login, since they were done, and hold no names. `list`: the page above the half-days.
 */
export function UnsentHere({
  me,
  list,
  words,
  look = unsentOf,
}: {
  me: string;
  list: string;
  words: Words;
  look?: (conseiller: string) => Promise<readonly string[]>;
}) {
  const [permanence, setPermanence] = useState<string>();
  useEffect(() => {
    look(me).then(
      ([first]) => setPermanence(first),
      () => undefined,
    );
  }, [look, me]);
  return (
    <div role="status">
      {permanence !== undefined && (
        <Notice tone="warn">
          <p>
            {words.title} <span className="font-normal">{words.kept}</span>
          </p>
          <p>
            <a href={`${list}/permanences/${permanence}`} className={buttonClass("quiet")}>
              {words.send}
            </a>
          </p>
        </Notice>
      )}
    </div>
  );
}
