import { useLocale } from "next-intl";
import type { AnchorHTMLAttributes } from "react";
import { getPathname } from "#i18n/routing.ts";
import { ownAddress } from "./own-pages.ts";

/**
 * A plain link to a page of the product, in the reader's language, and of the organisation of the page where it has one
 * of its own; it needs no script and no provider.
 */
export function PageLink({ href, children, ...rest }: AnchorHTMLAttributes<HTMLAnchorElement> & { href: string }) {
  return (
    <a href={getPathname({ href: ownAddress(href), locale: useLocale() })} {...rest}>
      {children}
    </a>
  );
}
