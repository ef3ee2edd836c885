import createNextIntlPlugin from "next-intl/plugin";
import { existsSync, writeFileSync } from "node:fs";
import type { NextConfig } from "next";

const withLocales = createNextIntlPlugin("./i18n/request.ts");

// Two built copies may stand side by side (end-to-end tests beside a running demo). Next writes the folder of
// its types into the tsconfig it is given, so another copy has another one, which is not kept.
const distDir = process.env["NEXT_DIST_DIR"] ?? ".next";
const tsconfigPath = distDir === ".next" ? "tsconfig.json" : `tsconfig${distDir}.json`;
if (!existsSync(tsconfigPath)) writeFileSync(tsconfigPath, '{ "extends": "./tsconfig.json" }\n');

/** What a page of ours never asks of a browser, nor lets a page inside it ask. */
const UNUSED = ["camera", "microphone", "geolocation", "payment", "usb", "browsing-topics"]
  .map((feature) => `${feature}=()`)
  .join(", ");

const named = (headers: Readonly<Record<string, string>>) =>
  Object.entries(headers).map(([key, value]) => ({ key, value }));

const config: NextConfig = {
  poweredByHeader: false,
  // Title and description always stand in the head: streamed after it they come into the body, where HTML forbids them.
  htmlLimitedBots: /.*/,
  reactStrictMode: true,
  distDir,
  // `npm run check` looks at the types of everything once, tests included.
  typescript: { tsconfigPath, ignoreBuildErrors: true },
  headers: async () => [
    // "same-origin", since "no-referrer" would make the Origin of our own forms null. Programs' answers are no pages:
    // nothing in them runs.
    {
      source: "/:path*",
      headers: named({
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": UNUSED,
        "Cross-Origin-Opener-Policy": "same-origin",
      }),
    },
    {
      source: "/:answers(api|feeds|healthz|metrics)/:path*",
      headers: named({ "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'" }),
    },
    // A tablet without network asks its own cache for the drawings; they are kept for longer than a half-day.
    { source: "/:drawings(icons|pictograms).svg", headers: named({ "Cache-Control": "public, max-age=18000" }) },
    // Going back shows the form that was sent, with its key, and sent again it has one effect
    // (docs/decisions/pages-for-residents.md): asked anew, it would have another.
    ...["/:language*/porte/:place/:secret", "/:language*/permanences/:id/rendez-vous"].map((source) => ({
      source,
      headers: named({ "Cache-Control": "private, no-cache" }),
    })),
    // An address stays when a font gets a letter more: a week later everybody has it.
    {
      source: "/fonts/:file*",
      headers: named({ "Cache-Control": "public, max-age=604800, stale-while-revalidate=2592000" }),
    },
  ],
  // Its own files are read as they stand; a bundle of it would be a second copy.
  serverExternalPackages: ["pg-boss"],
  // A body goes through proxy.ts whole. Those that do are 64 kB at most; what is longer is cut and then refused. Forms
  // with a file go past it.
  experimental: { proxyClientMaxBodySize: 256 * 1024 },
  rewrites: async () => ({
    // A dot in a path would skip the locale proxy, so the calendar file has a route of its own.
    beforeFiles: [
      { source: "/agenda/:secret([A-Za-z0-9_-]+).ics", destination: "/feeds/agenda/:secret" },
      { source: "/agenda/:secret([A-Za-z0-9_-]+).json", destination: "/feeds/agenda-data/:secret" },
      { source: "/rendez-vous/:secret([A-Za-z0-9_-]+).ics", destination: "/feeds/rendez-vous/:secret" },
      // They go past the locale proxy, which would give them their language (see the matcher in proxy.ts).
      ...[
        "fermetures/vacances/envoyer",
        "lieux/importer/envoyer",
        "planning/importer/envoyer",
        "reglages/enregistrer",
        "premiere-heure/service/enregistrer",
      ].map((form) => ({
        source: `/coordination/${form}`,
        destination: `/fr/coordination/${form}`,
      })),
    ],
    afterFiles: [],
    fallback: [],
  }),
};

export default withLocales(config);
