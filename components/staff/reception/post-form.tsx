import { useLocale } from "next-intl";
import type { ReactNode } from "react";
import { getPathname, type Locale } from "#i18n/routing.ts";
import { Button, type ButtonLook } from "#components/ui/button.tsx";

/** A button that posts these fields to an act of the reception. */
export function PostForm({
  act,
  fields,
  look = "full",
  label,
  children,
}: {
  act: string;
  fields: Readonly<Record<string, string>>;
  look?: ButtonLook;
  /** What its button is called where several read the same; it begins with what is read. */
  label?: string;
  children: ReactNode;
}) {
  const locale = useLocale() as Locale;
  return (
    <form method="post" action={getPathname({ href: `/accueil/${act}`, locale })} className="grid">
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button type="submit" look={look} {...(label !== undefined && { "aria-label": label })}>
        {children}
      </Button>
    </form>
  );
}
