import { getPathname, type Locale } from "#i18n/routing.ts";

type Props = {
  readonly slug: string;
  readonly door: string | undefined;
  readonly locale: Locale;
  readonly site: string;
};

/**
 * What the QR code on a poster opens: the `door` when the team prints it, otherwise the page of the place; in the
 * language of the poster.
 */
export const posterCode = ({
  slug,
  door,
  locale,
  site,
}: Props): { readonly address: string; readonly door: boolean } => ({
  address: new URL(getPathname({ href: door ?? `/lieux/${slug}`, locale }), site).href,
  door: door !== undefined,
});
