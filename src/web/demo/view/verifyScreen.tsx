import type { VNode } from 'preact'
import { wordFor } from '../dictionary.js'
import { Fill, type ScreenProps } from './phone.js'

const FACES = ['pass', 'fail', 'bad_light'] as const

export function VerifyScreen({ words, model, actions, onSay }: ScreenProps): VNode {
  const fields = model.account?.fields
  return (
    <div class="stack">
      <h3>{words.dynamicCode}</h3>
      {fields?.get('dynamic_code') === true ? (
        <div class="row">
          <strong class="code large">{model.dynamicCode === '' ? '······' : model.dynamicCode}</strong>
          {model.dynamicCode !== '' && <Fill words={words} text={model.dynamicCode} onSay={onSay} />}
        </div>
      ) : (
        <p class="hint">{words.noDynamicCode}</p>
      )}
      <h3>{words.faceTitle}</h3>
      {fields?.get('face') === true ? (
        <div class="buttons">
          {FACES.map((face) => (
            <button type="button" key={face} aria-pressed={fields.get('face_result') === face} onClick={() => actions.setFace(face)}>
              {wordFor(words.faces, face)}
            </button>
          ))}
        </div>
      ) : (
        <p class="hint">{words.noFace}</p>
      )}
    </div>
  )
}
