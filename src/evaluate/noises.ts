import type { Noise } from '../noise/noise.js'

/** What the published figures were measured with, so that they can be compared over time. */
export const measuredNoises: readonly Noise[] = ['shells', 'typo', 'homophone', 'pinyin_word', 'pinyin_whole', 'traditional', 'swapped', 'dropped']
