import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { type AddNoise, createNoise, type Noise } from '../../noise/noise.js'
import { type Conversation, conversationsIn } from '../script.js'
import { type Failure, failuresOf } from './keepsNodes.js'
import { type Playing, playPlain } from './playPlain.js'
import { variationsOf } from './vary.js'

/** One conversation of a replay with one kind of noise; `texts` were varied, of `turns` in all. Those of which nothing could be varied are left out. */
export type Noised = {
  readonly file: string
  readonly kind: Noise
  readonly texts: number
  readonly turns: number
  readonly failures: readonly Failure[]
}
export type Asked = { readonly files: readonly string[]; readonly kinds: readonly Noise[]; readonly seed: number }

/** Every replay with every kind; a file that cannot be read, or a conversation that does not even go twice the same way, is an error. */
export async function noiseOf({ files, kinds, seed }: Asked, playing: Playing): Promise<readonly Noised[]> {
  const addNoise = createNoise(seed)
  const noised: Noised[] = []
  for (const file of files) noised.push(...(await noiseOfFile(file, kinds, addNoise, playing)))
  return noised
}

async function noiseOfFile(file: string, kinds: readonly Noise[], addNoise: AddNoise, playing: Playing): Promise<readonly Noised[]> {
  const noised: Noised[] = []
  for (const conversation of conversationsIn(file, readFileSync(file, 'utf8')))
    noised.push(...(await noiseOfConversation(conversation, kinds, addNoise, playing)))
  return noised
}

async function noiseOfConversation(
  { file, name, script }: Conversation,
  kinds: readonly Noise[],
  addNoise: AddNoise,
  playing: Playing,
): Promise<readonly Noised[]> {
  const plain = await playPlain(script, playing)
  const noised: Noised[] = []
  for (const kind of kinds) {
    const variations = variationsOf(script, plain, kind, (noise, text) => addNoise(noise, text, basename(file)))
    if (variations.length === 0) continue
    const failures = await failuresOf(script, plain, variations, playing)
    noised.push({ file: name, kind, texts: variations.length, turns: script.turns.length, failures })
  }
  return noised
}
