import { pick, type Random } from './random.js'

/** Long form → what is typed instead. */
const SHORT: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\bcannot\b/gi, ["can't", 'cant', 'can not']],
  [/\bdo not\b/gi, ["don't", 'dont']],
  [/\bdoes not\b/gi, ["doesn't", 'doesnt']],
  [/\bdid not\b/gi, ["didn't", 'didnt']],
  [/\bis not\b/gi, ["isn't", 'isnt']],
  [/\bam not\b/gi, ["'m not", 'm not']],
  [/\bI am\b/gi, ["I'm", 'im']],
  [/\bI will\b/gi, ["I'll", 'ill']],
  [/\bI would\b/gi, ["I'd", 'id']],
  [/\bit is\b/gi, ["it's", 'its']],
  [/\bwhat is\b/gi, ["what's", 'whats']],
  [/\bwant to\b/gi, ['wanna']],
  [/\bcan't\b/gi, ['cant', 'can not', 'cannot']],
  [/\bit's\b/gi, ['its', 'it is']],
  [/\bplease\b/gi, ['pls', 'plz']],
  [/\byou\b/gi, ['u']],
  [/\bthank you\b/gi, ['thx', 'thank u']],
  [/\bmessages\b/gi, ['msgs']],
  [/\baccount\b/gi, ['acc', 'acct']],
  [/\bverification\b/gi, ['verif']],
  [/\bnumber\b/gi, ['no.', 'nr']],
  [/\bperson\b/gi, ['pers']],
  [/\bnotifications\b/gi, ['notifs']],
]

/** Every long form that is there, in one row: "I am" before "am not" would leave half of either. */
export const shortened = (text: string, random: Random): string =>
  SHORT.reduce((left, [long, short]) => left.replace(long, (found) => pick(short, random) ?? found), text)
