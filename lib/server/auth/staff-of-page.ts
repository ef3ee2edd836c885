import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { lineLoginOf, loginOf } from "./caller.ts";
import type { StaffActor } from "./options.ts";
import { halfLoginOf, type HalfLogin } from "./second-factor/half-login.ts";

/**
 * Who is signed in, in a page; undefined for everybody else. A token opens no page: pages show secrets, such as those
 * of shared calendars, which hold longer than the token.
 */
export const staffActor = async (): Promise<StaffActor | undefined> => loginOf(await headers());

/**
 * Who is signed in. Otherwise redirects to `signIn`, the sign-in page in the reader's language, which leads back here.
 */
export async function requireStaff(signIn: string): Promise<StaffActor> {
  return (await staffActor()) ?? redirect(signIn);
}

/** The same for the page of a line, which a shared tablet shows too. */
export async function requireTeam(signIn: string): Promise<StaffActor> {
  return (await lineLoginOf(await headers())) ?? redirect(signIn);
}

/**
 * Who is half signed in, for the page of the second factor and the sign-in page that leads to it; undefined for
 * everybody else.
 */
export const halfLogin = async (): Promise<HalfLogin | undefined> => halfLoginOf(await headers());
