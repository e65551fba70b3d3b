import { describe, expect, it } from "vitest";
import { redacted } from "./redacted.ts";

describe("what a command printed", () => {
  it.each([
    "INPUT_TOKEN",
    "HF_TOKEN",
    "AWS_SECRET_ACCESS_KEY",
    "OPENAI_API_KEY",
    "DB_PASSWORD",
    "DEPLOY_KEY",
  ])("loses the value of %s, wherever it stands", (name) => {
    const env = { [name]: "hunter2hunter2" };
    expect(redacted(`${name}=hunter2hunter2; and "hunter2hunter2"`, env)).toBe(`${name}=***; and "***"`);
  });

  it("loses every line of a key of many", () => {
    const env = { PRIVATE_KEY: "-----BEGIN-----\nabcdefgh\n-----END-----" };
    expect(redacted("line 2 is abcdefgh", env)).toBe("line 2 is ***");
  });

  it("loses the longer of two where one is in the other", () => {
    expect(redacted("abcdefghij", { A_TOKEN: "abcdef", B_TOKEN: "abcdefghij" })).toBe("***");
  });

  it("keeps what is no secret: other variables, and values that any word could be", () => {
    const env = {
      HOME: "/opt/home/tess",
      TOKENIZERS_PARALLELISM: "false",
      KEYBOARD: "qwertyuiop",
      A_TOKEN: "yes",
    };
    expect(redacted("false /opt/home/tess qwertyuiop yes", env)).toBe("false /opt/home/tess qwertyuiop yes");
  });
});
