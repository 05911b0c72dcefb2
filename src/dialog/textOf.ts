import { own } from '../shared/own.js'
import type { Program, Text } from './program.js'

/** The text that a key of a message names; undefined where the program has none. */
export function textOf(program: Program, titles: Readonly<Record<string, Text>>, key: string): Text | undefined {
  const colon = key.indexOf(':')
  if (colon < 0) return nodeText(program, key)
  const name = key.slice(colon + 1)
  switch (key.slice(0, colon)) {
    case 'sentence':
      return own(program.texts.sentences, name)
    case 'title':
      return own(program.dialogs, name)?.title
    case 'intent':
      return own(titles, name)
    case 'act':
      return own(program.texts.acts, name)
    case 'queue':
      return own(program.texts.queues, name)
    case 'check':
      return checkText(program, name)
    case 'article':
      return articleText(program, name)
    case 'interrupt':
      return interruptText(program, Number(name))
    default:
      return undefined
  }
}

/** `dialog/node.say.0`, `dialog/node.retry`, `dialog/node.options.value` */
function nodeText(program: Program, key: string): Text | undefined {
  const [place = '', part = '', which = ''] = key.split('.')
  const [dialog = '', id = ''] = place.split('/')
  const node = own(own(program.dialogs, dialog)?.nodes ?? {}, id)
  if (!node) return undefined
  const { exit } = node
  if (part === 'say') return node.say[Number(which)]?.text
  if (part === 'retry') return exit.kind === 'choose' || exit.kind === 'ask' ? exit.retry : undefined
  return exit.kind === 'choose' || exit.kind === 'ask' ? own(exit.options, which)?.label : undefined
}

/** `check:name` is its title, `check:name.outcome` what the outcome means. */
function checkText(program: Program, name: string): Text | undefined {
  const [check = '', outcome] = name.split('.')
  const texts = own(program.texts.checks, check)
  return outcome === undefined ? texts?.title : own(texts?.outcomes ?? {}, outcome)
}

function articleText(program: Program, name: string): Text | undefined {
  const [article = '', section = ''] = name.split('/')
  return own(own(program.articles, article)?.sections ?? {}, section)?.body
}

function interruptText(program: Program, index: number): Text | undefined {
  const reaction = program.interrupts[index]?.reaction
  return reaction?.do === 'say' ? reaction.say : undefined
}
