import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import type { LocaleTag } from '../../contract.js'
import type { Words } from '../dictionary.js'
import type { PhoneModel } from '../model.js'

type Props = {
  readonly words: Words
  readonly locale: LocaleTag
  readonly model: PhoneModel
  readonly onOpen: (persona: string) => void
  readonly onSay: (text: string) => void
}

export function Guide({ words, locale, model, onOpen, onSay }: Props): VNode {
  const [chosen, setChosen] = useState<string | undefined>(undefined)
  const persona = chosen ?? model.personas[0]?.persona
  return (
    <section class="guide" aria-labelledby="guide-title">
      <h2 id="guide-title">{words.guideTitle}</h2>
      <ol class="steps">
        {words.guideSteps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <label class="field">
        <span>{words.persona}</span>
        <select value={persona} disabled={model.personas.length === 0} onChange={(event) => setChosen(event.currentTarget.value)}>
          {model.personas.map((each) => (
            <option key={each.persona} value={each.persona}>
              {locale === 'en' ? each.title.en : each.title.zh}
            </option>
          ))}
        </select>
      </label>
      <button type="button" class="primary" disabled={persona === undefined} onClick={() => persona !== undefined && onOpen(persona)}>
        {model.account === undefined ? words.createAccount : words.changeAccount}
      </button>
      <h2>{words.tryTitle}</h2>
      <p class="hint">{words.tryHint}</p>
      <ul class="sentences">
        {words.sentences.map((sentence) => (
          <li key={sentence}>
            <button type="button" onClick={() => onSay(sentence)}>
              {sentence}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
