import { useTranslations } from "next-intl";
import { buttonClass, type ButtonLook } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { Left } from "#lib/booking/what-is-left.ts";

/** Where one books: an hour of this half-day, or another day at the same place. */
export type BookingWays = { readonly hours: string; readonly otherDay: string };

/** The way to an hour of this half-day; where none is left, that, and the way to another day. `look`: quieter where another way is the main one. */
export function ToBook({ left, ways, look = "full" }: { left: Left; ways: BookingWays; look?: ButtonLook }) {
  const t = useTranslations("permanence.book");
  if (left === "nothing") return null;
  const full = left === "full";
  return (
    <div className="grid gap-2">
      {full && <p className="font-bold">{t("full")}</p>}
      <PageLink href={full ? ways.otherDay : ways.hours} className={buttonClass(look)}>
        <Icon name="calendar" />
        {t(full ? "otherDay" : "title")}
      </PageLink>
    </div>
  );
}
