import { z } from "zod";
import { CODE_SECONDS } from "./options.ts";
import { safeReturn } from "./after-sign-in.ts";
import { sessionCookie } from "./cookies.ts";

/**
 * The cookie that carries a sign-in from the e-mail form to the code form, so that neither stands in the address bar.
 */
export const PENDING = "sign-in";

const schema = z.object({
  email: z.email(),
  /**
   * The random id of this browser, to which the code belongs (docs/decisions/signing-in.md). That of a link has a
   * prefix, and is none.
   */
  browser: z.string().regex(/^[\w-]{22}$/),
  retour: z.string().optional().transform(safeReturn),
  /** Only outside production, where the page shows the code. */
  code: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
});

export type PendingSignIn = {
  readonly email: string;
  readonly browser: string;
  readonly retour?: string | undefined;
  readonly code?: string | undefined;
};

/**
 * The Set-Cookie line that keeps a pending sign-in as long as a code is valid; without argument, the one that removes
 * it.
 */
export const pendingCookie = (pending?: PendingSignIn): string => {
  const value = pending ? Buffer.from(JSON.stringify(pending)).toString("base64url") : "";
  return `${PENDING}=${value}; Path=/; Max-Age=${pending ? CODE_SECONDS : 0}; HttpOnly; SameSite=Lax${sessionCookie.options.secure ? "; Secure" : ""}`;
};

/** The pending sign-in of such a cookie's value; undefined when the value is not one of ours. */
export function pendingOf(value: string | undefined): PendingSignIn | undefined {
  if (!value) return undefined;
  try {
    return schema.safeParse(JSON.parse(Buffer.from(value, "base64url").toString("utf8"))).data;
  } catch {
    return undefined;
  }
}
