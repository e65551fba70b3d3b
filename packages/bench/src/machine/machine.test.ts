import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { THIS_MACHINE } from "../meters/roots.ts";
import type { Roots } from "../meters/roots.ts";
import { recogniseMachine } from "./machine.ts";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "gramme-machine-"));
  mkdirSync(join(root, "fs/cgroup"), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

function machine(cpuinfo: string): Roots {
  writeFileSync(join(root, "cpuinfo"), cpuinfo);
  return { ...THIS_MACHINE, proc: root, sys: root, nvidiaSmi: join(root, "no-nvidia-smi") };
}

const EPYC = `processor\t: 0
vendor_id\t: AuthenticAMD
cpu family\t: 25
model\t\t: 1
model name\t: AMD EPYC 7763 64-Core Processor
stepping\t: 1
flags\t\t: fpu vme de pse
`;

describe("a machine", () => {
  it("is its CPU by model, where it says so", () => {
    const { cpu, cpuName, gpus, threads } = recogniseMachine(machine(EPYC));
    expect(cpu).toMatchObject({ kind: "model", cpu: { id: "epyc-7763" } });
    expect(cpuName).toBe("AMD EPYC 7763 64-Core Processor");
    expect(gpus).toEqual([]);
    expect(threads).toBe(availableParallelism());
  });

  it("is a whole host without the hypervisor flag, else a part of one of unknown size", () => {
    expect(recogniseMachine(machine(EPYC)).hostThreads).toBe(cpus().length);
    const virtual = EPYC.replace("fpu vme", "fpu hypervisor vme");
    expect(recogniseMachine(machine(virtual)).hostThreads).toBeUndefined();
    expect(
      recogniseMachine(machine("processor\t: 0\nCPU implementer\t: 0x41\n")).hostThreads,
    ).toBeUndefined();
  });

  it("is a family where a cloud hides the model", () => {
    const bare = EPYC.replace("AMD EPYC 7763 64-Core Processor", "AMD EPYC Processor");
    expect(recogniseMachine(machine(bare)).cpu.kind).toBe("family");
  });

  it("is what the user says, and no less than that", () => {
    expect(recogniseMachine(machine(EPYC), "Xeon Gold 6248").cpu).toMatchObject({
      kind: "model",
      cpu: { id: "xeon-gold-6248" },
    });
    expect(recogniseMachine(machine(EPYC), "unknown").cpu.kind).toBe("unknown");
    expect(() => recogniseMachine(machine(EPYC), "Xeon Gold 6249")).toThrow(
      /machine\.cpu.*did you mean .*Xeon Gold/u,
    );
  });

  it("has the memory of its cgroup, where that is less", () => {
    const roots = machine(EPYC);
    expect(recogniseMachine(roots).memoryGb).toBe(totalmem() / 1e9);
    writeFileSync(join(root, "fs/cgroup/memory.max"), "2000000000\n");
    expect(recogniseMachine(roots).memoryGb).toBe(2);
    writeFileSync(join(root, "fs/cgroup/memory.max"), "max\n");
    expect(recogniseMachine(roots).memoryGb).toBe(totalmem() / 1e9);
  });

  it("is still a machine where nothing can be read", () => {
    rmSync(join(root, "cpuinfo"), { force: true });
    const nothing = { ...THIS_MACHINE, proc: join(root, "absent"), sys: join(root, "absent") };
    expect(recogniseMachine(nothing).threads).toBeGreaterThan(0);
  });
});
