import { redirect } from "next/navigation";
import { staffActor } from "./actor-of-request.ts";
import type { StaffActor } from "./options.ts";

/**
 * Who is signed in, or the reader is led to the sign-in page of her locale, which brings her back to `retour`
 * (a path of this site, locale included).
 */
export async function requireStaff(locale: string, retour?: string): Promise<StaffActor> {
  const actor = await staffActor();
  if (actor) return actor;
  const page = locale === "fr" ? "/connexion" : `/${locale}/connexion`;
  redirect(retour ? `${page}?retour=${encodeURIComponent(retour)}` : page);
}
