import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { chooseMeters } from "../meters/choose.ts";
import { probeReaped } from "../meters/reaped.ts";
import { THIS_MACHINE } from "../meters/roots.ts";
import type { Meters } from "../meters/choose.ts";
import type { EnergyMeter } from "../meters/rapl.ts";
import { twoSeats } from "./turns.ts";
import { measureCommand } from "./measure-command.ts";
import type { Command } from "./measure-command.ts";

const meters = chooseMeters();
const exact = meters.report.some(({ meter, available }) => meter === "cgroup-v2" && available);
const reaped: Meters = { ...meters, cpuClock: openReaped() };

function openReaped(): Meters["cpuClock"] {
  const probe = probeReaped(THIS_MACHINE);
  return probe.available ? probe.open : undefined;
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gramme-measure-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Burns CPU until its own process has used so many seconds, and notes what it used, by its own account. */
function burner(): string {
  const file = join(folder, "burn.cjs");
  writeFileSync(
    file,
    `const until = Number(process.argv[2]); const used = () => { const u = process.cpuUsage(); return (u.user + u.system) / 1e6; };
     while (used() < until) {}
     require("node:fs").appendFileSync(${JSON.stringify(join(folder, "used"))}, used() + "\\n");`,
  );
  return `${process.execPath} ${file}`;
}

/** CPU-seconds that the burners say they used. */
function said(): number {
  return readFileSync(join(folder, "used"), "utf8")
    .split("\n")
    .filter(Boolean)
    .reduce((sum, line) => sum + Number(line), 0);
}

function shell(script: string, rest: Partial<Command> = {}): Command {
  return { argv: ["sh", "-c", script], output: "capture", lingerS: 20, leftovers: "kill", ...rest };
}

describe("CPU-seconds of a command", () => {
  it("counts a tree of processes, at least what they say themselves and little more", async () => {
    const burn = burner();
    const run = await measureCommand(shell(`${burn} 0.4 & ${burn} 0.4 & ${burn} 0.4; wait`), meters);
    expect(run.exitCode).toBe(0);
    expect(run.cpuS).toBeGreaterThanOrEqual(said() - 0.03);
    // the tear-down of three Node processes comes after their last word
    expect(run.cpuS).toBeLessThan(said() + 0.15);
  });

  it.runIf(exact)("counts a daemon that left its parent", async () => {
    const burn = burner();
    const run = await measureCommand(shell(`(setsid ${burn} 0.5 &) ; ${burn} 0.2`), meters);
    expect(said()).toBeGreaterThan(0.7);
    expect(run.cpuS).toBeGreaterThanOrEqual(said() - 0.01);
    expect(run.misses).toEqual([]);
  });

  it("says that reaped children are blind to that daemon", async () => {
    const run = await measureCommand(shell(`${burner()} 0.2`), reaped);
    expect(run.clock).toBe("reaped-children");
    expect(run.cpuS).toBeGreaterThanOrEqual(said() - 0.02);
    expect(run.misses.join()).toContain("daemon");
  });

  it("still tells wall time where no clock serves", async () => {
    const run = await measureCommand(shell("true"), { ...meters, cpuClock: undefined });
    expect(run.cpuS).toBeUndefined();
    expect(run.wallS).toBeGreaterThan(0);
    expect(run.misses.join()).toContain("CPU time");
  });
});

describe("two commands that take turns", () => {
  const burnt = (ms: number): string =>
    `${process.execPath} -e 'const used = () => { const u = process.cpuUsage(); return u.user + u.system; }; while (used() < ${ms * 1000}) {}'`;

  // without cgroup v2 nothing can be made to stand still here
  it.runIf(meters.pauses)(
    "are never at work at once, and each is metered by its own turns alone",
    async () => {
      const [first, second] = twoSeats(10);
      const from = performance.now();
      const [one, other] = await Promise.all([
        measureCommand(shell(burnt(150), { seat: first }), meters),
        measureCommand(shell(burnt(300), { seat: second }), meters),
      ]);
      const elapsedS = (performance.now() - from) / 1000;
      expect([one.exitCode, other.exitCode]).toEqual([0, 0]);
      expect(one.wallS + other.wallS).toBeLessThanOrEqual(elapsedS);
      expect(one.cpuS).toBeGreaterThan(0.15);
      expect(other.cpuS).toBeGreaterThan(0.3);
      // a turn of the other's would be in neither its time nor its CPU time
      expect(one.cpuS).toBeLessThan(other.cpuS ?? 0);
    },
  );

  it.runIf(meters.pauses)(
    "count a time-out by their own turns, and end it though they stand still",
    async () => {
      const [first, second] = twoSeats(10);
      const [one, other] = await Promise.all([
        measureCommand(shell("while :; do :; done", { seat: first, timeoutS: 0.2 }), meters),
        measureCommand(shell(burnt(100), { seat: second }), meters),
      ]);
      expect(one.timedOut).toBe(true);
      expect(one.wallS).toBeGreaterThanOrEqual(0.2);
      expect(other.exitCode).toBe(0);
    },
  );
});

describe("a gramme that was killed outright", () => {
  it.runIf(meters.pauses)("leaves nothing that stands still for ever: the next one ends it", async () => {
    const place = mkdtempSync(join(tmpdir(), "gramme-killed-"));
    const script = join(place, "victim.mts");
    writeFileSync(
      script,
      `import { chooseMeters } from "${new URL("../meters/choose.ts", import.meta.url).href}";
       import { measureCommand } from "${new URL("./measure-command.ts", import.meta.url).href}";
       import { twoSeats } from "${new URL("./turns.ts", import.meta.url).href}";
       const [one, other] = twoSeats(10);
       const run = (seat, name) => measureCommand({ argv: ["sh", "-c", "echo $$ > ${place}/" + name + "; while :; do :; done"], output: "capture", lingerS: 0, leftovers: "kill", seat }, chooseMeters());
       run(one, "one"); run(other, "other");`,
    );
    const victim = spawn(process.execPath, [script], { stdio: "ignore" });
    onTestFinished(() => {
      victim.kill("SIGKILL");
      spawnSync("pkill", ["-KILL", "-f", place]);
    });
    const pidOf = (name: string): number => Number(readFileSync(join(place, name), "utf8"));
    await expect
      .poll(() => existsSync(join(place, "one")) && existsSync(join(place, "other")), { timeout: 30_000 })
      .toBe(true);
    const ended = new Promise((resolve) => victim.once("exit", resolve));
    victim.kill("SIGKILL");
    await ended;
    // one of the two was at work, and is somebody else's now; the other would never be heard of again
    chooseMeters();
    // dead, though nobody has asked after it yet, is dead
    const lives = (pid: number): boolean =>
      existsSync(`/proc/${pid}`) && !/\) [ZX] /u.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
    const left = ["one", "other"].filter((name) => lives(pidOf(name)));
    expect(left.length).toBeLessThanOrEqual(1);
    for (const name of left) process.kill(pidOf(name), "SIGKILL");
    rmSync(place, { recursive: true });
  });
});

describe("how a command ends", () => {
  it("passes the exit code and keeps the last words", async () => {
    const run = await measureCommand(
      shell("for i in $(seq 40); do echo line $i; done; echo last >&2; exit 7"),
      meters,
    );
    expect(run.exitCode).toBe(7);
    expect(run.tail).toHaveLength(20);
    expect(run.tail.join("\n")).toContain("last");
    expect(run.tail.join("\n")).not.toContain("line 1\n");
  });

  it("tells the signal that ended it", async () => {
    const run = await measureCommand(shell("kill -TERM $$"), meters);
    expect(run.signal).toBe("SIGTERM");
  });

  it("ends where the command is killed at the gate", async () => {
    const never: EnergyMeter = {
      joules: () => undefined,
      close: () => {},
      ready: new Promise((resolve) => setTimeout(resolve, 500)),
    };
    const run = await measureCommand(shell("echo ran", { onStart: (kill) => kill("SIGKILL") }), {
      ...meters,
      gpuEnergy: () => never,
    });
    expect(run.signal).toBe("SIGKILL");
    expect(run.tail).toEqual([]);
    expect(run.misses.join()).toContain("GPU energy");
  });

  it.runIf(exact)("stops waiting for daemons when it is told to", async () => {
    const stop = new AbortController();
    stop.abort();
    const run = await measureCommand(
      shell(`(setsid ${burner()} 30 >/dev/null 2>&1 &)`, { lingerS: 60, stopLinger: stop.signal }),
      meters,
    );
    // had it waited, the daemon would have come to its own end
    expect(run.leftovers).toBe(1);
  });

  it("is not kept by a child that holds its pipes, without any cgroup", async () => {
    const run = await measureCommand(shell("sleep 60 & echo $!", { lingerS: 0 }), {
      ...meters,
      cpuClock: undefined,
    });
    expect(run.exitCode).toBe(0);
    await expect.poll(() => alive(Number(run.tail[0]))).toBe(false);
  });

  it("keeps what a command printed from moving the cursor", async () => {
    const run = await measureCommand(
      shell(String.raw`printf 'progress 1%%\rprogress 2%%\n\033[31mred\033[0m\007\n'; exit 1`),
      meters,
    );
    expect(run.tail).toEqual(["progress 2%", "red"]);
  });

  it("kills the whole tree at the time-out", async () => {
    const run = await measureCommand(shell("sleep 60 & echo $! ; sleep 60", { timeoutS: 0.3 }), meters);
    expect(run.timedOut).toBe(true);
    const child = Number(run.tail[0]);
    expect(child).toBeGreaterThan(1);
    await expect.poll(() => alive(child)).toBe(false);
  });

  it.runIf(exact)("kills daemons that a replicate leaves, and lets those of a run live", async () => {
    const killed = await measureCommand(shell("(setsid sleep 60 >/dev/null 2>&1 & echo $!)"), meters);
    expect(killed.leftovers).toBe(1);
    await expect.poll(() => alive(Number(killed.tail[0]))).toBe(false);
    const freed = await measureCommand(
      shell("(setsid sleep 60 >/dev/null 2>&1 & echo $!)", { leftovers: "release" }),
      meters,
    );
    const pid = Number(freed.tail[0]);
    expect(alive(pid)).toBe(true);
    process.kill(pid, "SIGKILL");
  });

  it("leaves no cgroup behind", async () => {
    await measureCommand(shell("true"), meters);
    expect(ownGroups()).toEqual([]);
  });

  it.runIf(exact)("is over when what it killed is: no cgroup stays behind of a large process", async () => {
    // several, since the moment between being dead and being gone is not always met
    for (let time = 0; time < 4; time += 1) {
      const ready = join(folder, `ready-${time}`);
      const stop = new AbortController();
      const watcher = watch(folder, () => {
        if (existsSync(ready)) stop.abort(new Error("enough"));
      });
      const large = `Buffer.alloc(2e8, 1); fs.writeFileSync(${JSON.stringify(ready)}, ""); setInterval(() => {}, 1e6)`;
      const run = measureCommand(
        shell(`${process.execPath} -e '${large}'; true`, { signal: stop.signal }),
        meters,
      );
      await expect(run).rejects.toThrow("enough");
      watcher.close();
      expect(ownGroups()).toEqual([]);
    }
  });

  it("keeps the command's directory and environment", async () => {
    const run = await measureCommand(
      shell("pwd; echo $GRAMME_TEST_WORD", {
        cwd: folder,
        env: { ...process.env, GRAMME_TEST_WORD: "here" },
      }),
      meters,
    );
    expect(run.tail).toEqual([folder, "here"]);
  });
});

/** Groups of this process that are there still. */
function ownGroups(): readonly string[] {
  const home = meters.report.find(({ meter }) => meter === "cgroup-v2");
  const groups = home?.available === true ? readdirSync(home.detail.replace(/, by sudo$/u, "")) : [];
  return groups.filter((name) => name.startsWith(`gramme-${process.pid}-`));
}

function alive(pid: number): boolean {
  const stat = `/proc/${pid}/stat`;
  // a zombie is dead, it only waits to be noticed
  return existsSync(stat) && !/\) Z /u.test(readFileSync(stat, "utf8"));
}

describe("Ctrl-C", () => {
  it("ends the command and removes the cgroup", async () => {
    const script = join(folder, "victim.ts");
    const here = new URL("./measure-command.ts", import.meta.url).href;
    const choose = new URL("../meters/choose.ts", import.meta.url).href;
    writeFileSync(
      script,
      `import { measureCommand } from ${JSON.stringify(here)};
       import { chooseMeters } from ${JSON.stringify(choose)};
       const meters = chooseMeters();
       await measureCommand({ argv: ["sh", "-c", "echo $$ > ${join(folder, "pid")}; kill -INT $PPID; sleep 60"], output: "capture", lingerS: 0, leftovers: "kill" }, meters);`,
    );
    const victim = spawnSync(process.execPath, [script], { encoding: "utf8" });
    expect(victim.status).toBe(130);
    expect(victim.stderr).toBe("");
    await expect.poll(() => alive(Number(readFileSync(join(folder, "pid"), "utf8")))).toBe(false);
    const home = meters.report.find(({ meter }) => meter === "cgroup-v2");
    const groups = home?.available === true ? readdirSync(home.detail.replace(/, by sudo$/u, "")) : [];
    expect(groups.filter((name) => name.startsWith(`gramme-${victim.pid}-`))).toEqual([]);
  });
});
