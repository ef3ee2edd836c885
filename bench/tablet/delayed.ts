import { Transform } from "node:stream";

/** Lets each piece pass so many milliseconds later, the end after the last of them. They never become fewer. */
export const delayed = (by: () => number): Transform =>
  new Transform({
    transform(piece: Buffer, _, done) {
      if (by() === 0) return done(null, piece);
      setTimeout(() => this.destroyed || this.push(piece), by());
      done();
    },
    flush: (done) => void setTimeout(done, by()),
  });
