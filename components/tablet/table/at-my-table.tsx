import { occupantOf } from "#lib/queue/line/line-state.ts";
import { nextInTurn } from "#lib/queue/order/order.ts";
import { FreeTable } from "./free-table.tsx";
import { PersonCalled } from "./person-called.tsx";
import { PersonServed } from "./person-served.tsx";
import { useTablet } from "../tablet-context.ts";

/** Her table: whom she helps, whom she called, or whose turn it is. The acts stand at the bottom and never move. */
export function AtMyTable({ desk }: { desk: number }) {
  const { state, now } = useTablet();
  const visit = occupantOf(state, desk);
  const next = nextInTurn(state, now);
  if (!visit) return <FreeTable desk={desk} next={next} />;
  return visit.state === "called" ? <PersonCalled visit={visit} /> : <PersonServed visit={visit} next={next} />;
}
