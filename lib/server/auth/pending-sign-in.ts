import { z } from "zod";
import { CODE_SECONDS } from "./options.ts";
import { safeReturn } from "./after-sign-in.ts";
import { sessionCookie } from "./cookies.ts";

/** The name of the cookie that carries a sign-in from the address to the code, so that neither stands in an address bar. */
export const PENDING = "sign-in";

const schema = z.object({
  email: z.email(),
  retour: z.string().optional().transform(safeReturn),
  /** In the demonstration only, where the page shows it. */
  code: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
});

export type PendingSignIn = {
  readonly email: string;
  readonly retour?: string | undefined;
  readonly code?: string | undefined;
};

/** The Set-Cookie line that remembers it for as long as a code lives; without argument the one that forgets it. */
export const pendingCookie = (pending?: PendingSignIn): string => {
  const value = pending ? Buffer.from(JSON.stringify(pending)).toString("base64url") : "";
  return `${PENDING}=${value}; Path=/; Max-Age=${pending ? CODE_SECONDS : 0}; HttpOnly; SameSite=Lax${sessionCookie.options.secure ? "; Secure" : ""}`;
};

/** What such a cookie's value remembers; undefined when it is none of ours. */
export function pendingOf(value: string | undefined): PendingSignIn | undefined {
  if (!value) return undefined;
  try {
    return schema.safeParse(JSON.parse(Buffer.from(value, "base64url").toString("utf8"))).data;
  } catch {
    return undefined;
  }
}
