import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const onOff = z.enum(['on', 'off'], 'expected on or off').transform((value) => value === 'on')
const count = (least: number, most: number) =>
  z.coerce
    .number(`expected a whole number from ${least} to ${most}`)
    .int()
    .min(least, `expected a whole number from ${least} to ${most}`)
    .max(most, `expected a whole number from ${least} to ${most}`)
const isTimeZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== null
  } catch {
    return false
  }
}
const secret = z.string().min(16, 'expected at least 16 characters')
const key = z.string().regex(/^[0-9a-f]{64}$/i, 'expected 64 hex digits (32 bytes)')
const origins = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((origin) => origin.trim())
      .filter((origin) => origin !== ''),
  )
  .refine(
    (list) => list.every((origin) => origin === '*' || /^https?:\/\/[^/\s]+$/.test(origin)),
    'expected origins such as https://shop.example, separated by commas, or *',
  )

/** Every variable, what it may hold, and what it is when left out. `.env.example` explains them to people. */
const variables = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test'], 'expected development, production or test').default('development'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: count(0, 65535).default(8787),
  PUBLIC_URL: z.url('expected an address such as https://desk.example').optional(),
  TRUSTED_PROXIES: count(0, 10).default(0),
  DATA_DIR: z.string().min(1).default('./data'),
  DATABASE_URL: z
    .string()
    .regex(/^(sqlite:.+|:memory:|postgres(ql)?:\/\/.+)$/, 'expected sqlite:/path/file.db or postgres://…')
    .optional(),
  DIRECT_LINE_SECRET: secret.optional(),
  SITE_KEY: secret.optional(),
  SERVER_KEY: key.optional(),
  VAULT_KEY: key.optional(),
  ALLOWED_ORIGINS: origins.default([]),
  SIMULATOR: onOff.optional(),
  ACCOUNT_SERVICE_URL: z.url('expected an address such as http://accounts.internal:8790').optional(),
  ACCOUNT_SERVICE_TOKEN: z.string().min(1).optional(),
  DIALOGS_DIR: z.string().min(1).optional(),
  KNOWLEDGE_DIR: z.string().min(1).optional(),
  RELOAD: onOff.default(true),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], 'expected trace, debug, info, warn, error or silent').default('info'),
  QUOTA_PER_IP: count(1, 10_000_000).default(6000),
  QUOTA_PER_SITE: count(1, 10_000_000).default(60_000),
  QUOTA_PER_USER: count(1, 10_000_000).default(600),
  SILENCE_MINUTES: count(1, 1440).default(10),
  DESK_IDLE_MINUTES: count(5, 720).default(30),
  DESK_AGEING_MINUTES: count(1, 10_080).default(30),
  OIDC_ISSUER: z.url('expected an address such as https://login.example').optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  OIDC_CLAIM: z.string().min(1).default('preferred_username'),
  RETENTION_DAYS: count(0, 3650).default(0),
  DESK_TIME_ZONE: z.string().refine(isTimeZone, 'expected a time zone such as Asia/Shanghai').default('Asia/Shanghai'),
  CODE_MINUTES: count(1, 60).default(5),
  CODE_TRIES: count(1, 20).default(5),
  PROOF_MINUTES: count(1, 120).default(15),
  SMS_PER_NUMBER_MINUTE: count(1, 60).default(1),
  SMS_PER_NUMBER_DAY: count(1, 1000).default(5),
  FAILURES_PER_ACCOUNT_DAY: count(1, 1000).default(15),
  FAILURES_PER_MINUTE: count(1, 100_000).default(120),
  LEASE_SECONDS: count(1, 600).default(15),
  MICROSOFT_APP_ID: z.string().min(1).optional(),
  MICROSOFT_APP_PASSWORD: z.string().min(1).optional(),
  MICROSOFT_APP_TYPE: z.enum(['MultiTenant', 'SingleTenant'], 'expected MultiTenant or SingleTenant').default('MultiTenant'),
  MICROSOFT_APP_TENANT_ID: z.string().default(''),
})
type Variables = z.infer<typeof variables>
const SECRETS = ['DIRECT_LINE_SECRET', 'SITE_KEY', 'SERVER_KEY', 'VAULT_KEY'] as const
export type Env = Omit<Variables, (typeof SECRETS)[number] | 'SIMULATOR'> &
  Readonly<Record<(typeof SECRETS)[number], string>> & { readonly SIMULATOR: boolean; readonly announced: readonly string[] }

/** A variable holds something that it may not: one line that names it, its value and what is allowed. */
export class EnvError extends Error {
  override readonly name = 'EnvError'
}

/** The environment of this process, with what a `.env` file in the working directory adds to it. The only place that touches it. */
export function environment(): Env {
  loadDotEnv()
  return readEnv(process.env)
}

/** What opens a server's Direct Line, as far as this place knows it; makes nothing. `secrets.json` is what a server that runs here has made for itself. */
export function directLineCredential(): string | null {
  loadDotEnv()
  const { DIRECT_LINE_SECRET, SITE_KEY, DATA_DIR } = process.env
  const file = join(DATA_DIR || './data', 'secrets.json')
  const kept = existsSync(file) ? z.partialRecord(z.enum(SECRETS), z.string()).parse(JSON.parse(readFileSync(file, 'utf8'))) : {}
  return DIRECT_LINE_SECRET || SITE_KEY || kept.DIRECT_LINE_SECRET || null
}

/** Where the database lies; makes nothing and asks for no secrets, since what reads a database is no server. */
export function databaseSettings(): Pick<Env, 'DATABASE_URL' | 'DATA_DIR'> {
  loadDotEnv()
  return checked(variables.pick({ DATABASE_URL: true, DATA_DIR: true }), process.env)
}

function loadDotEnv(): void {
  try {
    process.loadEnvFile()
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
}

/** Reads and validates variables. Missing secrets are made once and kept in `DATA_DIR`, in production they are refused. */
export function readEnv(source: Source): Env {
  const read = checked(variables, source)
  const { SIMULATOR, ...rest } = read
  const production = read.NODE_ENV === 'production'
  const simulated = SIMULATOR ?? !production
  if (!simulated && read.ACCOUNT_SERVICE_URL === undefined)
    throw new EnvError('ACCOUNT_SERVICE_URL="": expected the address of an account service when SIMULATOR is off')
  if (simulated && read.ACCOUNT_SERVICE_URL !== undefined)
    throw new EnvError('SIMULATOR="on": expected off, since ACCOUNT_SERVICE_URL names another account service')
  assertOpenId(read)
  const { values, announced } = secretsOf(read, production)
  return { ...rest, ...values, SIMULATOR: simulated, announced }
}

type Source = Readonly<Record<string, string | undefined>>
/** The variables that a schema names; an empty one counts as left out. */
function checked<Shape extends z.ZodRawShape>(schema: z.ZodObject<Shape>, source: Source): z.infer<z.ZodObject<Shape>> {
  const given = Object.fromEntries(
    Object.keys(schema.shape).flatMap((name) => (source[name] === undefined || source[name] === '' ? [] : [[name, source[name]]])),
  )
  const read = schema.safeParse(given)
  if (read.success) return read.data
  const issue = read.error.issues[0]
  const name = String(issue?.path[0] ?? '')
  throw new EnvError(`${name}=${isSecret(name) ? '(hidden)' : JSON.stringify(given[name])}: ${issue?.message ?? 'not allowed'}`)
}

/** Sign-in by OpenID Connect is there whole or not at all. */
function assertOpenId(read: Variables): void {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, PUBLIC_URL } = read
  const own = { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET }
  if (Object.values(own).every((value) => value === undefined)) return
  const [missing] = Object.entries({ ...own, PUBLIC_URL }).flatMap(([name, value]) => (value === undefined ? [name] : []))
  if (missing !== undefined) throw new EnvError(`${missing}="": expected a value, since sign-in by OpenID Connect is configured`)
}

const isSecret = (name: string): boolean => /SECRET|KEY|TOKEN|PASSWORD/.test(name)

function secretsOf(read: Variables, production: boolean): { values: Record<(typeof SECRETS)[number], string>; announced: readonly string[] } {
  const missing = SECRETS.filter((name) => read[name] === undefined)
  if (production && missing.length > 0)
    throw new EnvError(`${missing[0]}="": expected a secret of your own with NODE_ENV=production (for example from: openssl rand -hex 32)`)
  const file = join(read.DATA_DIR, 'secrets.json')
  const kept =
    missing.length > 0 && existsSync(file) ? z.partialRecord(z.enum(SECRETS), z.string()).parse(JSON.parse(readFileSync(file, 'utf8'))) : {}
  const made = missing.filter((name) => kept[name] === undefined)
  const fresh = Object.fromEntries(made.map((name) => [name, randomBytes(32).toString('hex')]))
  if (made.length > 0) {
    mkdirSync(read.DATA_DIR, { recursive: true, mode: 0o700 })
    writeFileSync(file, `${JSON.stringify({ ...kept, ...fresh }, null, 2)}\n`, { mode: 0o600 })
    chmodSync(file, 0o600)
  }
  const value = (name: (typeof SECRETS)[number]): string => read[name] ?? kept[name] ?? fresh[name] ?? ''
  return {
    values: {
      DIRECT_LINE_SECRET: value('DIRECT_LINE_SECRET'),
      SITE_KEY: value('SITE_KEY'),
      SERVER_KEY: value('SERVER_KEY'),
      VAULT_KEY: value('VAULT_KEY'),
    },
    announced: made.length > 0 ? [`Made ${made.join(', ')} and kept them in ${file} (readable by you alone).`] : [],
  }
}
