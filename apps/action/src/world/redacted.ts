/**
 * Texts of commands, without the secrets of the job. A runner masks its own log; it masks no comment and no file.
 * @module
 */

const SECRET_NAME =
  /TOKEN(?!IZ)|SECRET|PASSW|PASSPHRASE|CREDENTIAL|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|(?:^|_)(?:AUTH|PAT|KEY)$/iu;
/** Shorter ones would blot out words that are no secrets. */
const SHORTEST = 6;

/** The text with every value of a variable that is named like a secret replaced by `***`, longest first. */
export function redacted(text: string, env: NodeJS.ProcessEnv): string {
  return Object.entries(env)
    .flatMap(([name, value]) =>
      value !== undefined && SECRET_NAME.test(name) ? [value, ...value.split("\n")] : [],
    )
    .map((value) => value.trim())
    .filter((value) => value.length >= SHORTEST)
    .toSorted((a, b) => b.length - a.length)
    .reduce((told, secret) => told.replaceAll(secret, "***"), text);
}
