/** Work that can be done in parts, with something else between them: each step does one, and the last one answers. */
export type InParts<Answer> = Iterator<void, Answer>;

/** Does all parts that are left, at once. */
export function finished<Answer>(work: InParts<Answer>): Answer {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
