import type { ReactNode } from "react";
import { useLocale } from "next-intl";
import { Button, type ButtonLook } from "#components/ui/button.tsx";
import { getPathname, type Locale } from "#i18n/routing.ts";
import { weekAddress, type WeekAddress } from "#lib/wire/planning/week-address.ts";

/** A button that posts one act for one person, and says whom it is about. */
export function PersonActButton({
  acte,
  address,
  field,
  value,
  look = "ghost",
  children,
}: {
  acte: string;
  address: WeekAddress;
  field: "account" | "assignment" | "entry";
  value: string;
  look?: ButtonLook;
  children: ReactNode;
}) {
  const locale = useLocale() as Locale;
  return (
    <form method="post" action={getPathname({ href: weekAddress(address, `/${acte}`), locale })} className="grid">
      <input type="hidden" name={field} value={value} />
      <Button type="submit" look={look}>
        {children}
      </Button>
    </form>
  );
}
