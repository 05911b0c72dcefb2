import type { VNode } from 'preact'
import type { Words } from '../dictionary.js'
import type { Line } from '../model.js'
import type { QuestionShown } from '../questions.js'
import type { Actions } from '../startChat.js'
import { Choices } from './choices.js'
import { Diagnosis } from './diagnosis.js'
import { Icon } from './icon.js'
import { Markdown } from './markdown.js'

type Props = {
  readonly line: Line
  readonly words: Words
  readonly actions: Actions
  readonly question: QuestionShown | undefined
  /** The same voice goes on: the name is then read, not shown again. */
  readonly continues: boolean
  readonly canTakeBack: boolean
  readonly focusInput: () => void
}

/** One line of the conversation, with whoever speaks it named. */
export function Bubble(props: Props): VNode | null {
  const { line, words, continues } = props
  if (line.withdraws !== undefined) return <Withdrawal {...props} />
  // The question itself stands below the last line.
  if (line.notice === 'ask') return null
  if (line.notice !== undefined)
    return (
      <article class="note" tabIndex={-1}>
        {noticeText(line, words)}
      </article>
    )
  return (
    <article class={`line ${line.from}${continues ? ' continues' : ''}`} tabIndex={-1}>
      {line.from !== 'user' && <span class="avatar">{!continues && <Avatar line={line} />}</span>}
      <div class="column">
        <div class={continues ? 'only-read' : 'speaker'}>{speakerName(line, words)}</div>
        {line.text !== '' && <div class="bubble">{line.from === 'bot' ? <Markdown source={besideCard(line)} /> : line.text}</div>}
        {line.checks.length > 0 && <Diagnosis checks={line.checks} words={words} />}
        <Below {...props} />
      </div>
    </article>
  )
}

/** The list in the text is for clients without cards, and for being read out; beside the card it would say everything twice. */
function besideCard({ text, checks }: Line): string {
  return checks.length === 0 ? text : (text.split('\n\n- ', 1)[0] ?? text)
}

export function speakerName(line: Line, words: Words): string {
  if (line.from === 'user') return words.you
  if (line.from === 'bot') return words.bot
  return line.name === '' ? words.agent : `${words.agent} ${line.name}`
}

/** What a note says; empty for a line that is none. */
export function noticeText({ notice, name, stars = 0 }: Line, words: Words): string {
  if (notice === undefined) return ''
  if (notice === 'ask') return words.ask
  return notice === 'rated' ? words.rated(stars) : words[notice](name)
}

function Avatar({ line }: { readonly line: Line }): VNode {
  return line.from === 'agent' && line.name !== '' ? <span aria-hidden="true">{line.name.slice(0, 1)}</span> : <Icon name="shield" filled />
}

function Below({ line, words, actions, question, canTakeBack, focusInput }: Props): VNode {
  return (
    <>
      {question !== undefined && (
        <Choices
          choices={line.choices}
          shown={question}
          words={words}
          onChoose={(choice, byKeyboard) => {
            actions.choose(choice)
            if (byKeyboard) focusInput()
          }}
        />
      )}
      {line.from === 'user' && <Delivery line={line} words={words} actions={actions} />}
      {canTakeBack && line.answers !== undefined && (
        <button type="button" class="quiet" onClick={() => line.answers !== undefined && actions.withdraw(line.answers.question)}>
          {words.takeBack}
        </button>
      )}
    </>
  )
}

function Withdrawal({ line, words, actions }: Props): VNode {
  return (
    <article class="note" tabIndex={-1}>
      <span class="only-read">{words.you + words.colon}</span>
      {words.withdrawn}
      <Delivery line={line} words={words} actions={actions} />
    </article>
  )
}

function Delivery({ line, words, actions }: { readonly line: Line; readonly words: Words; readonly actions: Actions }): VNode | null {
  if (line.delivery === 'sent') return null
  if (line.delivery === 'pending') return <span class="delivery pending">{words.pending}</span>
  return (
    <span class="delivery failed" role="alert">
      {words.failed}
      <button type="button" class="quiet" onClick={() => actions.retry(line.key)}>
        {words.retry}
      </button>
    </span>
  )
}
