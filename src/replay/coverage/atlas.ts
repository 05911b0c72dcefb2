import type { Program } from '../../dialog/program.js'
import { namesIn, type Walked } from './walked.js'
import { type Part, partsOf } from './ways.js'

/** What one replay walked. */
export type WalkedReplay = { readonly file: string; readonly walked: Walked }
/** What recorded conversations walked: for each part, in how many of them. Where there are none to read, why. */
export type Traffic =
  | { readonly kind: 'counted'; readonly conversations: number; readonly counts: ReadonlyMap<string, number>; readonly unreadable: number }
  | { readonly kind: 'none'; readonly why: string }

/** A part of the dialogs with what comes by there. `explored` and `recorded` are null where nobody looked. */
export type Covered = Part & {
  readonly replays: readonly string[]
  readonly explored: boolean | null
  readonly recorded: number | null
}

export type Sources = {
  readonly program: Pick<Program, 'dialogs'>
  readonly replays: readonly WalkedReplay[]
  /** The names of what exploration came by. */
  readonly explored: ReadonlySet<string> | null
  readonly traffic: Traffic
}

/** Lays replays, exploration and traffic over every part of the dialogs. */
export function coveredParts({ program, replays, explored, traffic }: Sources): readonly Covered[] {
  const files = new Map<string, string[]>()
  for (const { file, walked } of replays)
    for (const name of namesIn(walked)) {
      const known = files.get(name)
      if (known) known.push(file)
      else files.set(name, [file])
    }
  return partsOf(program).map((part) => ({
    ...part,
    replays: files.get(part.name) ?? [],
    explored: explored?.has(part.name) ?? null,
    recorded: traffic.kind === 'counted' ? (traffic.counts.get(part.name) ?? 0) : null,
  }))
}
