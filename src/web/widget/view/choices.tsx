import type { VNode } from 'preact'
import type { Choice } from '../../contract.js'
import type { Words } from '../dictionary.js'
import type { QuestionShown } from '../questions.js'

type Props = {
  readonly choices: readonly Choice[]
  readonly shown: QuestionShown
  readonly words: Words
  /** `byKeyboard`: the button that had the focus goes away, so the focus must go on. */
  readonly onChoose: (choice: Choice, byKeyboard: boolean) => void
}

/** Buttons while the question is open; afterwards a plain list in which the chosen one can still be read. */
export function Choices({ choices, shown, words, onChoose }: Props): VNode {
  if (!shown.alive) {
    return (
      <ul class="choices locked">
        {choices.map((choice) => {
          const isChosen = choice.option === shown.chosen
          return (
            <li key={choice.option} class={isChosen ? 'choice chosen' : 'choice'}>
              {isChosen && <span class="only-read">{words.chosen + words.colon}</span>}
              {choice.title}
            </li>
          )
        })}
      </ul>
    )
  }
  return (
    <fieldset class="choices">
      <legend class="only-read">{words.choices}</legend>
      {choices.map((choice) => (
        <button type="button" key={choice.option} class="choice" onClick={(event) => onChoose(choice, event.detail === 0)}>
          {choice.title}
        </button>
      ))}
    </fieldset>
  )
}
