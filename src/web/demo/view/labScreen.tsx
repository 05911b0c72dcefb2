import type { VNode } from 'preact'
import { wordFor } from '../dictionary.js'
import type { ScreenProps } from './phone.js'

const FAULTS = ['unavailable', 'slow', 'error'] as const
const CLOCK_STEPS_S = [60, 300, 900] as const

/** What no phone has: breaking the service and moving time, to see how the bot bears it. */
export function LabScreen({ words, actions }: ScreenProps): VNode {
  return (
    <div class="stack">
      <h3>{words.faultTitle}</h3>
      <p class="hint">{words.faultHint}</p>
      <div class="buttons">
        {FAULTS.map((mode) => (
          <button type="button" key={mode} onClick={() => actions.addFault(mode)}>
            {wordFor(words.faults, mode)}
          </button>
        ))}
      </div>
      <h3>{words.clockTitle}</h3>
      <p class="hint">{words.clockHint}</p>
      <div class="buttons">
        {CLOCK_STEPS_S.map((seconds) => (
          <button type="button" key={seconds} onClick={() => actions.advanceClock(seconds)}>
            {wordFor(words.clocks, String(seconds))}
          </button>
        ))}
      </div>
    </div>
  )
}
