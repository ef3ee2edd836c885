import { OperatorLinks } from "#components/site/operator-links.tsx";
import { Telephone } from "#components/site/telephone.tsx";
import { listOperators, type Operator } from "#lib/server/place/read-operator.ts";

/** How the operator of a page is reached; of a page that speaks for several, each operator with its number and its own pages. */
export async function TelephoneOfPage({ operator }: { operator: Operator | undefined }) {
  const operators = operator ? [] : await listOperators();
  return operators.length === 0 ? <Telephone operator={operator} /> : <OperatorLinks operators={operators} />;
}
