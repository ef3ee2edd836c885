import { getPathname } from "#app/i18n/navigation.ts";
import { comesFromElsewhere } from "#app/api/comes-from-elsewhere.ts";
import { localeOf, seeOther } from "#app/[locale]/connexion/see-other.ts";
import { leaveLine } from "#lib/server/queue/leave-line.ts";
import { problem } from "#lib/wire/problem.ts";

export const dynamic = "force-dynamic";

/** The holder of a number gives it up with a plain form, and is led back to its page. */
export async function POST(request: Request, { params }: { params: Promise<{ locale: string; secret: string }> }): Promise<Response> {
  if (comesFromElsewhere(request)) return problem("foreign-origin");
  const { locale, secret } = await params;
  const left = await leaveLine(secret);
  const page = getPathname({ href: `/suivi/${secret}`, locale: localeOf(locale) });
  return seeOther(left.ok ? page : `${page}?refus=${left.refusal}`);
}
