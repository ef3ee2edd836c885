import type { ReactNode } from "react";

/** A page of text: one column, short lines. */
export const Prose = ({ title, children }: { title: string; children: ReactNode }) => (
  <article className="grid max-w-2xl gap-6">
    <h1>{title}</h1>
    {children}
  </article>
);

/** A section under its heading. */
export const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="grid gap-2">
    <h2>{title}</h2>
    {children}
  </section>
);

/** A list of facts. */
export const Facts = ({ facts }: { facts: readonly string[] }) => (
  <ul className="grid list-disc gap-1 ps-6">
    {facts.map((fact) => (
      <li key={fact}>{fact}</li>
    ))}
  </ul>
);
