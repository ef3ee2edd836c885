import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CallLink } from "#components/call-link.tsx";
import { DayAndHours } from "#components/day-and-hours.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { Permanence } from "#lib/schedule/permanence.ts";

type Given = {
  sentence: string;
  permanence: Permanence;
  tone?: "calm" | "warn" | "alert";
  call?: string | undefined;
  children?: ReactNode;
};

/** Nobody new should go there: which half-day it is, so that nobody comes for another, and the ways on. */
export function GoElsewhere({ sentence, permanence: { span, timeZone }, tone = "calm", call, children }: Given) {
  const t = useTranslations("permanence");
  return (
    <Notice tone={tone}>
      <p>{sentence}</p>
      <p className="font-normal">
        <DayAndHours span={span} timeZone={timeZone} />
      </p>
      {children}
      <p>
        <PageLink href="/" className="inline-flex min-h-target items-center">
          {t("elsewhere")}
        </PageLink>
      </p>
      {call !== undefined && (
        <p>
          <CallLink phone={call} />
        </p>
      )}
    </Notice>
  );
}
