import { randomBytes, randomInt } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { collectDefaultMetrics, Registry } from 'prom-client'
import { HttpAccountService } from './accounts/http.js'
import { loadPersonas } from './accounts/personas.js'
import { Simulator } from './accounts/simulator.js'
import { openFileStore } from './accounts/simulatorStore.js'
import { agentMigrations } from './agents/tables.js'
import { createBot } from './bot/adapter.js'
import { createCloudEndpoint } from './bot/cloud.js'
import { createDelivery } from './bot/delivery.js'
import { buildConsole } from './console/buildConsole.js'
import { resumeMigrations, sqlResumes } from './conversations/resume.js'
import type { Program } from './dialog/program.js'
import { serialise } from './dialog/serialise.js'
import type { Env } from './env.js'
import { reviewMigrations } from './review/migrations.js'
import { createApp } from './server/app.js'
import { LIMITS as SERVER_LIMITS } from './server/deps.js'
import { createLog } from './server/log.js'
import { turnWatch } from './server/turnWatch.js'
import { simulatorApi } from './simulatorApi.js'
import { openStorage } from './storage/open.js'
import type { CommittedTurn, SqlStorage } from './storage/options.js'
import { sealer } from './storage/vault.js'
import { createAgentSide } from './turn/agentSide.js'
import { type FailPoint, LIMITS } from './turn/deps.js'
import { createFeed } from './turn/feed.js'
import type { Library } from './turn/library.js'
import { startSweeps } from './turn/sweeps.js'
import { TurnHandler } from './turn/turns.js'
import { createWorkshop } from './turn/workshop.js'
import { inboxFile } from './verification/inboxFile.js'
import { limitsSchema } from './verification/limits.js'
import { verificationMigrations } from './verification/migrations.js'
import { simulatedInbox } from './verification/simulatedInbox.js'
import { sqlStore } from './verification/sqlStore.js'
import { verification } from './verification/verification.js'

export type DeskOptions = {
  readonly env: Env
  readonly library: Library
  /** The root of the installed product, for built pages and personas. */
  readonly root: string
  readonly knowledge: string
  /** Where a test may end the process. */
  readonly failPoint?: (name: FailPoint) => void
}
export type Desk = {
  readonly server: Server
  /** From the next problem on, conversations run on this. */
  useLibrary(library: Library): Promise<void>
  close(): Promise<void>
}

/** Every room's tables, for whoever opens the database. */
export const allMigrations = [...verificationMigrations, ...resumeMigrations, ...agentMigrations, ...reviewMigrations]
export const databaseUrl = ({ DATABASE_URL, DATA_DIR }: Pick<Env, 'DATABASE_URL' | 'DATA_DIR'>): string =>
  DATABASE_URL ?? `sqlite:${join(DATA_DIR, 'mibao.db')}`
const SWEEP_MS = 5000
const SLOW_MS = LIMITS.callMs * 3
const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'))

/** Puts the whole product together; nothing listens yet. */
export async function buildDesk({ env, library, root, knowledge, failPoint = () => undefined }: DeskOptions): Promise<Desk> {
  const log = createLog(env.LOG_LEVEL)
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  let committed: (turn: CommittedTurn) => void = () => undefined
  const storage = await openStorage(databaseUrl(env), {
    migrations: allMigrations,
    onFault: (fault) => log.failed('storage', fault),
    // The desk is made of the storage, so it comes after it.
    onCommitted: (turn) => committed(turn),
  })
  const simulator = env.SIMULATOR ? await openSimulator(env, knowledge) : null
  const now = (): number => Date.now() + (simulator?.clockAdvance() ?? 0) * 1000
  const accounts = simulator ?? httpAccounts(env)
  const inbox = await simulatedInbox(inboxFile(join(env.DATA_DIR, 'inbox.json')))
  const seal = sealer(hex(env.VAULT_KEY))
  const proofs = verification({
    serverKey: hex(env.SERVER_KEY),
    store: sqlStore(storage.kysely),
    accounts,
    sms: inbox,
    limits: verificationLimits(env),
    random: (bytes) => randomBytes(bytes),
  })
  const feed = createFeed()
  let current = library
  const programs = new Map<string, Program>()
  const useLibrary = async (next: Library): Promise<void> => {
    await storage.saveProgram(next.hash, serialise(next.program, () => next.hash).json)
    programs.set(next.hash, next.program)
    current = next
  }
  await useLibrary(library)
  const watch = turnWatch(registry, storage, (where, error) => log.failed(where, error))
  const turnDeps = {
    storage,
    feed,
    sealer: seal,
    workshop: createWorkshop({ accounts, verification: proofs, storage, sealer: seal }),
    library: () => current,
    limits: { ...LIMITS, silenceMs: env.SILENCE_MINUTES * 60_000, leaseMs: env.LEASE_SECONDS * 1000 },
    now,
    wallNow: Date.now,
    newId,
    newTicketNumber: () => `MB-${String(randomInt(1e8)).padStart(8, '0')}`,
    debug: env.SIMULATOR,
    holder: newId(),
    failPoint,
    watch,
  }
  const turns = new TurnHandler(turnDeps)
  const delivery = createDelivery({
    program: async (hash) => programs.get(hash) ?? (await storedProgram(storage, programs, hash)),
    titles: () => current.titles,
    debug: env.SIMULATOR,
    failed: (error) => log.failed('render', error),
  })
  const desk = await buildConsole({
    db: storage.kysely,
    storage,
    agentSide: createAgentSide(turnDeps, turns),
    feed,
    wording: () => ({ program: current.program, titles: current.titles }),
    database: databaseUrl(env),
    knowledge,
    simulator: env.SIMULATOR,
    openId: openIdOf(env),
    idleMinutes: env.DESK_IDLE_MINUTES,
    ageingMinutes: env.DESK_AGEING_MINUTES,
    retentionDays: env.RETENTION_DAYS,
    sealer: seal,
    delivery,
    library: () => current,
    timeZone: env.DESK_TIME_ZONE,
    allowedOrigins: env.ALLOWED_ORIGINS,
    now,
    newId,
    failed: (error) => log.failed('console', error),
  })
  committed = desk.committed
  const app = createApp({
    config: {
      secret: env.DIRECT_LINE_SECRET,
      siteKey: env.SITE_KEY,
      allowedOrigins: env.ALLOWED_ORIGINS,
      signingKey: hex(env.SERVER_KEY),
      webDir: join(root, 'dist', 'web'),
      publicUrl: env.PUBLIC_URL ?? null,
      proxies: env.TRUSTED_PROXIES,
      limits: SERVER_LIMITS,
      quotas: { perIp: perMinute(env.QUOTA_PER_IP), perSite: perMinute(env.QUOTA_PER_SITE), perUser: perMinute(env.QUOTA_PER_USER) },
    },
    bot: createBot(turns),
    turns,
    feed,
    storage,
    resumes: sqlResumes(storage.kysely),
    delivery,
    now,
    newId,
    log,
    registry,
    ready: () => readiness(storage),
    cloud: createCloudEndpoint({ turns, feed, delivery, now, failed: (error) => log.failed('channel', error) }, credentials(env)),
    console: desk,
    simulator: simulator ? simulatorApi({ simulator, inbox, verification: proofs, storage, sealer: seal, now }) : null,
  })
  const server = createServer(app.handler)
  server.on('upgrade', app.upgrade)
  const stopSweeps = startSweeps(turnDeps, turns, SWEEP_MS)
  return {
    server,
    useLibrary,
    close: async () => {
      app.stopAccepting()
      await stopSweeps()
      app.close()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeIdleConnections()
      })
      await turns.settled()
      await desk.close()
      await storage.close()
    },
  }
}

const newId = (): string => randomBytes(16).toString('base64url')
const perMinute = (points: number) => ({ points, seconds: 60 })

/** The simulated accounts, from their file in `DATA_DIR`. */
export async function openSimulator(env: Env, knowledge: string): Promise<Simulator> {
  const store = await openFileStore(join(env.DATA_DIR, 'accounts.json'))
  const delay = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, SLOW_MS).unref())
  const simulator: Simulator = new Simulator({
    store,
    personas: await loadPersonas(join(knowledge, 'accounts')),
    random: Math.random,
    now: () => Date.now() + simulator.clockAdvance() * 1000,
    delay,
  })
  return simulator
}

function httpAccounts({ ACCOUNT_SERVICE_URL, ACCOUNT_SERVICE_TOKEN }: Env): HttpAccountService {
  return new HttpAccountService({
    baseUrl: ACCOUNT_SERVICE_URL ?? '',
    timeoutMs: LIMITS.callMs,
    ...(ACCOUNT_SERVICE_TOKEN !== undefined && { token: ACCOUNT_SERVICE_TOKEN }),
  })
}

const verificationLimits = (env: Env) =>
  limitsSchema.parse({
    codeMinutes: env.CODE_MINUTES,
    tries: env.CODE_TRIES,
    proofMinutes: env.PROOF_MINUTES,
    perNumberPerMinute: env.SMS_PER_NUMBER_MINUTE,
    perNumberPerDay: env.SMS_PER_NUMBER_DAY,
    failuresPerAccountDay: env.FAILURES_PER_ACCOUNT_DAY,
    failuresGlobalPerMinute: env.FAILURES_PER_MINUTE,
  })

const credentials = ({ MICROSOFT_APP_ID, MICROSOFT_APP_PASSWORD, MICROSOFT_APP_TYPE, MICROSOFT_APP_TENANT_ID }: Env) =>
  MICROSOFT_APP_ID === undefined || MICROSOFT_APP_PASSWORD === undefined
    ? null
    : { appId: MICROSOFT_APP_ID, appPassword: MICROSOFT_APP_PASSWORD, appType: MICROSOFT_APP_TYPE, tenantId: MICROSOFT_APP_TENANT_ID }

async function storedProgram(storage: SqlStorage, programs: Map<string, Program>, hash: string): Promise<Program | null> {
  const json = await storage.program(hash)
  if (json === null) return null
  const program: Program = JSON.parse(json)
  programs.set(hash, program)
  return program
}

/** Complete or not there at all; `readEnv` sees to that. */
function openIdOf({ OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_CLAIM, PUBLIC_URL }: Env) {
  if (OIDC_ISSUER === undefined || OIDC_CLIENT_ID === undefined || OIDC_CLIENT_SECRET === undefined || PUBLIC_URL === undefined) return null
  const redirect = new URL('/api/console/sign-on/callback', PUBLIC_URL).href
  return { issuer: OIDC_ISSUER, clientId: OIDC_CLIENT_ID, clientSecret: OIDC_CLIENT_SECRET, claim: OIDC_CLAIM, redirect }
}

/** Null when the database can be written; otherwise a code for what is wrong. */
async function readiness(storage: SqlStorage): Promise<string | null> {
  try {
    await storage.ready()
    return null
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
    return code === 'SQLITE_FULL' ? 'disk_full' : 'database_unavailable'
  }
}
