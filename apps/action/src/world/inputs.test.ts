import { describe, expect, it } from "vitest";
import { readInputs } from "./inputs.ts";

const inputs = (given: Readonly<Record<string, string>>) =>
  readInputs(
    Object.fromEntries(Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
  );

describe("readInputs", () => {
  it("has a default for everything", () => {
    expect(inputs({})).toEqual({
      config: "gramme.yml",
      base: undefined,
      token: undefined,
      failOn: "regression",
      ledgerUrl: undefined,
      part: undefined,
      artifact: "gramme",
      comment: true,
      check: undefined,
      acceptLabel: "emissions-accepted",
    });
  });

  it("takes what is given, without the space round it", () => {
    expect(
      inputs({
        config: " ./models//gramme.yml ",
        base: "origin/release branch^{commit}",
        token: "t0k",
        "fail-on": "never",
        "ledger-url": "https://ledger.example/team",
        part: "linux-arm64",
        artifact: "emissions",
        comment: "TRUE",
        check: "Gramme (arm64)",
        "accept-label": "émissions: ok",
      }),
    ).toEqual({
      config: "models/gramme.yml",
      base: "origin/release branch^{commit}",
      token: "t0k",
      failOn: "never",
      ledgerUrl: "https://ledger.example/team",
      part: "linux-arm64",
      artifact: "emissions",
      comment: false,
      check: "Gramme (arm64)",
      acceptLabel: "émissions: ok",
    });
  });

  it("takes an empty input for none, where none is a choice, and for not given elsewhere", () => {
    expect(
      inputs({ config: "", "fail-on": "", comment: " ", artifact: "", check: "", "accept-label": "" }),
    ).toMatchObject({
      config: "gramme.yml",
      failOn: "regression",
      comment: true,
      artifact: undefined,
      check: undefined,
      acceptLabel: undefined,
    });
  });

  it("lets no part of a matrix comment", () => {
    expect(inputs({ part: "a", comment: "true" }).comment).toBe(false);
    expect(inputs({ comment: "false" }).comment).toBe(false);
  });

  it.each(["http://localhost:8787", "http://127.0.0.1:1", "http://[::1]:8787/x", "https://l.example"])(
    "takes the ledger %s",
    (url) => {
      expect(inputs({ "ledger-url": url }).ledgerUrl).toBe(url);
    },
  );

  it.each([
    ["config", "/etc/passwd"],
    ["config", "C:\\secrets.yml"],
    ["config", "../gramme.yml"],
    ["config", "models/../../gramme.yml"],
    ["config", "."],
    ["config", "models/"],
    ["config", "a\n::set-output name=x::y"],
    ["base", "--upload-pack=touch x"],
    ["base", "main\nmain"],
    ["base", "x".repeat(501)],
    ["fail-on", "Regression"],
    ["fail-on", "constructor"],
    ["ledger-url", "ledger.example"],
    ["ledger-url", "http://ledger.example"],
    ["ledger-url", "http://localhost.example"],
    ["ledger-url", "http://127.0.0.1.example"],
    ["ledger-url", "ftp://ledger.example"],
    ["ledger-url", "file:///etc/passwd"],
    ["ledger-url", "https://ledger.example/?x=1"],
    ["part", "linux/arm"],
    ["part", "x".repeat(65)],
    ["artifact", "a/b"],
    ["comment", "yes"],
    ["comment", "constructor"],
    ["check", "x".repeat(101)],
    ["accept-label", "x".repeat(51)],
  ])("refuses %s %j by name, and says what would be right", (name, value) => {
    expect(() => inputs({ [name]: value })).toThrowError(
      new RegExp(`^input ${name}: found "[^]*; wants `, "u"),
    );
  });

  it("does not repeat a password", () => {
    expect(() => inputs({ "ledger-url": "https://me:hunter2@ledger.example" })).toThrowError(
      expect.objectContaining({ message: expect.not.stringContaining("hunter2") }),
    );
  });

  it("prints a bad value in one line", () => {
    expect(() => inputs({ part: "a\n::error::b" })).toThrowError(String.raw`"a\n::error::b"`);
  });
});
