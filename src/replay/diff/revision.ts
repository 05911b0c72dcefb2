import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, sep } from 'node:path'

/** Where dialogs and knowledge lie. */
export type Where = { readonly dialogs: string; readonly knowledge: string }

/** Our own side, and what git is called. */
type Own = Where & { readonly git?: string }

/** What BASE names cannot be used; the message says why. */
export class BaseError extends Error {}

/** Gives the folders that BASE names to `use`: a folder as it is, a revision of the checkout that `own` lies in as a copy that is removed afterwards. */
export async function withBase<T>(base: string, own: Own, use: (where: Where) => Promise<T>): Promise<T> {
  if (existsSync(base) && statSync(base).isDirectory()) return use(inFolder(base, own))
  const copy = mkdtempSync(join(tmpdir(), 'mibao-base-'))
  try {
    return await use(checkOut(base, own, copy))
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

/** A folder with `dialogs/` and perhaps `knowledge/`, or dialogs themselves; knowledge that it lacks is our own. */
function inFolder(base: string, own: Where): Where {
  const [dialogs, knowledge] = [join(base, 'dialogs'), join(base, 'knowledge')]
  if (existsSync(dialogs)) return { dialogs, knowledge: existsSync(knowledge) ? knowledge : own.knowledge }
  if (readdirSync(base).some((name) => /\.ya?ml$/.test(name))) return { dialogs: base, knowledge: own.knowledge }
  throw new BaseError(`${base}: expected a folder dialogs/ or YAML files of dialogs in it, found neither`)
}

function checkOut(base: string, own: Own, copy: string): Where {
  const git = gitCalled(own.git ?? 'git')
  const root = realpathSync(
    git(own.dialogs, ['rev-parse', '--show-toplevel'], () => isNeither(base, `${own.dialogs} lies in no git checkout`))
      .toString('utf8')
      .trim(),
  )
  const commit = git(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${base}^{commit}`], () =>
    isNeither(base, `the checkout at ${root} has no such revision`),
  )
    .toString('utf8')
    .trim()
  const inside = (folder: string): string | null => {
    const path = relative(root, realpathSync(folder))
    if (path === '' || path.startsWith(`..${sep}`) || path === '..') return null
    const listed = git(root, ['ls-tree', '--name-only', commit, '--', path], (why) => why)
    return listed.length === 0 ? null : path
  }
  const [dialogs, knowledge] = [inside(own.dialogs), inside(own.knowledge)]
  if (dialogs === null) throw new BaseError(`revision ${base} has no dialogs at ${relative(root, realpathSync(own.dialogs)) || '.'}`)
  for (const path of [dialogs, ...(knowledge === null ? [] : [knowledge])]) unpack(git, { root, commit, path, copy })
  return { dialogs: join(copy, dialogs), knowledge: knowledge === null ? own.knowledge : join(copy, knowledge) }
}

const isNeither = (base: string, why: string): string => `${base} is neither a folder nor a revision: ${why}`

/** More than any dialogs and knowledge take. */
const MAX_BYTES = 256 * 1024 * 1024

type Git = (folder: string, args: readonly string[], whyNot: (told: string) => string) => Buffer
const gitCalled =
  (name: string): Git =>
  (folder, args, whyNot) =>
    run(name, ['-C', folder, ...args], { whyNot })

type Copying = { readonly root: string; readonly commit: string; readonly path: string; readonly copy: string }
function unpack(git: Git, { root, commit, path, copy }: Copying): void {
  const whyNot = (told: string): string => `${path} of ${commit} could not be read: ${told}`
  const input = git(root, ['archive', '--format=tar', commit, '--', path], whyNot)
  run('tar', ['-xf', '-', '-C', copy], { whyNot, input })
}

type Running = { readonly whyNot: (told: string) => string; readonly input?: Buffer }
function run(program: string, args: readonly string[], { whyNot, input }: Running): Buffer {
  try {
    return execFileSync(program, [...args], { maxBuffer: MAX_BYTES, stdio: ['pipe', 'pipe', 'pipe'], ...(input && { input }) })
  } catch (error) {
    const fault: object = typeof error === 'object' && error !== null ? error : {}
    if ('code' in fault && fault.code === 'ENOENT')
      throw new BaseError(`${program} was not found; install it, or name a folder instead of a revision`, { cause: error })
    const told = 'stderr' in fault ? String(fault.stderr).trim() : String(error)
    throw new BaseError(whyNot(told), { cause: error })
  }
}
