import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";
import { z } from "zod";
import { MINUTE, type Instant } from "../../time/instant.ts";
import { env } from "../env.ts";

/**
 * What somebody typed and what was wrong with it, to show the form again; refusals are kebab-case codes. `permanence`: where
 * it was refused. `earlier`: the secret of the appointment that this very form had booked before. Its idempotency key is
 * never in here: whoever gives another an address must not know the key she will send.
 */
const schema = z.object({
  permanence: z.string(), startsAt: z.string(), name: z.string(), phone: z.string(), email: z.string(), refusals: z.array(z.string()),
  earlier: z.string().optional(),
});
export type TypedForm = z.infer<typeof schema>;

/** Long enough to mend a form slowly, short enough that a copied address soon tells nothing. */
const KEPT_FOR = 30 * MINUTE;
const [IV, TAG] = [12, 16];

/**
 * The form as text for the address it returns to. A plain form cannot be answered with itself, we set no cookie, and a
 * name in an address would stay in histories and logs: so it is closed with our key (AES-256-GCM) and opens for 30 minutes.
 */
export function sealForm(form: TypedForm, now: Instant): string {
  const iv = randomBytes(IV);
  const cipher = createCipheriv("aes-256-gcm", key(), iv);
  const closed = Buffer.concat([cipher.update(JSON.stringify({ form, until: now + KEPT_FOR }), "utf8"), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), closed]).toString("base64url");
}

/** The form in such a text; undefined when it is too old, altered, or no such text. */
export function openForm(sealed: string, now: Instant): TypedForm | undefined {
  try {
    const bytes = Buffer.from(sealed, "base64url");
    const decipher = createDecipheriv("aes-256-gcm", key(), bytes.subarray(0, IV), { authTagLength: TAG });
    decipher.setAuthTag(bytes.subarray(IV, IV + TAG));
    const text = decipher.update(bytes.subarray(IV + TAG), undefined, "utf8") + decipher.final("utf8");
    const read = z.object({ form: schema, until: z.number() }).parse(JSON.parse(text));
    return now < read.until ? read.form : undefined;
  } catch {
    return undefined;
  }
}

const key = (): Buffer => createHmac("sha256", env.APP_SECRET).update("booking-form").digest();
