import { answer, handle } from "#app/api/handle.ts";
import { readSlots } from "#lib/server/booking/read-slots.ts";
import { slotsQuery, slotToWire } from "#lib/wire/booking/booking.ts";
import { wrongFieldsOf } from "#lib/wire/api/wrong-fields.ts";
import { problem } from "#lib/wire/problem.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** The free hours for one or several topics (`?topic=` repeated). */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return handle(request, async () => {
    const topics = slotsQuery.safeParse(new URL(request.url).searchParams.getAll("topic"));
    if (!topics.success) return problem("malformed", { detail: wrongFieldsOf(topics.error, "topic") });
    const open = await readSlots((await params).id, topics.data);
    if (!open.ok) return problem(open.refusal);
    return answer({ slots: open.value.slots.map((slot) => slotToWire(slot, open.value.timeZone)) });
  });
}
