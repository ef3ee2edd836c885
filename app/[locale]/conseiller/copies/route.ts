import { admitted } from "#app/api/admitted.ts";
import { isForAnotherUser } from "#app/api/guard.ts";
import { answer, handle } from "#app/api/handle.ts";
import { pageOfTablet } from "#app/[locale]/conseiller/permanences/[id]/page-of-tablet.ts";
import type { TabletPage } from "#components/tablet/offline/half-day-copy.ts";
import { localeOf } from "#i18n/routing.ts";
import { loginOf } from "#lib/server/auth/caller.ts";
import { readHalfDaysAhead } from "#lib/server/queue/read-half-days-ahead.ts";
import { halfDaysAheadQuery, type HalfDayAhead } from "#lib/wire/queue/half-days-ahead.ts";
import { lineToWire } from "#lib/wire/queue/line.ts";
import { problem } from "#lib/wire/problem.ts";

/**
 * The half-days of who is signed in, as their device keeps them to open without network
 * (docs/without-network.md#opens-without-network): lines and pages of tablets, no name and no contact of a resident.
 */
export async function GET(request: Request, { params }: { params: Promise<{ locale: string }> }): Promise<Response> {
  return handle(request, async () => {
    const asked = await admitted(request, await loginOf(request.headers));
    if (!asked.ok) return asked.refusal;
    const { actor } = asked;
    if (isForAnotherUser(request, actor)) return problem("sign-in-needed");
    const wanted = halfDaysAheadQuery.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!wanted.success) return problem("malformed");
    const locale = localeOf((await params).locale);
    const halfDays: HalfDayAhead<TabletPage>[] = [];
    for (const [id, start] of await readHalfDaysAhead(actor, wanted.data)) {
      const page = await pageOfTablet(actor, start, id, locale);
      halfDays.push({ page, line: lineToWire(start.state, start.zone), readAt: start.readAt });
    }
    return answer({ halfDays });
  });
}
