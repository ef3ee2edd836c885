import type { MetadataRoute } from "next";

/** What stands behind a secret, and what is the team's, is nothing to search through. */
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

/** What search engines may read: the places and their half-days. */
export default function robots(): MetadataRoute.Robots {
  return { rules: { userAgent: "*", disallow: OURS.flatMap((path) => [path, `/*${path}`]) } };
}
