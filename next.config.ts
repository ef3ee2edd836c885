import createNextIntlPlugin from "next-intl/plugin";
import { existsSync, writeFileSync } from "node:fs";
import type { NextConfig } from "next";

const withLocales = createNextIntlPlugin("./app/i18n/request.ts");

// Two built copies may stand side by side (end-to-end tests beside a running demo). Next writes the folder of
// its types into the tsconfig it is given, so another copy has another one, which is not kept.
const distDir = process.env["NEXT_DIST_DIR"] ?? ".next";
const tsconfigPath = distDir === ".next" ? "tsconfig.json" : `tsconfig${distDir}.json`;
if (!existsSync(tsconfigPath)) writeFileSync(tsconfigPath, '{ "extends": "./tsconfig.json" }\n');

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  distDir,
  // `npm run check` looks at the types of everything once, tests included.
  typescript: { tsconfigPath, ignoreBuildErrors: true },
  // A tablet without network asks its own cache for the drawings; they are kept for longer than a half-day.
  headers: async () => [{ source: "/:drawings(icons|pictograms).svg", headers: [{ key: "Cache-Control", value: "public, max-age=18000" }] }],
  rewrites: async () => ({
    // A dot in a path would skip the locale proxy, so the calendar file has a route of its own.
    beforeFiles: [
      { source: "/agenda/:secret([A-Za-z0-9_-]+).ics", destination: "/feeds/agenda/:secret" },
      { source: "/rendez-vous/:secret([A-Za-z0-9_-]+).ics", destination: "/feeds/rendez-vous/:secret" },
    ],
    afterFiles: [],
    fallback: [],
  }),
};

export default withLocales(config);
