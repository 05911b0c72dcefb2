import { type Evaluation, isMeasured, type SetResult } from '../evaluation.js'
import { percent } from './html.js'

/** The summary for a terminal. */
export function summaryText({ sets, targets, costs, quick }: Evaluation): string {
  return [
    ...(quick ? ['A quick run: parts of the sets only, so no target is compared.'] : []),
    ...sets.flatMap(setLines),
    ...targets.map(({ name, value, digits, bound, isMet, peer }) => {
      const race = peer ? `; nlp.js ${peer.value.toFixed(digits)}${peer.isBehind ? '' : ', which is ahead'}` : ''
      return `${isMet && (peer?.isBehind ?? true) ? '✓' : '✗'} ${name}: ${value.toFixed(digits)} (${bound}${race})`
    }),
    ...costs.map((cost) =>
      cost.leftOut === null
        ? `cost of ${cost.method}: training ${cost.trainSeconds.toFixed(1)} s, ${(cost.bytes / 1e6).toFixed(1)} MB on disk, loaded in ${cost.loadMs.toFixed(0)} ms, ${cost.memoryMb.toFixed(1)} MB of memory, ${cost.p50Ms.toFixed(2)} ms an utterance (p99 ${cost.p99Ms.toFixed(2)})`
        : `cost of ${cost.method}: ${cost.leftOut}`,
    ),
  ].join('\n')
}

const setLines = ({ name, train, test, methods }: SetResult): readonly string[] => [
  `${name}: ${train} lines taught, ${test} asked; % right first / among three`,
  ...methods.flatMap((one) => {
    if (!isMeasured(one)) return [`  ${one.method}: ${one.leftOut}`]
    const { measured, outside, noise, fewShot } = one
    const few = fewShot.map(({ perIntent, first }) => `, ${perIntent} an intent ${percent(first.mean)}`).join('')
    const far = outside ? `, AUROC ${outside.auroc.toFixed(3)}` : ''
    const lost = noise.length > 0 ? [`    lost to ${noise.map((figure) => `${figure.noise} ${figure.lost.toFixed(1)}`).join(', ')}`] : []
    return [`  ${one.method}: ${percent(measured.first)} / ${percent(measured.amongThree)}${few}${far}`, ...lost]
  }),
]
