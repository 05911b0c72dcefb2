import type { Fallbacks } from '../contract/insights.js'

export type Sentence = Fallbacks['clusters'][number]['examples'][number]

/** Sentences are alike from this cosine of their pieces on. */
const ALIKE = 0.5
const MOST_EXAMPLES = 8

type Vector = ReadonlyMap<string, number>
type Cluster = { readonly centre: Map<string, number>; readonly sentences: Sentence[]; length: number }

/**
 * Sentences that say much the same, the largest group first. Each goes to the group whose middle is nearest, or begins one; what many sentences
 * share counts little. Pure, and the same for the same sentences.
 */
export function clusterSentences(sentences: readonly Sentence[]): Fallbacks['clusters'] {
  const pieces = sentences.map(({ text }) => piecesOf(text))
  const weigh = rarityOf(pieces)
  const clusters: Cluster[] = []
  for (const [n, sentence] of sentences.entries()) {
    const vector = unit(pieces[n] ?? new Set(), weigh)
    let best: { readonly cluster: Cluster; readonly likeness: number } | null = null
    for (const cluster of clusters) {
      const likeness = dot(vector, cluster.centre) / cluster.length
      if (likeness >= ALIKE && likeness > (best?.likeness ?? 0)) best = { cluster, likeness }
    }
    if (best) join(best.cluster, sentence, vector)
    else clusters.push({ centre: new Map(vector), sentences: [sentence], length: 1 })
  }
  return clusters
    .sort((a, b) => b.sentences.length - a.sentences.length)
    .map((cluster) => ({
      size: cluster.sentences.length,
      text: nearest(cluster, weigh),
      examples: distinct(cluster.sentences).slice(0, MOST_EXAMPLES),
    }))
}

/** Han characters and pairs of them; Latin words. Numbers and masks all count as one. */
function piecesOf(text: string): ReadonlySet<string> {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\d*]+/g, ' 0 ')
  const pieces = new Set(plain.match(/[a-z']+|0|\p{Script=Han}/gu) ?? [])
  for (const run of plain.match(/\p{Script=Han}{2,}/gu) ?? []) for (let at = 0; at + 2 <= run.length; at++) pieces.add(run.slice(at, at + 2))
  return pieces
}

type Weigh = (piece: string) => number
function rarityOf(all: readonly ReadonlySet<string>[]): Weigh {
  const seen = new Map<string, number>()
  for (const pieces of all) for (const piece of pieces) seen.set(piece, (seen.get(piece) ?? 0) + 1)
  return (piece) => Math.log(1 + all.length / (seen.get(piece) ?? 1)) * piece.length
}

function unit(pieces: ReadonlySet<string>, weigh: Weigh): Vector {
  const weighed = [...pieces].map((piece) => [piece, weigh(piece)] as const)
  const length = Math.hypot(...weighed.map(([, weight]) => weight)) || 1
  return new Map(weighed.map(([piece, weight]) => [piece, weight / length]))
}

function dot(a: Vector, b: Vector): number {
  let total = 0
  for (const [piece, weight] of a) total += weight * (b.get(piece) ?? 0)
  return total
}

function join(cluster: Cluster, sentence: Sentence, vector: Vector): void {
  for (const [piece, weight] of vector) cluster.centre.set(piece, (cluster.centre.get(piece) ?? 0) + weight)
  cluster.sentences.push(sentence)
  cluster.length = Math.hypot(...cluster.centre.values())
}

/** The sentence that says best what the others say. */
function nearest({ centre, sentences }: Cluster, weigh: Weigh): string {
  const likeness = sentences.map(({ text }) => dot(unit(piecesOf(text), weigh), centre))
  return sentences[likeness.indexOf(Math.max(...likeness))]?.text ?? ''
}

const distinct = (sentences: readonly Sentence[]): readonly Sentence[] => [...new Map(sentences.map((one) => [one.text, one])).values()]
