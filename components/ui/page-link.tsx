import { useLocale } from "next-intl";
import type { AnchorHTMLAttributes } from "react";
import { getPathname } from "#i18n/navigation.ts";

/** A plain link to a page of the product, in the reader's language; it needs no script and no provider. */
export function PageLink({ href, children, ...rest }: AnchorHTMLAttributes<HTMLAnchorElement> & { href: string }) {
  return (
    <a href={getPathname({ href, locale: useLocale() })} {...rest}>
      {children}
    </a>
  );
}
