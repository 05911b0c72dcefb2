import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import type { Words } from '../dictionary.js'

type Props = { readonly words: Words; readonly onRate: (stars: number, comment: string) => void }

/** Asks how it went; the words are asked for once a star is picked. */
export function Rating({ words, onRate }: Props): VNode {
  const [stars, setStars] = useState(0)
  const [comment, setComment] = useState('')
  return (
    <form
      class="rating"
      onSubmit={(event) => {
        event.preventDefault()
        onRate(stars, comment)
      }}
    >
      <fieldset>
        <legend>{words.ask}</legend>
        {[1, 2, 3, 4, 5].map((count) => (
          <label key={count} class={count <= stars ? 'star on' : 'star'}>
            <input type="radio" name="stars" checked={count === stars} aria-label={words.stars(count)} onChange={() => setStars(count)} />
            <span aria-hidden="true">★</span>
          </label>
        ))}
      </fieldset>
      {stars > 0 && (
        <div class="rating-words">
          <input
            type="text"
            value={comment}
            maxLength={500}
            placeholder={words.comment}
            aria-label={words.comment}
            onInput={(event) => setComment(event.currentTarget.value)}
          />
          <button type="submit">{words.rate}</button>
        </div>
      )}
    </form>
  )
}
