import type { VNode } from 'preact'
import type { CheckRow } from '../../contract.js'
import type { Words } from '../dictionary.js'
import { Icon } from './icon.js'

type Props = { readonly checks: readonly CheckRow[]; readonly words: Words; readonly running?: boolean }

/** The checks of a diagnosis, while they run and when they are done: state in a word and a shape, never in colour alone. */
export function Diagnosis({ checks, words, running = false }: Props): VNode {
  return (
    <div class="card">
      <div class="card-title">{running ? words.diagnosing : words.diagnosis}</div>
      <ul class="checks">
        {checks.map((row) => (
          <li key={row.check} class={`check ${row.state}`}>
            <span class="mark">
              <Icon name={row.state} />
            </span>
            <div class="check-body">
              <div class="check-head">
                <span class="check-title">{row.title}</span>
                <span class="check-result">{row.result === '' ? words.check[row.state] : row.result}</span>
              </div>
              {row.result !== '' && <span class="only-read">{words.check[row.state]}</span>}
              {row.meaning !== '' && <div class="check-meaning">{row.meaning}</div>}
            </div>
          </li>
        ))}
      </ul>
    </div>
  )
}
