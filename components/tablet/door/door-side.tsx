import { useTranslations } from "next-intl";
import { useState } from "react";
import { Awaited } from "../table/awaited.tsx";
import { AskedAbout } from "../line/asked-about.tsx";
import { ExpectedArrivals } from "./expected-arrivals.tsx";
import { LineList, useLineRows } from "../line/line-list.tsx";
import { useTablet } from "../tablet-context.ts";

/** Beside the card, below the buttons where there is no room: who is expected. Once it is open also who waits, since whoever sits at no table sees the line nowhere else. */
export function DoorSide({ className }: { className: string }) {
  const t = useTranslations("tablet.line");
  const { state } = useTablet();
  const [asked, ask] = useState<string>();
  const rows = useLineRows();
  const open = state.status === "open";
  return (
    <div
      className={`flex flex-col gap-3 text-start empty:hidden lg:h-0 lg:w-96 lg:min-h-full lg:overflow-y-auto ${className}`}
    >
      <ExpectedArrivals className={open && rows.length > 0 ? "" : "lg:my-auto"} />
      {open && <Awaited />}
      {open && rows.length > 0 && (
        <section aria-label={t("waiting", { count: rows.length })}>
          <LineList quiet onChoose={ask} />
        </section>
      )}
      <AskedAbout visit={asked} onClose={() => ask(undefined)} />
    </div>
  );
}
