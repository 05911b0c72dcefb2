import type { Script } from '../script.js'
import { beginPlay, type PlainTurn, type Playing, told } from './playPlain.js'
import type { Variation } from './vary.js'

/** One variation with which the conversation went elsewhere. `turn` counts from 1; `node`: the first that differs. */
export type Failure = {
  readonly turn: number
  readonly said: string
  readonly varied: string
  /** Where it showed: this turn, or a later one that was only tapped. */
  readonly shownAt: number
  readonly node: { readonly wanted: string; readonly got: string }
  readonly intent: { readonly wanted: string | null; readonly got: string | null }
}
type Difference = Pick<Failure, 'node' | 'intent'> & { readonly place: number }

/** All variations at once; the one to blame for the first difference is taken back, and so on until the conversation is the one that it was. */
export async function failuresOf(
  script: Script,
  plain: readonly PlainTurn[],
  variations: readonly Variation[],
  playing: Playing,
): Promise<readonly Failure[]> {
  const failures: Failure[] = []
  let left = variations
  for (;;) {
    const difference = await firstDifference(script, plain, left, playing)
    if (!difference) return failures
    const blamed = left.findLast(({ turn }) => turn <= difference.place)
    if (!blamed)
      throw new Error(`turn ${difference.place + 1}: expected ${difference.node.wanted} with the words as written, got ${difference.node.got}`)
    const { place, ...rest } = difference
    failures.push({ turn: blamed.turn + 1, said: blamed.said, varied: blamed.varied, shownAt: place + 1, ...rest })
    left = left.filter((one) => one !== blamed)
  }
}

async function firstDifference(
  script: Script,
  plain: readonly PlainTurn[],
  variations: readonly Variation[],
  playing: Playing,
): Promise<Difference | null> {
  const changed = new Map(variations.map((one) => [one.turn, one.changed]))
  const player = await beginPlay(script, playing)
  for (const [place, turn] of script.turns.entries()) {
    const wanted = plain[place]
    if (!wanted) throw new Error(`expected ${script.turns.length} turns as written, got ${plain.length}`)
    const got = await seenOr(player.turn(changed.get(place) ?? turn))
    const node = nodeThatDiffers(wanted.nodes, got.nodes) ?? got.broken
    if (node) return { place, node, intent: { wanted: wanted.intent, got: got.intent } }
  }
  return null
}

type Got = Pick<PlainTurn, 'nodes' | 'intent'> & { readonly broken: Failure['node'] | null }

/** A button that is not there any more, and a standing rule that is broken, are differences too. */
async function seenOr(playing: ReturnType<Awaited<ReturnType<typeof beginPlay>>['turn']>): Promise<Got> {
  try {
    const { seen, mismatches } = await playing
    const rule = mismatches.find(({ key }) => key === 'standing rule' || key === 'fault')
    return { ...told(seen), broken: rule ? { wanted: `${rule.key} ${String(rule.wanted)}`, got: String(rule.got) } : null }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return { nodes: [], intent: null, broken: { wanted: 'a turn that can be played', got: error.message } }
  }
}

const NOTHING = '(none)'

function nodeThatDiffers(wanted: readonly string[], got: readonly string[]): Failure['node'] | null {
  const length = Math.max(wanted.length, got.length)
  for (let at = 0; at < length; at++) if (wanted[at] !== got[at]) return { wanted: wanted[at] ?? NOTHING, got: got[at] ?? NOTHING }
  return null
}
