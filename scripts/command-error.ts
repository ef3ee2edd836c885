/**
 * An error that the person at the keyboard can correct: its message says what is wrong and what to do. Printed without
 * a stack trace.
 */
export class CommandError extends Error {
  override readonly name = "CommandError";
}
