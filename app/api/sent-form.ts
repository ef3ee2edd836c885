import type { FormTrouble } from "#app/api/handle-form.ts";
import { readForm } from "#app/api/read-form.ts";
import { clock } from "#lib/server/clock.ts";
import { closeKey } from "#lib/server/unsure-key.ts";

type Fields = ReturnType<typeof readForm>;

/** The fields of a posted form as `readForm` reads them, once however often they are asked for. */
export function sentForm(request: Request): () => Fields {
  let reading: Fields | undefined;
  return () => (reading ??= readForm(request));
}

/**
 * The page of a form of which nobody knows what it led to, with the trouble and with its key (`envoi`, closed), so that it
 * is shown with the same one and has one effect when it is sent again.
 */
export async function againPage(
  page: string,
  trouble: FormTrouble,
  typed: () => Fields,
  query: Readonly<Record<string, string>> = {},
): Promise<string> {
  const fields = await typed().catch(() => undefined);
  const envoi = closeKey(fields?.["key"], clock.now());
  return `${page}?${new URLSearchParams({ ...query, refus: trouble, ...(envoi !== undefined && { envoi }) })}`;
}
