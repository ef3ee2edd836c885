import { getTranslations } from "next-intl/server";
import { getPathname, localeOf } from "#i18n/routing.ts";
import { nameInHost } from "#lib/place/host-name.ts";
import { ownHosts } from "#lib/server/place/own-hosts.ts";
import { readOrganisation, readOrganisationNamed } from "#lib/server/place/read-organisation.ts";

export const dynamic = "force-dynamic";

const PAPER = "#fffdf7";

/** Characters of a name below an icon. */
const SHORT = 12;

/**
 * The organisation whose name and colour an installed application has: that of the host name, else the one that the
 * root speaks for; none while the database is away.
 */
const organisationHere = async (request: Request) => {
  const slug = (await ownHosts()).get(nameInHost(request.headers.get("host") ?? ""));
  return slug === undefined ? readOrganisation() : readOrganisationNamed(slug);
};

/**
 * What a browser needs to install the tablet on a device (docs/without-network.md#installed): it opens on the list of
 * half-days, without the bars of a browser. `?lang=`: the language of its names and of the page that it opens.
 */
export async function GET(request: Request): Promise<Response> {
  const locale = localeOf(new URL(request.url).searchParams.get("lang"));
  const at = (href: string): string => getPathname({ href, locale });
  const [t, organisation] = await Promise.all([
    getTranslations({ locale }),
    organisationHere(request).catch(() => undefined),
  ]);
  const name = organisation?.service ?? t("site.name");
  const icon = (file: string, sizes: string, purpose: string) => ({
    src: `/install/${file}.png`,
    sizes: `${sizes}x${sizes}`,
    type: "image/png",
    purpose,
  });
  const manifest = {
    id: at("/conseiller"),
    name,
    short_name: name.length <= SHORT ? name : t("tablet.install.name"),
    lang: locale,
    dir: locale === "ar" ? "rtl" : "ltr",
    start_url: at("/conseiller"),
    scope: "/",
    display: "standalone",
    background_color: PAPER,
    theme_color: organisation?.accent ?? PAPER,
    icons: [icon("icon-192", "192", "any"), icon("icon-512", "512", "any"), icon("maskable-512", "512", "maskable")],
    shortcuts: [
      { name: t("tablet.list.title"), url: at("/conseiller") },
      { name: t("sharedTablet.title"), url: at("/tablette") },
    ],
  };
  return new Response(JSON.stringify(manifest), {
    headers: { "Content-Type": "application/manifest+json; charset=utf-8", "Cache-Control": "no-cache", Vary: "Host" },
  });
}
