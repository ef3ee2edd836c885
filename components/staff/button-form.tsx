import type { ReactNode } from "react";
import { useLocale } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { getPathname, type Locale } from "#i18n/routing.ts";

/**
 * A button that posts these fields by itself. `chosen`: what it stands for is what the page shows; `label`: what is
 * read aloud, where its text says less.
 */
export function ButtonForm({
  action,
  fields,
  chosen = false,
  label,
  children,
}: {
  action: string;
  fields: Readonly<Record<string, string>>;
  chosen?: boolean;
  label?: string;
  children: ReactNode;
}) {
  const locale = useLocale() as Locale;
  return (
    <form method="post" action={getPathname({ href: action, locale })} className="grid h-full">
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button
        type="submit"
        look="quiet"
        aria-current={chosen ? "true" : undefined}
        aria-label={label}
        className={chosen ? "border-accent! bg-accent-soft!" : ""}
      >
        {chosen && <Icon name="check" size={22} />}
        {children}
      </Button>
    </form>
  );
}
