import { unstable_doesMiddlewareMatch as doesProxyMatch } from "next/experimental/testing/server.js";
import { config } from "../../../proxy.ts";

/** Whether the proxy looks at an address: what it does not look at is no page. */
const isSeen = (url: string): boolean => doesProxyMatch({ config, nextConfig: {}, url });

test.each([
  "/",
  "/lieux/neuhof",
  "/ar/suivi/s3cret",
  "/suivi/s3cret.",
  "/apiculture",
  "/feedsx",
  "/metricsx",
  "/healthz-2",
  "/_nextfoo/x",
  "/coordination/lieux/importer",
  "/coordination/lieux/importer/confirmer",
  "/coordination/planning/importer",
  "/coordination/planning/importer/confirmer",
  "/coordination/fermetures/vacances",
  "/coordination/fermetures/vacances/confirmer",
  "/ar/coordination/lieux/importer/envoyer/x",
  "/de/coordination/lieux/importer/envoyer",
  "/coordination/reglages",
  "/coordination/premiere-heure/lieux/enregistrer",
])("%s is a page, or said not to be one", (url) => expect(isSeen(url)).toBe(true));

test.each([
  "/api",
  "/api/v1/places",
  "/feeds/agenda/s3cret",
  "/healthz",
  "/metrics",
  "/_next/static/chunks/a.js",
  "/agenda/s3cret.ics",
  "/icons.svg",
  "/coordination/lieux/importer/envoyer",
  "/ar/coordination/lieux/importer/envoyer",
  "/tr/coordination/lieux/importer/envoyer",
  "/en/coordination/lieux/importer/envoyer",
  "/coordination/planning/importer/envoyer",
  "/coordination/fermetures/vacances/envoyer",
  "/ar/coordination/fermetures/vacances/envoyer",
  "/ar/coordination/planning/importer/envoyer",
  "/coordination/reglages/enregistrer",
  "/ar/coordination/premiere-heure/service/enregistrer",
])("%s is answered as it stands", (url) => expect(isSeen(url)).toBe(false));
