import createNextIntlPlugin from "next-intl/plugin";
import type { NextConfig } from "next";

const withLocales = createNextIntlPlugin("./app/i18n/request.ts");

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Two built copies may stand side by side (end-to-end tests beside a running demo).
  distDir: process.env["NEXT_DIST_DIR"] ?? ".next",
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
