import { existsSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { runProgram } from "./run-program.ts";

/** Runs podman or buildah with these words and returns what it printed. */
export type Containers = (program: "podman" | "buildah", words: readonly string[]) => Promise<string>;

/**
 * Podman and buildah with their images below `folder`. crun starts nothing where the groups of the kernel (cgroups)
 * stand in both versions beside each other: there each command runs in a mount namespace of its own, with version 2
 * alone.
 */
export function containersIn(folder: string): Containers {
  const isHybrid = existsSync("/sys/fs/cgroup/unified");
  const store = ["--root", `${folder}/store`, "--runroot", `${folder}/run`, "--storage-driver", storageDriver()];
  return (program, words) => {
    const line = [program, ...store, ...words];
    const env = { PODMAN_IGNORE_CGROUPSV1_WARNING: "1" };
    if (!isHybrid) return runProgram(program, line.slice(1), { env });
    const alone = 'umount -R /sys/fs/cgroup && mount -t cgroup2 none /sys/fs/cgroup && exec "$@"';
    return runProgram("unshare", ["--mount", "sh", "-c", alone, "sh", ...line], { env });
  };
}

/** Layers on top of each other where the kernel has overlayfs, copies otherwise. */
const storageDriver = (): string =>
  spawnSync("grep", ["-q", "overlay", "/proc/filesystems"]).status === 0 ? "overlay" : "vfs";

/**
 * The limits of this process, for containers: the usual ones of podman and buildah are higher than what a machine
 * without CAP_SYS_RESOURCE may give.
 */
export function ownLimits(): readonly string[] {
  const limit = (flag: string): string =>
    spawnSync("sh", ["-c", `ulimit -H${flag}`], { encoding: "utf8" }).stdout.trim();
  return Object.entries({ nofile: "n", nproc: "p" }).flatMap(([name, flag]) => {
    const most = limit(flag);
    return /^\d+$/.test(most) ? ["--ulimit", `${name}=${most}:${most}`] : [];
  });
}
