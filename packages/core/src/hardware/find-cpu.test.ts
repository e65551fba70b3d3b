import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { CPUS, findCpu, suggestCpus } from "./index.ts";
import { nameKey } from "./name.ts";
import { printed } from "./printed-name.fixture.ts";

describe("findCpu", () => {
  it.each([
    // GitHub-hosted runners
    ["AMD EPYC 7763 64-Core Processor                ", "epyc-7763"],
    ["AMD EPYC 9V74 80-Core Processor                ", "epyc-9v74"],
    ["AMD EPYC 9V45 96-Core Processor                ", "epyc-9v45"],
    ["Intel(R) Xeon(R) Platinum 8370C CPU @ 2.80GHz", "xeon-platinum-8370c"],
    ["Intel(R) Xeon(R) Platinum 8272CL CPU @ 2.60GHz", "xeon-platinum-8272cl"],
    ["Intel(R) Xeon(R) Platinum 8171M CPU @ 2.60GHz", "xeon-platinum-8171m"],
    ["Intel(R) Xeon(R) CPU E5-2673 v4 @ 2.30GHz", "xeon-e5-2673-v4"],
    ["Intel(R) Xeon(R) CPU E5-2673 v3 @ 2.40GHz", "xeon-e5-2673-v3"],
    ["Intel(R) Core(TM) i7-8700B CPU @ 3.20GHz", "core-i7-8700b"],
    ["Apple M1 (Virtual)", "apple-m1"],
    // AWS
    ["Intel(R) Xeon(R) Platinum 8488C", "xeon-platinum-8488c"],
    ["INTEL(R) XEON(R) PLATINUM 8559C", "xeon-platinum-8559c"],
    ["Intel(R) Xeon(R) Platinum 8375C CPU @ 2.90GHz", "xeon-platinum-8375c"],
    ["Intel(R) Xeon(R) Platinum 8259CL CPU @ 2.50GHz", "xeon-platinum-8259cl"],
    ["Intel(R) Xeon(R) Platinum 8275CL CPU @ 3.00GHz", "xeon-platinum-8275cl"],
    ["Intel(R) Xeon(R) Platinum 8124M CPU @ 3.00GHz", "xeon-platinum-8124m"],
    ["Intel(R) Xeon(R) Platinum 8175M CPU @ 2.50GHz", "xeon-platinum-8175m"],
    ["Intel(R) Xeon(R) 6975P-C", "xeon-6975p-c"],
    ["Intel(R) Xeon(R) CPU E5-2686 v4 @ 2.30GHz", "xeon-e5-2686-v4"],
    ["Intel(R) Xeon(R) CPU E5-2666 v3 @ 2.90GHz", "xeon-e5-2666-v3"],
    ["AMD EPYC 7571", "epyc-7571"],
    ["AMD EPYC 7R32", "epyc-7r32"],
    ["AMD EPYC 7R13 Processor", "epyc-7r13"],
    ["AMD EPYC 9R14", "epyc-9r14"],
    ["AWS Graviton2", "aws-graviton2"],
    ["AWS Graviton 3", "aws-graviton3"],
    ["Graviton4", "aws-graviton4"],
    // Azure, Google, Oracle
    ["AMD EPYC 7V12 64-Core Processor", "epyc-7v12"],
    ["AMD EPYC 7V13 64-Core Processor", "epyc-7v13"],
    ["AMD EPYC 7V73X 64-Core Processor", "epyc-7v73x"],
    ["AMD EPYC 9V33X 96-Core Processor", "epyc-9v33x"],
    ["AMD EPYC 9V84 96-Core Processor", "epyc-9v84"],
    ["AMD EPYC 7J13 64-Core Processor", "epyc-7j13"],
    ["Intel(R) Xeon(R) Platinum 8480C", "xeon-platinum-8480c"],
    ["Intel(R) Xeon(R) Platinum 8481C CPU @ 2.70GHz", "xeon-platinum-8481c"],
    ["Intel(R) Xeon(R) 6985P-C", "xeon-6985p-c"],
    ["Microsoft Azure Cobalt 100", "azure-cobalt-100"],
    ["AMD EPYC 7B12", "epyc-7b12"],
    // HPC and own servers
    ["Intel(R) Xeon(R) Gold 6248 CPU @ 2.50GHz", "xeon-gold-6248"],
    ["Intel(R) Xeon(R) CPU E5-2683 v4 @ 2.10GHz", "xeon-e5-2683-v4"],
    ["Intel(R) Xeon(R) Gold 6226R CPU @ 2.90GHz", "xeon-gold-6226r"],
    ["Intel(R) Xeon(R) Platinum 8468", "xeon-platinum-8468"],
    ["Intel(R) Xeon(R) Platinum 8480+", "xeon-platinum-8480plus"],
    ["Intel(R) Xeon(R) CPU Max 9480", "xeon-cpu-max-9480"],
    ["Intel(R) Xeon(R) Silver 4210 CPU @ 2.20GHz", "xeon-silver-4210"],
    ["Intel(R) Xeon(R) CPU E5-2620 0 @ 2.00GHz", "xeon-e5-2620"],
    ["Intel(R) Xeon(R) CPU E3-1230 v5 @ 3.40GHz", "xeon-e3-1230-v5"],
    ["Intel(R) Xeon(R) w7-2495X", "xeon-w7-2495x"],
    ["AMD EPYC 7742 64-Core Processor", "epyc-7742"],
    ["AMD EPYC 9654 96-Core Processor", "epyc-9654"],
    ["AMD EPYC 9965 192-Core Processor", "epyc-9965"],
    ["Ampere(R) Altra(R) Processor Q80-30 CPU @ 3.0GHz", "ampere-altra-q80-30"],
    // desks and laps
    ["Intel(R) Core(TM) i7-9750H CPU @ 2.60GHz", "core-i7-9750h"],
    ["Intel(R) Core(TM) i9-9900K CPU @ 3.60GHz", "core-i9-9900k"],
    ["11th Gen Intel(R) Core(TM) i7-1185G7 @ 3.00GHz", "core-i7-1185g7"],
    ["12th Gen Intel(R) Core(TM) i7-12700K", "core-i7-12700k"],
    ["13th Gen Intel(R) Core(TM) i9-13900K", "core-i9-13900k"],
    ["Intel(R) Core(TM) i9-14900K", "core-i9-14900k"],
    ["Intel(R) Core(TM) Ultra 7 155H", "core-ultra-7-155h"],
    ["Intel(R) Core(TM) Ultra 9 285K", "core-ultra-9-285k"],
    ["Intel(R) N100", "n100"],
    ["AMD Ryzen 7 1800X Eight-Core Processor", "ryzen-7-1800x"],
    ["AMD Ryzen 9 5950X 16-Core Processor            ", "ryzen-9-5950x"],
    ["AMD Ryzen 7 5700G with Radeon Graphics         ", "ryzen-7-5700g"],
    ["AMD Ryzen 9 7940HS w/ Radeon 780M Graphics     ", "ryzen-9-7940hs"],
    ["AMD Ryzen 7 PRO 4750U with Radeon Graphics", "ryzen-7-pro-4750u"],
    ["AMD Ryzen AI 9 HX 370 w/ Radeon 890M", "ryzen-ai-9-hx-370"],
    ["AMD RYZEN AI MAX+ 395 w/ Radeon 8060S", "ryzen-ai-maxplus-395"],
    ["AMD Ryzen Threadripper 3990X 64-Core Processor", "ryzen-threadripper-3990x"],
    ["AMD Ryzen Threadripper PRO 5995WX 64-Cores", "ryzen-threadripper-pro-5995wx"],
    ["Apple M2 Pro", "apple-m2-pro"],
    ["Raspberry Pi 4 Model B Rev 1.4", "raspberry-pi-4-model-b"],
    // as people type them
    ["E5-2683 v4", "xeon-e5-2683-v4"],
    ["xeon e5 2683v4", "xeon-e5-2683-v4"],
    ["gold 6248", "xeon-gold-6248"],
    ["i7 9750h", "core-i7-9750h"],
    ["epyc7763", "epyc-7763"],
    ["M1", "apple-m1"],
  ])("%s → %s", (name, id) => {
    expect(findCpu(name)?.id).toBe(id);
  });

  it.each([
    ["Intel(R) Xeon(R) Processor"],
    ["Intel(R) Xeon(R) CPU @ 2.20GHz"],
    ["AMD EPYC Processor"],
    ["AMD EPYC-Rome Processor"],
    ["i7-9750"],
    ["Intel Core i7-8700T"],
    ["Xeon E5-2673"],
    ["Xeon Gold 6248L"],
    ["Xeon Gold 5420"],
    ["Xeon Platinum 8480"],
    ["EPYC 7764"],
    ["7763"],
    ["Ryzen 7 5800"],
    ["Ryzen 9 5950"],
    ["Apple M1 Pro Max"],
    ["Apple"],
    ["VirtualApple @ 2.50GHz"],
    ["CPU"],
    [""],
  ])("does not take %s for a chip", (name) => {
    expect(findCpu(name)).toBeUndefined();
  });

  it("tells near namesakes apart", () => {
    const pairs = [
      ["E5-2683 v4", "E5-2683 v3"],
      ["i7-9700K", "i7-9700"],
      ["EPYC 7502", "EPYC 7502P"],
      ["Gold 6240", "Gold 6240R"],
      ["Ryzen 7 5800X", "Ryzen 7 5800X3D"],
      ["M2", "M2 Pro"],
    ] as const;
    for (const [one, other] of pairs) {
      const ids = [findCpu(one)?.id, findCpu(other)?.id];
      expect(ids).not.toContain(undefined);
      expect(new Set(ids).size).toBe(2);
    }
  });

  it("finds every row by its own names, whatever noise is around them", () => {
    const names = CPUS.flatMap((cpu) => [cpu.name, ...cpu.aliases].map((name) => [cpu.id, name] as const));
    fc.assert(
      fc.property(fc.constantFrom(...names), printed, ([id, name], print) => {
        expect(findCpu(print(name))?.id).toBe(id);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("nameKey", () => {
  it("is idempotent", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constantFrom(...CPUS.map((cpu) => cpu.name))), (name) => {
        expect(nameKey(nameKey(name))).toBe(nameKey(name));
      }),
      { numRuns: 1000 },
    );
  });

  it("keeps the plus sign, which tells two Xeons apart", () => {
    expect(nameKey("Intel(R) Xeon(R) Gold 5420+")).toBe("xeongold5420+");
  });
});

describe("suggestCpus", () => {
  it.each([
    ["Xeon Glod 6248", "Intel Xeon Gold 6248"],
    ["EPIC 7763", "AMD EPYC 7763"],
    ["7763", "AMD EPYC 7763"],
    ["i7-9750", "Intel Core i7-9750H"],
    ["Ryzen 9 5950", "AMD Ryzen 9 5950X"],
    ["E5-2683", "Intel Xeon E5-2683 v4"],
  ])("%s: among them %s", (typed, meant) => {
    expect(suggestCpus(typed)).toContain(meant);
  });

  it("gives as many as asked for at most, and none for nonsense", () => {
    expect(suggestCpus("Xeon Gold 6249", 2)).toHaveLength(2);
    expect(suggestCpus("a potato of the first quality")).toEqual([]);
    expect(suggestCpus("")).toEqual([]);
  });
});
