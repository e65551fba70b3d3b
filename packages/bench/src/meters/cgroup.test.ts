import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { probeCgroup } from "./cgroup.ts";
import { THIS_MACHINE } from "./roots.ts";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "gramme-proc-"));
  mkdirSync(join(root, "self"));
});
afterEach(() => rmSync(root, { recursive: true }));

function machine(mountinfo: string, cgroup: string): typeof THIS_MACHINE {
  writeFileSync(join(root, "self/mountinfo"), mountinfo);
  writeFileSync(join(root, "self/cgroup"), cgroup);
  return { ...THIS_MACHINE, proc: root, sudo: join(root, "no-sudo") };
}

describe("cgroup v2 on constructed machines", () => {
  it("says that none is mounted", () => {
    const probe = probeCgroup(machine("22 1 0:21 / /proc rw - proc proc rw\n", "2:cpu:/\n"));
    expect(probe).toMatchObject({
      available: false,
      whyNot: expect.stringContaining("no cgroup v2 is mounted"),
    });
  });

  it("says that it has no /proc to look in", () => {
    expect(probeCgroup({ ...THIS_MACHINE, proc: join(root, "absent") }).available).toBe(false);
  });

  it("makes its group below the one that it is in, and says what is wrong with a file system that is none", () => {
    const mount = join(root, "mount");
    mkdirSync(join(mount, "user.slice"), { recursive: true });
    // plain folders have no cpu.stat: the group can be made, but tells nothing
    const probe = probeCgroup(
      machine(
        `41 31 0:38 / ${mount} rw,relatime - cgroup2 cgroup2 rw\n`,
        "1:name=systemd:/\n0::/user.slice\n",
      ),
    );
    expect(probe.available ? "" : probe.whyNot).toMatch(/cpu\.stat/u);
    expect(probe.available ? "" : probe.whyNot).toContain("no sudo here");
    expect(readdirSync(join(mount, "user.slice"))).toEqual([]);
  });

  it("finds its group in a container, where the mount shows a part of the tree", () => {
    const mount = join(root, "mount");
    mkdirSync(mount);
    const probe = probeCgroup(
      machine(`41 31 0:38 /docker/abc ${mount} rw - cgroup2 cgroup2 rw\n`, "0::/docker/abc\n"),
    );
    expect(probe.available ? "" : probe.whyNot).toContain(`cannot make a cgroup under ${mount}`);
  });
});
