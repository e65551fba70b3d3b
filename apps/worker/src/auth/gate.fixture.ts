/**
 * A ledger with one door behind a gate, that answers who came in.
 * @module
 */
import { createExecutionContext } from "cloudflare:test";
import { env as bindings } from "cloudflare:workers";
import type { WireProblem } from "@gramme/core/wire";
import type { Env } from "../env.ts";
import { ledger } from "../ledger.ts";
import { allow } from "./allow.ts";
import type { Gate } from "./allow.ts";
import { sha256 } from "./key-form.ts";
import type { Principal, Scope } from "./principal.ts";

/** What a gate answered. */
export interface Answer {
  readonly status: number;
  /** Who came in. */
  readonly principal: Principal | undefined;
  /** Why nobody did. */
  readonly problem: WireProblem | undefined;
  readonly headers: Headers;
}

/** Bindings of the platform, and settings. */
export function envWith(settings: Partial<Env>): Env {
  return { ...(bindings as unknown as Env), ...settings };
}

/** Asks a door behind a gate. */
export async function knock(
  scope: Scope,
  headers: HeadersInit = {},
  {
    gate = {},
    env = {},
    url = "https://ledger.example/door",
    method = "POST",
  }: {
    readonly gate?: Gate;
    readonly env?: Partial<Env>;
    readonly url?: string;
    readonly method?: string;
  } = {},
): Promise<Answer> {
  const app = ledger((doors) => {
    doors.all("/door", allow(scope, gate), (c) => c.json(c.var.principal));
  });
  const answer = await app.fetch(
    new Request(url, { method, headers }),
    envWith(env),
    createExecutionContext(),
  );
  const body: unknown = await answer.json();
  return {
    status: answer.status,
    principal: answer.ok ? (body as Principal) : undefined,
    problem: answer.ok ? undefined : (body as WireProblem),
    headers: answer.headers,
  };
}

/** Writes a tenant down. */
export async function bookTenant(id: string): Promise<void> {
  await envWith({})
    .BOOK.prepare("INSERT OR IGNORE INTO tenants (id, name, created_ms) VALUES (?1, ?1, 0)")
    .bind(id)
    .run();
}

let made = 0;

/** Writes a key down, its tenant too, and gives it whole. */
export async function bookKey({
  tenant = "acme",
  scopes = "read",
  expiresMs = null,
  revokedMs = null,
}: {
  readonly tenant?: string;
  readonly scopes?: string;
  readonly expiresMs?: number | null;
  readonly revokedMs?: number | null;
} = {}): Promise<string> {
  await bookTenant(tenant);
  made += 1;
  const id = `key${made}`;
  const secret = `${"s".repeat(40)}${made}`;
  await envWith({})
    .BOOK.prepare(
      "INSERT INTO keys (id, tenant, secret_sha256, scopes, label, created_ms, expires_ms, revoked_ms) VALUES (?1, ?2, ?3, ?4, 'test', 0, ?5, ?6)",
    )
    .bind(id, tenant, (await sha256(secret)).toHex(), scopes, expiresMs, revokedMs)
    .run();
  return `gk_${id}.${secret}`;
}
