/**
 * Sends a signal to a process. One that has ended is left alone, also when it ended between a look at it and the
 * signal.
 */
export function signalIfThere(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
