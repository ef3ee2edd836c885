import type { MetadataRoute } from "next";

/** Pages behind a secret and pages of the team are not indexed. */
const OURS = [
  "/agenda/",
  "/api/",
  "/borne/",
  "/conseiller",
  "/connexion",
  "/ecran/",
  "/porte/",
  "/rendez-vous/",
  "/suivi/",
];

/** What search engines may index: places and their half-days. */
export default function robots(): MetadataRoute.Robots {
  return { rules: { userAgent: "*", disallow: OURS.flatMap((path) => [path, `/*${path}`]) } };
}
