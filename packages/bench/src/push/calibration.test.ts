import { ProfileInput } from "@gramme/core/wire";
import { expect, test } from "vitest";
import { calibratedProfiles } from "./calibration.ts";
import { runResult, workload } from "./run-result.fixture.ts";

test("each inference workload becomes a profile of its name, where it was measured", () => {
  const run = runResult(workload("digits", "inference"), workload("train", "training"));
  const profiles = calibratedProfiles(run, "acme/model/7/1/-");
  expect(profiles).toEqual([
    {
      id: "digits",
      input: {
        kind: "calibrated",
        run: "acme/model/7/1/-",
        workload: "digits",
        site: { zone: "FRA", pue: 1.2, wue_l_per_kwh: 0 },
      },
    },
  ]);
  expect(ProfileInput.parse(profiles[0]?.input)).toEqual(profiles[0]?.input);
});

test("what the run assumed of its place does not come back as a statement", () => {
  const [profile] = calibratedProfiles(runResult(workload("digits", "inference", false)), "k");
  expect(profile?.input).toEqual({ kind: "calibrated", run: "k", workload: "digits" });
});
