import { TickBox } from "#components/ui/tick-box.tsx";

/** « En attendant, préparez »: boxes to tick for oneself. Nothing of it leaves the page. */
export const PrepareList = ({
  title,
  things,
  missing,
}: {
  title: string;
  things: readonly string[];
  missing: string;
}) => (
  <section aria-label={title}>
    <h2>{title}</h2>
    <ul className="mt-1">
      {things.map((thing) => (
        <li key={thing} className="border-b border-hair">
          <TickBox>{thing}</TickBox>
        </li>
      ))}
    </ul>
    <p className="mt-2.5">{missing}</p>
  </section>
);
